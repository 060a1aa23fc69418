#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/exchange/export.h"
#include "cairn/query/earlier_upstream.h"
#include "cairn/store/groups.h"
#include "cli/adopted_places.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/progress_line.h"
#include "cli/report.h"
#include "cli/select_runs.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct ExportCommand {
  RunSelection selection;
  std::string model = "all";
  bool minimal = false;
  bool complete = false;
  bool charts = false;
  bool no_charts = false;
  bool predictions = false;
  bool no_predictions = false;
  bool logs = false;
  bool no_logs = false;
  bool resolve_artifacts = false;
  std::optional<std::string> output;
  bool force = false;
  bool dry_run = false;
  bool json = false;
};

ExportVariant variant_of(const ExportCommand& command) {
  if (command.minimal && command.complete) {
    throw Error(ErrorCode::invalid_input, "--minimal and --complete exclude each other");
  }
  if (command.minimal) return ExportVariant::minimal;
  return command.complete ? ExportVariant::complete : ExportVariant::standard;
}

/// A part of packages that the command may ask for or not.
struct ExportPart {
  bool wanted;
  bool unwanted;
  std::string_view flag;
  Option option;
};

/// What the command says, else what the option does.
bool takes(const ExportPart& part, const ExportCommand& command, const OpenProject& open) {
  if (part.wanted && part.unwanted) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("--{0} and --no-{0} exclude each other", part.flag));
  }
  if (part.wanted || part.unwanted) return part.wanted;
  return command.complete || open.project.spec.options.flag(part.option);
}

/// The person who exports, as the system knows them.
std::string user_name() {
  for (const char* variable : {"USER", "LOGNAME"}) {
    const char* name = std::getenv(variable);
    if (name != nullptr && *name != '\0' && is_utf8(name)) return name;
  }
  const passwd* entry = ::getpwuid(::getuid());
  return entry == nullptr ? fmt::format("{}", ::getuid()) : entry->pw_name;
}

/// Says which runs the chosen groups rank and do not hold: of what comes in a package, the best may
/// be missing.
void tell_ranked_elsewhere(const OpenProject& open, const RunSelection& selection,
                           RunsFilter filter, const std::vector<RunRow>& chosen) {
  if (selection.places.empty()) return;
  std::set<std::int64_t> known;
  for (const RunRow& row : chosen) known.insert(row.rowid);
  narrow_to(open, selection.places, filter, GroupRuns::ranked);
  std::size_t count = 0;
  std::set<std::string> folders;
  for (const RunRow& row : query_runs(open.catalog(), {.filter = filter}, RunParts::head)) {
    if (known.contains(row.rowid)) continue;
    ++count;
    const auto groups = groups_above(open.project.layout, row.kind, row.path);
    folders.insert(shell_quote(groups.empty() ? row.path : groups.front().path));
  }
  if (count == 0) return;
  const std::string named = join(std::vector<std::string>(folders.begin(), folders.end()), " ");
  print_error(
      fmt::format("cairn: note: {} ranked there {} in {} and {} out; to take {} along, name as "
                  "well: {}\n",
                  counted(count, "run that is", "runs that are"), count == 1 ? "lies" : "lie",
                  folders.size() == 1 ? "another session" : "other sessions",
                  count == 1 ? "stays" : "stay", count == 1 ? "it" : "them", named));
}

