#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/base/yaml.h"
#include "cairn/exchange/migrate.h"
#include "cairn/exchange/migration_list.h"
#include "cairn/exchange/rederive.h"
#include "cairn/record/store_paths.h"
#include "cairn/views/recognise.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/progress_line.h"
#include "cli/report.h"
#include "cli/target_layout.h"
#include "cli/terminal.h"
#include "cli/undo_run.h"

namespace cairn {

namespace {

struct MigrateOptions {
  std::string source;
  std::string destination;
  std::string from;
  std::string to;
  std::optional<std::int64_t> from_version;
  std::optional<std::int64_t> to_version;
  std::string link = "copy";
  std::vector<std::string> study_configs;
  bool dry_run = false;
  bool undo = false;
  bool yes = false;
  bool json = false;
};

constexpr AtomicSites kProjectSites{Site::file_write, Site::file_write, Site::file_write,
                                    Site::file_write};

/// A step from one version of a system to the next: who reads the old, who writes the new.
struct VersionStep {
  std::string_view from;
  std::string_view to;
  std::int64_t from_version;
  std::int64_t to_version;
  bool names_anew = false;  ///< The layout is the same: what changed are the names.
};

/// nirs4all counts its workspaces: 5 has pipelines by UUID, 6 is what cairn writes. The ids of
/// resume-ner have the version of what is hashed.
constexpr std::array<VersionStep, 2> kSteps = {
    {{"nirs4all-v5", "nirs4all", 5, 6}, {"hpo", "hpo", 1, 2, true}}};

const VersionStep& find_step(const MigrateOptions& options) {
  for (const VersionStep& step : kSteps) {
    const bool is_it = options.from_version == step.from_version &&
                       options.to_version == step.to_version &&
                       (options.to.empty() || options.to == step.to);
    if (is_it) return step;
  }
  throw Error(ErrorCode::invalid_input, "no such step between versions is known",
              "known are --from-version 5 --to-version 6 (nirs4all) and --to hpo --from-version 1 "
              "--to-version 2");
}

/// The number of "v5"; nullopt for any other text.
std::optional<std::int64_t> version_in(const std::string& text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  if (!text.starts_with('v')) return std::nullopt;
  const auto [rest, error] = std::from_chars(text.data() + 1, end, number);
  return error == std::errc() && rest == end ? std::optional(number) : std::nullopt;
}

/// `--from v5 --to v6`, as nirs4all has it, says versions.
MigrateOptions with_versions(MigrateOptions options) {
  const std::optional<std::int64_t> from = version_in(options.from);
  const std::optional<std::int64_t> to = version_in(options.to);
  if (!from || !to) return options;
  options.from_version = from;
  options.to_version = to;
  options.from.clear();
  options.to.clear();
  return options;
}

/// The options with the layouts that a step between versions stands for.
MigrateOptions named(MigrateOptions options, const VersionStep* step) {
  if (step != nullptr) {
    if (options.from.empty() || !step->names_anew) options.from = step->from;
    options.to = step->to;
  }
  if (options.from.empty() || options.to.empty()) {
    throw Error(ErrorCode::invalid_input, "say what it is and what it becomes",
                "cairn migrate --from nirs4all-v5 --to nirs4all SRC DEST");
  }
  if (!options.study_configs.empty() && (step == nullptr || !step->names_anew)) {
    throw Error(ErrorCode::invalid_input, "--study-config names studies anew",
                "it goes with --to hpo --from-version 1 --to-version 2");
  }
  return options;
}

/// Refuses a folder at DEST that cannot become a project.
void check_new_place(const std::string& folder, const TargetLayout& layout) {
  if (holds_only(layout, folder)) return;
  throw Error(ErrorCode::conflict,
              fmt::format("'{}' is no project, and not empty", printable(folder)),
              "name the folder of a project, or a new one");
}

/// Makes the project at DEST, with its layout.
void make_project(const std::string& folder, const TargetLayout& layout) {
  check_new_place(folder, layout);
  make_folders(Site::project_folder, folder);
  write_layout_files(layout, folder);
  write_atomically(
      kProjectSites, join_path(folder, kProjectFile),
      to_yaml(Map{{"project", base_name(folder)}, {"layout", layout.name}, {"stages", Map{}}}),
      Durability::full);
}

Value migration_json(const MigrationSource& source, const MigrationPlan& plan,
                     const Rederivation& names, const std::string& destination,
                     const MigrateOptions& options) {
  using State = MigratedRun::State;
  List runs;
  for (const MigratedRun& run : plan.runs) {
    Map row{{"id", run.record.definition.id.text},
            {"from", run.old_path},
            {"to", run.state == State::refused ? Value() : Value(run.record.definition.path)},
            {"state", run.state == State::fresh     ? "fresh"
                      : run.state == State::present ? "present"
                                                    : "refused"},
            {"files", static_cast<std::int64_t>(run.files.size())}};
    if (!run.reason.empty()) row.append("reason", run.reason);
    runs.push_back(std::move(row));
  }
  return Map{{"format", 1},
             {"source", source.root},
             {"destination", destination},
             {"from", source.reader},
             {"to", options.to},
             {"dry_run", options.dry_run},
             {"fresh", static_cast<std::int64_t>(plan.count(State::fresh))},
             {"present", static_cast<std::int64_t>(plan.count(State::present))},
             {"refused", static_cast<std::int64_t>(plan.count(State::refused))},
             {"files", static_cast<std::int64_t>(plan.files)},
             {"bytes", static_cast<std::int64_t>(plan.bytes)},
             {"link", options.link},
             {"originals", List(source.originals.begin(), source.originals.end())},
             {"conflicts", List(plan.conflicts.begin(), plan.conflicts.end())},
             {"problems", List(source.problems.begin(), source.problems.end())},
             {"renamed", static_cast<std::int64_t>(names.studies + names.trials)},
             {"not_renamed", List(names.failures.begin(), names.failures.end())},
             {"runs", std::move(runs)}};
}

/// The runs without a place; where many say the same, how many.
void print_refused(const MigrationPlan& plan) {
  std::map<std::pair<std::string, std::string>, std::vector<const MigratedRun*>> alike;
  for (const MigratedRun& run : plan.runs) {
    if (run.state != MigratedRun::State::refused) continue;
    alike[{run.record.definition.kind, run.reason}].push_back(&run);
  }
  for (const auto& [what, runs] : alike) {
    const std::string first = printable(runs.front()->old_path);
    const std::string more = runs.size() == 1
                                 ? fmt::format("{} ({}) has", first, what.first)
                                 : fmt::format("{} of kind {} (the first: {}) have",
                                               counted(runs.size(), "run"), what.first, first);
    print_line(fmt::format("  {} no place: {}", more, printable(what.second)));
  }
}

void print_plan(const MigrationSource& source, const MigrationPlan& plan,
                const MigrateOptions& options) {
  using State = MigratedRun::State;
  print_line(fmt::format("{} ({}) → {}", printable(options.source), source.reader,
                         printable(options.destination)));
  print_line(fmt::format("  {} to {}, {} in {}", counted(plan.count(State::fresh), "run"),
                         options.link, human_bytes(plan.bytes), counted(plan.files, "file")));
  if (const std::size_t present = plan.count(State::present); present > 0) {
    print_line(fmt::format("  {} there already", counted(present, "run is", "runs are")));
  }
  for (const std::string& original : source.originals) {
    print_line(fmt::format("  '{0}' goes to '{1}/{0}' first", printable(original), kLegacyFolder));
  }
  for (const std::string& conflict : plan.conflicts) print_line("  " + printable(conflict));
  print_refused(plan);
}

void print_rederived(const Rederivation& names) {
  print_line(fmt::format("  {} and {} get new ids; the old ones still find them",
                         counted(names.studies, "study", "studies"),
                         counted(names.trials, "trial")));
  for (const std::string& failure : names.failures) print_line("  " + printable(failure));
}

/// Where the runs go: the project in `folder`; in a dry run one that is only thought of.
struct Destination {
  std::string folder;
  Project project;
  bool is_there = false;
};

void check_layout(const MigrateOptions& options, const Project& project) {
  if (has_layout(project, options.to)) return;
  throw Error(ErrorCode::conflict, fmt::format("the project in '{}' has the layout {}, not {}",
                                               printable(options.destination), project.layout.name,
                                               printable(options.to)));
}

/// Finds the destination, and lets an earlier call for `source` finish what it began.
Destination find_destination(const MigrateOptions& options, const std::string& source) {
  Destination destination{.folder = absolute_path(options.destination, current_folder())};
  destination.is_there = stat_following(join_path(destination.folder, kProjectFile)).has_value();
  if (!destination.is_there) {
    destination.project.root = destination.folder;
    destination.project.layout = find_target_layout(options.to).layout;
    return destination;
  }
  destination.project = open_project(destination.folder);
  check_layout(options, destination.project);
  if (options.dry_run) return destination;
  finish_originals(destination.project, source);
  destination.project = open_project(destination.folder);
  return destination;
}

FreshCatalog catalog_of(const Destination& destination, const MigrateOptions& options) {
  if (!destination.is_there) return {Catalog::open_in_memory(), {}};
  return options.dry_run ? read_fresh_catalog(destination.project)
                         : open_catalog_to_change(destination.project);
}

/// Then nothing is written: not a project either, whose layout the next try might not want.
bool has_no_place(const MigrationPlan& plan) {
  return !plan.runs.empty() && plan.count(MigratedRun::State::refused) == plan.runs.size();
}

int carry_out(const MigrateOptions& options, Destination& destination,
              const MigrationSource& source, const MigrationPlan& plan) {
  if (!destination.is_there) {
    make_project(destination.folder, find_target_layout(options.to));
    destination.project = open_project(destination.folder);
    destination.is_there = true;
  }
  put_source_away(destination.project, source);
  destination.project = open_project(destination.folder);
  ProgressLine line("migrated", kBytes);
  const MigrationReport report =
      carry_out_migration(destination.project, source, plan,
                          {.means = parse_means(options.link),
                           .progress = [&](std::uint64_t done) { line.update(done, plan.bytes); }});
  line.clear();
  const FreshCatalog after = open_fresh_catalog(destination.project);
  report_all_warnings(report.problems);
  if (report.copied_instead > 0) {
    report_all_warnings(
        {fmt::format("{} copied: the file system cannot {} there",
                     counted(report.copied_instead, "file was", "files were"), options.link)});
  }
  if (!options.json) {
    print_line(fmt::format("{} migrated, every byte verified; the source is {}",
                           counted(report.migrated, "run"),
                           source.originals.empty() ? "as it was" : "in legacy, as it was"));
  }
  return report.problems.empty() ? 0 : 1;
}

int run_migrate(const MigrateOptions& typed) {
  const MigrateOptions asked = with_versions(typed);
  if (asked.undo) {
    return run_undo({.source = asked.source,
                     .destination = asked.destination,
                     .dry_run = asked.dry_run,
                     .yes = asked.yes,
                     .json = asked.json});
  }
  const bool is_step = asked.from_version || asked.to_version;
  const VersionStep* step = is_step ? &find_step(asked) : nullptr;
  const MigrateOptions options = named(asked, step);
  parse_means(options.link);
  std::vector<StudyConfig> configs;
  for (const std::string& file : options.study_configs) configs.push_back(read_study_config(file));
  const std::string folder = absolute_path(options.source, current_folder());
  const bool names_anew = step != nullptr && step->names_anew;
  Destination destination = find_destination(options, folder);
  if (destination.is_there) check_results_apart(folder, destination.project);
  ProgressLine line("read", "runs");
  MigrationSource source =
      read_source(folder, options.from, destination.folder,
                  [&](std::size_t done, std::size_t total) { line.update(done, total); });
  line.clear();
  if (!options.dry_run && !destination.is_there) {
    check_new_place(destination.folder, find_target_layout(options.to));
  }
  Rederivation names;
  if (names_anew) names = rederive_names(source.records, destination.project.layout, configs);
  MigrationPlan plan;
  {
    const FreshCatalog fresh = catalog_of(destination, options);
    plan = plan_migration(source, destination.project, fresh.catalog);
  }
  report_all_warnings(source.problems);
  if (options.json) {
    print_json(migration_json(source, plan, names, destination.folder, options));
  } else {
    print_plan(source, plan, options);
    if (names_anew) print_rederived(names);
  }
  const bool has_refused = plan.count(MigratedRun::State::refused) > 0;
  const bool is_partial = has_refused || !names.failures.empty();
  if (options.dry_run) {
    if (!options.json) print_line("nothing was written (--dry-run)");
    return is_partial ? 1 : 0;
  }
  if (has_no_place(plan)) {
    if (!options.json) print_line("no run was migrated: none has a place");
    return 1;
  }
  const int status = carry_out(options, destination, source, plan);
  return is_partial ? 1 : status;
}

}  // namespace

void setup_migrate(CommandLine& line) {
  MigrateOptions& options = line.runs(run_migrate);
  line.about(
      "Copies the runs of another program, or of a project with another layout, into a project. "
      "Ids, names, parameters, metrics and links stay; the old id, name and path find each run. "
      "Every byte is compared with its SHA-256, and the source is never changed. What was cut off "
      "goes on when it is asked for again. A source in the project itself goes to legacy/ first.");
  line.argument("SRC", options.source, "the folder that the other program wrote, or a project");
  line.argument("DEST", options.destination, "a project, or a new folder that becomes one");
  line.option("--from", "NAME", options.from,
              "a reader of cairn adopt, a system of which it takes the reader that fits, or the "
              "project's layout; v5 is --from-version 5");
  line.option("--to", "LAYOUT", options.to,
              "the layout of the destination: a name, or a file, which is copied into a new "
              "project; v6 is --to-version 6");
  line.option("--from-version", "N", options.from_version,
              "5: nirs4all's workspaces by UUID; 1: the ids of hpo");
  line.option("--to-version", "N", options.to_version, "6, or 2");
  line.option("--study-config", "FILE", options.study_configs,
              "a study as it was configured, which gives its id of version 2; may be repeated");
  line.option("--link", "HOW", options.link,
              "copy (the default), reflink (blocks are shared) or hardlink (the same file)");
  line.flag("-n,--dry-run", options.dry_run, "show the plan, and write nothing at all");
  line.flag("--undo", options.undo,
            "move what came from SRC to the trash of DEST, after asking; needs neither --from nor "
            "--to");
  line.flag("-y,--yes", options.yes, "do not ask before --undo");
  bind_json(line, options.json);
  line.exit_status(1, "some runs have no place, could not be copied, or keep ids of version 1");
  line.exit_status(4,
                   "the destination is no empty folder and no project of that layout, or nobody "
                   "was there to answer");
  line.example("cairn migrate --from v5 --to v6 old/results new", "nirs4all");
  line.example("cairn migrate --from dynvision-flat --to dynvision old new --dry-run", "a plan");
  line.example("cairn migrate --from nirs4all-v5 --to nirs4all . .", "in place; see legacy/");
  line.example("cairn migrate --undo old new --dry-run", "what would go to the trash?");
}

}  // namespace cairn
