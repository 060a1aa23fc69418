#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/clock.h"
#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/base/time_units.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/layout_links.h"
#include "cairn/store/resolve.h"
#include "cairn/verify/verify.h"
#include "cairn/verify/verify_repair.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/progress_line.h"
#include "cli/select_runs.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

/// Of what goes on below a line.
constexpr std::size_t kBelowIndent = 4;

struct VerifyOptions {
  std::vector<std::string> places;
  bool deep = false;
  bool repair = false;
  OutputOptions output;
};

/// Whether a link of the layout stands at the path or above it: runs say what it stands for.
bool leads_through_link(const Project& project, std::string path) {
  for (; !path.empty(); path = parent_path(path)) {
    const std::optional<FileStat> status = stat_path(project.absolute(path));
    if (status && status->is_link() && is_layout_link(project.layout, path)) return true;
  }
  return false;
}

/// The folder that a path means: itself, or of a file the run folder around it. nullopt for what is
/// no path, and for a link of the layout that stands for nothing.
std::optional<std::string> folder_at(const Project& project, const std::string& path) {
  std::string place = absolute_path(path, current_folder());
  std::optional<FileStat> status = stat_path(place);
  if (!status) {
    place = project.absolute(path);
    status = stat_path(place);
  }
  std::optional<std::string> known = project.known_path(place);
  if (!status || !known) return std::nullopt;
  if (leads_through_link(project, *known)) {
    const std::string there = path_on_disk(project, open_for_reading().catalog(), *known);
    status = stat_path(project.absolute(there));
    if (there == *known || !status) return std::nullopt;
    known = there;
  }
  place = project.absolute(*known);  // Whatever way it was named by.
  if (!is_below(place, project.root)) return std::nullopt;
  while (!status->is_folder() || (place != project.root && base_name(place) == kRunFolder)) {
    place = parent_path(place);
    status = stat_path(place);
  }
  const bool is_inside_run = !stat_path(run_files_folder(place));
  if (is_inside_run) {
    for (std::string above = place; is_below(above, project.root) && above != project.root;
         above = parent_path(above)) {
      if (stat_path(run_files_folder(above)) && !stat_path(group_file_path(above))) place = above;
    }
  }
  return place == project.root ? "." : relative_to(place, project.root);
}

/// The folders that the words of the command line mean. The catalog only knows where runs lie that
/// are named by id, name or alias.
std::vector<std::string> folders_of(const Project& project,
                                    const std::vector<std::string>& places) {
  std::vector<std::string> folders;
  for (const std::string& place : places) {
    refuse_empty_name(place);
    if (const std::optional<std::string> folder = folder_at(project, place)) {
      folders.push_back(*folder == "." ? project.results() : *folder);
      continue;
    }
    const OpenProject open = open_for_reading();
    RunsFilter filter;
    narrow_to(open, {place}, filter);
    for (const RunRow& row : open.catalog().load_runs(*filter.rowids, RunParts::head)) {
      folders.push_back(row.path);
    }
  }
  return outermost(std::move(folders));  // A folder in another one is looked at anyway.
}

Value finding_json(const Finding& finding) {
  Map map{{"kind", std::string(finding_kind_name(finding.kind))},
          {"path", finding.path},
          {"message", finding.message},
          {"damage", !is_notice(finding)},
          {"repaired", finding.repaired}};
  if (!finding.run.empty()) map.append("run", finding.run);
  if (!finding.hint.empty()) map.append("hint", finding.hint);
  return map;
}

Table findings_table(const std::vector<Finding>& findings) {
  Table table;
  table.columns = {{"kind", CellKind::text, ColumnRole::fixed},
                   {"path", CellKind::text, ColumnRole::fixed},
                   {"run", CellKind::text, ColumnRole::fixed},
                   {"message", CellKind::text, ColumnRole::fixed},
                   {"damage", CellKind::flag, ColumnRole::fixed},
                   {"repaired", CellKind::flag, ColumnRole::fixed},
                   {"hint", CellKind::text, ColumnRole::fixed}};
  const auto if_any = [](const std::string& text) { return text.empty() ? Value() : Value(text); };
  for (const Finding& finding : findings) {
    table.rows.push_back({std::string(finding_kind_name(finding.kind)), finding.path,
                          if_any(finding.run), finding.message, !is_notice(finding),
                          finding.repaired, if_any(finding.hint)});
  }
  return table;
}

void print_findings(const std::vector<Finding>& findings) {
  for (const Finding& finding : findings) {
    print_wrapped(fmt::format("{}{}: {}: {}", finding.repaired ? "repaired " : "",
                              finding_kind_name(finding.kind), printable(finding.path),
                              printable(finding.message)),
                  kBelowIndent);
    if (!finding.hint.empty()) print_wrapped("    " + printable(finding.hint), 2 * kBelowIndent);
  }
}

/// Why views were not compared, and what compares them.
std::string not_compared(const VerifyReport& report, const VerifyRequest& request) {
  const std::size_t count = report.views_not_compared;
  if (count == 0) return "";
  if (request.folders.empty()) {
    return "; not compared: " + counted(count, "view that shows what is gone or unread",
                                        "views that show what is gone or unread");
  }
  return fmt::format("; not compared: {} (cairn verify compares all)",
                     counted(count, "view that can show runs of other folders",
                             "views that can show runs of other folders"));
}