/// The runs that are meant, those without a record left out with a word.
std::vector<RunHead> runs_to_export(const OpenProject& open, const RunSelection& selection) {
  refuse_empty_filter(selection);
  if (!has_selection(selection)) {
    throw Error(ErrorCode::invalid_input, "which runs?",
                "name a run or a group, or choose them: cairn export --where 'val.rmse < 0.4'");
  }
  refuse_adopted(open, selection.places);
  std::vector<RunHead> runs;
  std::size_t open_runs = 0;
  std::size_t adopted_runs = 0;
  const RunsFilter filter = make_filter(open, selection);
  const std::vector<RunRow> chosen = query_runs(open.catalog(), {.filter = filter}, RunParts::head);
  tell_ranked_elsewhere(open, selection, filter, chosen);
  for (const RunRow& row : chosen) {
    const bool has_record = row.record_path.ends_with(".json");
    if (open.project.adopted_at(row.path) != nullptr) {
      ++adopted_runs;
    } else if (has_record) {
      runs.push_back(head_of(row));
    } else {
      ++open_runs;
    }
  }
  if (runs.empty() && open_runs > 0) {
    throw Error(ErrorCode::conflict, "the run has not ended, so there is nothing to export yet",
                "wait for it: cairn logs -f");
  }
  if (runs.empty() && adopted_runs > 0) {
    throw Error(ErrorCode::conflict, "only adopted runs are chosen, and no package is made of them",
                "copy them into a project with cairn migrate, and export them there");
  }
  if (runs.empty()) {
    throw Error(ErrorCode::not_found, "no run is chosen", "try the same words with: cairn ls");
  }
  if (open_runs > 0) {
    print_error(fmt::format("cairn: note: {} that have not ended stay out\n", open_runs));
  }
  if (adopted_runs > 0) {
    print_error(fmt::format("cairn: note: {} stay out\n", counted(adopted_runs, "adopted run")));
  }
  std::sort(runs.begin(), runs.end(),
            [](const RunHead& a, const RunHead& b) { return a.path < b.path; });
  return runs;
}

/// The folder that all of the runs share: that of the innermost group around them, or of a run,
/// since folders that the layout puts between (runs/) tell nothing.
std::string folder_around(const OpenProject& open, const std::vector<RunHead>& runs) {
  std::string common = parent_path(runs.front().path);
  for (const RunHead& run : runs) {
    while (!common.empty() && !is_below(run.path, common)) common = parent_path(common);
  }
  if (!open.catalog().find_by_path(common).empty()) return common;
  std::string innermost;
  const RunHead& first = runs.front();
  for (const GroupPlace& group : groups_above(open.project.layout, first.kind, first.path)) {
    if (is_below(common, group.path)) innermost = group.path;
  }
  return innermost.empty() ? common : innermost;
}

/// What was chosen, in one word: the folder or name that was typed, what all of the runs share, or
/// the project.
std::string common_name(const OpenProject& open, const RunSelection& selection,
                        const std::vector<RunHead>& runs) {
  const Project& project = open.project;
  if (runs.size() == 1) {
    const auto groups = groups_above(project.layout, runs.front().kind, runs.front().path);
    return base_name(groups.empty() ? project.root : groups.front().path);
  }
  const bool is_one_label = selection.places.empty() && selection.experiment;
  if (is_one_label && selection.experiment->find('/') == std::string::npos) {
    return *selection.experiment;
  }
  const bool is_one_place = selection.places.size() == 1;
  const std::string place = is_one_place ? selection.places.front() : "";
  const std::string folder =
      is_one_place ? folder_of_place(open, place).value_or(place) : folder_around(open, runs);
  const bool tells =
      !folder.empty() && folder != project.results() && folder != project.layout.root;
  if (tells) return base_name(folder);
  return project.spec.project.empty() ? base_name(project.root) : project.spec.project;
}

/// The groups above the runs of which no run stays behind, outer ones first. A package of one run
/// is that run's folder.
std::vector<GroupPlace> whole_groups(const OpenProject& open, const std::vector<RunHead>& runs) {
  std::vector<GroupPlace> groups;
  if (runs.size() < 2) return groups;
  std::set<std::int64_t> chosen;
  for (const RunHead& run : runs) chosen.insert(run.rowid);
  std::set<std::string> seen;
  for (const RunHead& run : runs) {
    for (GroupPlace& group : groups_above(open.project.layout, run.kind, run.path)) {
      if (!seen.insert(group.path).second) continue;
      const std::vector<RunHead> below = open.catalog().find_below(group.path);
      const bool is_whole = std::ranges::all_of(below, [&](const RunHead& other) {
        return other.copy != 0 || chosen.contains(other.rowid);
      });
      if (is_whole) groups.push_back(std::move(group));
    }
  }
  std::ranges::stable_sort(groups, {}, &GroupPlace::path);
  return groups;
}

