#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/exchange/migrate.h"
#include "cairn/store/store_paths.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/terminal.h"

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
  bool dry_run = false;
  bool undo = false;
  bool json = false;
};

constexpr AtomicSites kProjectSites{Site::file_write, Site::file_write, Site::file_write,
                                    Site::file_write};

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

/// nirs4all counts its workspaces: 5 has pipelines by UUID, 6 is what cairn writes.
MigrateOptions named(MigrateOptions options) {
  if (options.from_version || options.to_version) {
    if (options.from_version != 5 || options.to_version != 6) {
      throw Error(ErrorCode::invalid_input, "only --from-version 5 --to-version 6 is known");
    }
    options.from = "nirs4all-v5";
    options.to = "nirs4all";
  }
  if (options.from.empty() || (options.to.empty() && !options.undo)) {
    throw Error(ErrorCode::invalid_input, "say what it is and what it becomes",
                "cairn migrate --from nirs4all-v5 --to nirs4all SRC DEST");
  }
  return options;
}

void check_link(const std::string& name) {
  if (name == "copy") return;
  throw Error(ErrorCode::invalid_input, fmt::format("--link {} is not offered", printable(name)),
              "copies: --link copy");
}

/// The project at DEST; made with its layout where there is none.
void ensure_project(const std::string& folder, const std::string& layout) {
  if (stat_following(join_path(folder, kProjectFile))) return;
  if (!list_folder(folder).empty()) {
    throw Error(ErrorCode::conflict,
                fmt::format("'{}' is no project, and not empty", printable(folder)),
                "name the folder of a project, or a new one");
  }
  make_folders(Site::project_folder, folder);
  write_atomically(
      kProjectSites, join_path(folder, kProjectFile),
      fmt::format("project: {}\nlayout: {}\nstages: {{}}\n", base_name(folder), layout),
      Durability::full);
}

Value to_json_value(const MigrationSource& source, const MigrationPlan& plan,
                    const std::string& destination, const MigrateOptions& options) {
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
             {"conflicts", List(plan.conflicts.begin(), plan.conflicts.end())},
             {"problems", List(source.problems.begin(), source.problems.end())},
             {"runs", std::move(runs)}};
}

void print_plan(const MigrationSource& source, const MigrationPlan& plan,
                const MigrateOptions& options) {
  using State = MigratedRun::State;
  print_line(fmt::format("{} ({}) → {}", printable(options.source), source.reader,
                         printable(options.destination)));
  print_line(fmt::format("  {} to copy, {} in {}", counted(plan.count(State::fresh), "run", "runs"),
                         human_bytes(plan.bytes), counted(plan.files, "file", "files")));
  if (const std::size_t present = plan.count(State::present); present > 0) {
    print_line(fmt::format("  {} there already", counted(present, "run is", "runs are")));
  }
  for (const std::string& conflict : plan.conflicts) print_line("  " + printable(conflict));
  for (const MigratedRun& run : plan.runs) {
    if (run.state != State::refused) continue;
    print_line(fmt::format("  {} ({}) has no place: {}", printable(run.old_path),
                           run.record.definition.kind, printable(run.reason)));
  }
}

int undo(const MigrateOptions& options) {
  const std::string destination = absolute_path(options.destination, current_folder());
  const Project project = open_project(destination);
  std::vector<std::string> problems;
  std::size_t count = 0;
  {
    const FreshCatalog fresh = open_fresh_catalog(project);
    const std::string source = absolute_path(options.source, current_folder());
    count = undo_migration(project, fresh.catalog, source, problems).size();
  }
  const FreshCatalog after = open_fresh_catalog(project, RefreshDepth::full);
  report_all_warnings(problems);
  print_line(fmt::format("{} moved to the trash; the source is as it was",
                         counted(count, "run was", "runs were")));
  return problems.empty() ? 0 : 1;
}

int run_migrate(const MigrateOptions& asked) {
  const MigrateOptions options = named(asked);
  if (options.undo) return undo(options);
  check_link(options.link);
  const std::string layout = find_layout(options.to).name;
  const std::string source_folder = absolute_path(options.source, current_folder());
  const std::string destination = absolute_path(options.destination, current_folder());
  const MigrationSource source = read_source(source_folder, options.from);
  const bool is_there = stat_following(join_path(destination, kProjectFile)).has_value();
  if (!options.dry_run) ensure_project(destination, options.to);
  Project project;
  if (is_there || !options.dry_run) {
    project = open_project(destination);
  } else {
    project.root = destination;
    project.layout = find_layout(options.to);
  }
  if (project.layout.name != layout) {
    throw Error(ErrorCode::conflict,
                fmt::format("the project in '{}' has the layout {}, not {}",
                            printable(options.destination), project.layout.name, options.to));
  }
  MigrationPlan plan;
  {
    const FreshCatalog fresh = is_there || !options.dry_run
                                   ? open_fresh_catalog(project)
                                   : FreshCatalog{Catalog::open_in_memory(), {}};
    plan = plan_migration(source, project, fresh.catalog);
  }
  report_all_warnings(source.problems);
  const bool has_refused = plan.count(MigratedRun::State::refused) > 0;
  if (options.json) {
    print_json(to_json_value(source, plan, destination, options));
  } else {
    print_plan(source, plan, options);
  }
  if (options.dry_run) {
    if (!options.json) print_line("nothing was written (--dry-run)");
    return has_refused ? 1 : 0;
  }
  const MigrationReport report = carry_out_migration(project, source, plan, [](std::size_t) {});
  const FreshCatalog after = open_fresh_catalog(project);
  report_all_warnings(report.problems);
  if (!options.json) {
    print_line(fmt::format("{} migrated, every byte verified; the source is as it was",
                           counted(report.migrated, "run", "runs")));
  }
  return report.problems.empty() && !has_refused ? 0 : 1;
}

}  // namespace

void setup_migrate(CommandLine& line) {
  MigrateOptions& options = line.runs(run_migrate);
  line.about(
      "Copies the runs of another program, or of a project with another layout, into a project. "
      "Ids, names, parameters, metrics and links stay; the old id, name and path find each run. "
      "Every byte is compared with its SHA-256, and the source is never changed. What was cut off "
      "goes on when it is asked for again.");
  line.argument("SRC", options.source, "the folder that the other program wrote, or a project");
  line.argument("DEST", options.destination, "a project, or a new folder that becomes one");
  line.option("--from", "NAME", options.from, "a reader of cairn adopt, or the project's layout");
  line.option("--to", "LAYOUT", options.to, "the layout of the destination");
  line.option("--from-version", "N", options.from_version, "nirs4all's own count: 5");
  line.option("--to-version", "N", options.to_version, "6");
  line.option("--link", "HOW", options.link, "copy (the default)");
  line.flag("-n,--dry-run", options.dry_run, "show the plan, and write nothing at all");
  line.flag("--undo", options.undo, "move what came from SRC to the trash of DEST");
  bind_json(line, options.json);
  line.exit_status(1, "some runs have no place, or could not be copied");
  line.exit_status(4, "the destination is no empty folder and no project of that layout");
  line.example("cairn migrate --from-version 5 --to-version 6 old/results new", "nirs4all");
  line.example("cairn migrate --from dynvision-flat --to dynvision old new --dry-run", "a plan");
}

}  // namespace cairn