std::string verify_summary(const VerifyReport& report, const VerifyRequest& request,
                           double seconds) {
  const auto repaired = static_cast<std::size_t>(
      std::ranges::count_if(report.findings, [](const Finding& one) { return one.repaired; }));
  const std::size_t notices = report.findings.size() - report.damages() - repaired;
  const std::string trashed =
      report.trashed == 0 ? "" : fmt::format(" ({} in the trash)", report.trashed);
  std::string text = fmt::format("{}{}, {} ({}), {}, {}: ", counted(report.runs, "run"), trashed,
                                 counted(report.files, "file"), human_bytes(report.bytes),
                                 counted(report.objects, "object"), counted(report.views, "view"));
  if (report.views_behind > 0) {
    text.insert(text.size() - 2,
                fmt::format(" ({} behind: a cairn is at work)", report.views_behind));
  }
  if (report.missed_all()) {
    text += "nothing was checked";
  } else {
    text += report.damages() == 0 ? "all well" : counted(report.damages(), "damage");
  }
  if (repaired > 0) text += fmt::format(", {} repaired", repaired);
  if (notices > 0) text += fmt::format(", {}", counted(notices, "notice"));
  text += fmt::format(", in {}", human_duration(seconds));
  text += not_compared(report, request);
  if (request.depth == VerifyDepth::quick) text += "; bytes were not read (--deep reads them)";
  return text;
}

Value report_json(const VerifyReport& report, const VerifyOptions& options, double seconds) {
  List findings;
  for (const Finding& finding : report.findings) findings.push_back(finding_json(finding));
  return Map{{"format", 1},
             {"deep", options.deep},
             {"runs", report.runs},
             {"trashed", report.trashed},
             {"files", report.files},
             {"bytes", report.bytes},
             {"objects", report.objects},
             {"views", report.views},
             {"views_behind", report.views_behind},
             {"views_not_compared", report.views_not_compared},
             {"damages", report.damages()},
             {"findings", std::move(findings)},
             {"seconds", seconds}};
}

int run_verify(const VerifyOptions& options) {
  const TableFormat format = output_format(options.output);
  const TimeUs start = steady_us();
  const Project project = open_project(current_folder());
  settle_relocations(project);  // Of a run on its way some files lie here, and some there.
  ProgressLine progress("verified", "files");
  const VerifyRequest request{
      .depth = options.deep ? VerifyDepth::deep : VerifyDepth::quick,
      .folders = folders_of(project, options.places),
      .progress = [&](std::size_t done, std::size_t total) { progress.update(done, total); }};
  const VerifyReport report =
      options.repair ? verify_and_repair(project, request) : verify_store(project, request);
  progress.clear();
  const double seconds = seconds_of(steady_us() - start);
  if (!options.places.empty() && report.runs == 0 && report.findings.empty()) {
    print_error(
        fmt::format("cairn: note: no run lies in '{}'\n", printable(join(options.places, "', '"))));
  }
  if (format == TableFormat::json) {
    print_json(report_json(report, options, seconds));
  } else if (format == TableFormat::table) {
    print_findings(report.findings);
    print_wrapped(verify_summary(report, request, seconds), kBelowIndent);
  } else {
    Table table = findings_table(report.findings);
    table.notes = {verify_summary(report, request, seconds)};
    print_table(table, options.output);
  }
  return report.damages() == 0 && !report.missed_all() ? 0 : 1;
}

}  // namespace

void setup_verify(CommandLine& line) {
  VerifyOptions& options = line.runs(run_verify);
  line.about(
      "Looks whether the store still holds what was recorded: every record against its own digest, "
      "every file, event log, history and object that a record names, every document and rollup "
      "against what the records say, and files in run folders that no record knows. Only the files "
      "themselves count: the catalog may be missing, and neither modes nor times prove "
      "anything; it only helps to notice where a .run folder is gone.\n\n"
      "Without --deep sizes are compared and no bytes are read. What people type (user.json, "
      "group.json) has no digest: it is only looked at whether it can be read. Of PLACEs alone, "
      "views "
      "that can show runs of other folders are not compared, and how many is said.");
  line.argument("PLACE", options.places,
                "runs, groups or folders (default: the whole store, trash and objects included)");
  line.flag("--deep", options.deep, "read and hash all bytes");
  line.flag("--repair", options.repair,
            "restore what exists elsewhere in the store; damaged bytes go to .cairn/damaged");
  bind_output(line, options.output);
  line.exit_status(0, "all is well, or was repaired");
  line.exit_status(1,
                   "something is damaged, missing or foreign: each is named; or all runs lie "
                   "where the layout does not look");
  line.example("cairn verify", "is everything there?");
  line.example("cairn verify --deep", "is every byte what it was?");
  line.example("cairn verify pb8yky --deep --repair",
               "check one run, and mend it from equal files");
}

}  // namespace cairn