std::set<std::string> run_folders(const Catalog& catalog) {
  std::set<std::string> folders;
  for (const RunHead& run : catalog.heads()) folders.insert(run.path);
  return folders;
}

/// The runs whose inputs were made again since they read them.
std::vector<MadeFromEarlier> made_from_earlier(const Catalog& catalog,
                                               const std::vector<RunHead>& runs) {
  std::vector<std::int64_t> rowids;
  for (const RunHead& run : runs) rowids.push_back(run.rowid);
  std::vector<MadeFromEarlier> made;
  for (const RunRow& run : catalog.load_runs(rowids, RunParts::all)) {
    for (const LinkRow& link : run.links) {
      if (!is_from_earlier(catalog, link)) continue;
      const std::optional<RunHead> input = catalog.find_by_digest(*link.digest);
      if (input) made.push_back({run.id, input->id, input->stage});
    }
  }
  return made;
}

Value plan_json(const ExportPlan& plan, const ExportOptions& options, const std::string& path,
                std::optional<ZipTotals> totals) {
  List runs;
  for (const PackageRun& run : plan.manifest.runs) {
    List made_again;
    for (const MadeFromEarlier& made : options.made_from_earlier) {
      if (made.run == run.id) made_again.emplace_back(made.input.text);
    }
    runs.push_back(Map{{"id", run.id.text},
                       {"digest", run.digest.hex()},
                       {"path", run.path},
                       {"folder", run.folder},
                       {"made_again", std::move(made_again)},
                       {"left_out", List(run.left_out.begin(), run.left_out.end())}});
  }
  List files;
  for (const ZipMember& member : plan.members) {
    files.push_back(Map{{"path", member.name},
                        {"size", static_cast<std::int64_t>(member.size)},
                        {"sha256", member.sha256.hex()}});
  }
  List groups;
  for (const PackageGroup& group : plan.manifest.groups) {
    groups.push_back(Map{{"group", group.group}, {"path", group.path}, {"folder", group.folder}});
  }
  return Map{{"format", 1},
             {"package", path},
             {"variant", plan.manifest.variant},
             {"model_id", plan.model_id},
             {"size", static_cast<std::int64_t>(plan.size)},
             {"zip_size", totals ? Value(static_cast<std::int64_t>(totals->zip_bytes)) : Value()},
             {"runs", std::move(runs)},
             {"groups", std::move(groups)},
             {"files", std::move(files)}};
}

std::string export_summary(const ExportPlan& plan, const std::string& path,
                           std::optional<ZipTotals> totals) {
  std::string text = fmt::format(
      "{}: {}, {}, {}{}", printable(path), counted(plan.manifest.runs.size(), "run"),
      counted(plan.members.size(), "file"), human_bytes(plan.size),
      totals ? fmt::format(" in {}", human_bytes(totals->zip_bytes)) : " (not written)");
  if (plan.left_out > 0) {
    text += fmt::format("\n  left out: {}; --complete takes all", counted(plan.left_out, "file"));
  }
  return text;
}

/// Where the package goes: a folder that is named means the usual name in it.
std::string package_path(const ExportCommand& command, const std::string& usual) {
  if (!command.output) return usual;
  if (*command.output == "-") {
    throw Error(ErrorCode::invalid_input, "a package is written to a file, not to a stream",
                "-o FILE names it; ./- is a file of that name");
  }
  const std::optional<FileStat> status =
      stat_following(absolute_path(*command.output, current_folder()));
  const bool is_folder = command.output->ends_with('/') || (status && status->is_folder());
  return is_folder ? join_path(*command.output, usual) : *command.output;
}

void refuse_without_folder(const std::string& path) {
  const std::string folder = parent_path(absolute_path(path, current_folder()));
  const std::optional<FileStat> status = stat_following(folder);
  if (status && status->is_folder()) return;
  throw Error(ErrorCode::not_found, fmt::format("there is no folder '{}'", printable(folder)),
              fmt::format("make it first: mkdir -p {}", printable(shell_quote(folder))));
}

void refuse_existing(const std::string& path, const ExportCommand& command) {
  if (command.force || !stat_path(path)) return;
  throw Error(ErrorCode::conflict, fmt::format("'{}' is there already", printable(path)),
              "--force writes it anew; -o FILE gives the package another name");
}

int run_export(const ExportCommand& command) {
  const ExportVariant variant = variant_of(command);
  OpenProject open = open_for_reading();
  const std::vector<RunHead> runs = runs_to_export(open, command.selection);
  const ExportPart charts{command.charts, command.no_charts, "charts",
                          Option::export_include_charts};
  const ExportPart predictions{command.predictions, command.no_predictions, "predictions",
                               Option::export_include_predictions};
  const ExportPart logs{command.logs, command.no_logs, "logs", Option::export_include_logs};
  const ExportOptions options{.variant = variant,
                              .model = command.model,
                              .charts = takes(charts, command, open),
                              .predictions = takes(predictions, command, open),
                              .logs = takes(logs, command, open),
                              .groups = whole_groups(open, runs),
                              .folders = run_folders(open.catalog()),
                              .made_from_earlier = made_from_earlier(open.catalog(), runs),
                              .from = common_name(open, command.selection, runs),
                              .exported_by = user_name()};
  const ExportPlan plan = plan_export(open.project, runs, options);
  const std::string path = package_path(command, default_package_name(plan, options));
  std::optional<ZipTotals> totals;
  if (!command.dry_run) {
    refuse_without_folder(path);
    refuse_existing(path, command);
    ProgressLine line("packing", kBytes);
    totals = write_zip(
        absolute_path(path, current_folder()), plan.members, open.project.spec.durability,
        [&](std::uint64_t done) { line.update(done, plan.size); },
        static_cast<int>(open.project.spec.options.count(Option::export_compression_level)));
  }
  report_warnings(plan.notes);
  if (command.json) {
    print_json(plan_json(plan, options, path, totals));
    return 0;
  }
  if (command.dry_run) {
    for (const ZipMember& member : plan.members) {
      print_line(fmt::format("{:>9}  {}", human_bytes(member.size), printable(member.name)));
    }
  }
  print_line(export_summary(plan, path, totals));
  return 0;
}

}  // namespace

void setup_export(CommandLine& line) {
  ExportCommand& command = line.runs(run_export);
  line.about(
      "Packs runs into one zip for somebody else: their files, records and checksums, and a page "
      "with scores and pictures that opens without cairn. The same runs give the same bytes. "
      "`cairn import` takes it into another project. Where the command does not say what is "
      "packed, "
      "the options of the section export do: cairn config export.");
  bind_selection(line, command.selection);
  line.section("What is packed");
  line.option("--model", "MODEL", command.model,
              "of children (models, folds): all, best, or the id or name of one (default: all)");
  line.flag("--minimal", command.minimal, "no charts, predictions, logs, sources, events");
  line.flag("--complete", command.complete, "everything: logs, and the git diff, too");
  line.flag("--charts", command.charts, "take the charts, whatever the options say");
  line.flag("--no-charts", command.no_charts, "leave the charts out");
  line.flag("--predictions", command.predictions, "take the predictions, whatever the options say");
  line.flag("--no-predictions", command.no_predictions, "leave the predictions out");
  line.flag("--logs", command.logs, "take the logs, too");
  line.flag("--no-logs", command.no_logs, "leave the logs out, whatever the options say");
  line.flag("--resolve-artifacts", command.resolve_artifacts,
            "put the bytes in place of links to objects: always done, with or without this");
  line.section("The package");
  line.option("-o,--output", "FILE", command.output,
              "its name, or the folder that it goes into (default: <run>_<model>_export.zip, "
              "<group>_complete.zip, …)");
  line.flag("--force", command.force, "write it anew where it is there already");
  line.flag("-n,--dry-run", command.dry_run, "only list what would be packed");
  bind_json(line, command.json);
  line.exit_status(4,
                   "the file is there already, the run has not ended, or a name cannot be packed");
  line.exit_status(6, "a file is not what was recorded; nothing is written");
  line.example("cairn export latest --model best", "the best model with scores and charts");
  line.example("cairn export latest --model 5grd70 --minimal", "as small as it gets");
  line.example("cairn export results/2026-11-20_wheat --complete", "a whole session");
}

}  // namespace cairn
