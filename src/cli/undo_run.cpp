#include "cli/undo_run.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/exchange/migrate.h"
#include "cairn/exchange/migration_list.h"
#include "cairn/views/follow.h"
#include "cairn/views/recognise.h"
#include "cli/confirm.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

std::size_t count_going(const MigrationUndo& undo) {
  return static_cast<std::size_t>(
      std::ranges::count_if(undo.runs, [](const UndoneRun& run) { return run.problem.empty(); }));
}

void print_undo(const MigrationUndo& undo, const UndoRequest& request) {
  print_line(fmt::format("to the trash of {}: {} from {}", printable(request.destination),
                         counted(count_going(undo), "run"), printable(request.source)));
  for (const UndoneRun& run : undo.runs) {
    const std::string stays = run.problem.empty() ? "" : "  stays: " + printable(run.problem);
    print_line(fmt::format("  {}  {}{}", run.head.id.text, printable(run.head.path), stays));
  }
  for (const std::string& original : undo.originals) {
    print_line(fmt::format("  '{0}/{1}' comes back to '{1}'", kLegacyFolder, printable(original)));
  }
  flush_output();
}

Value undo_json(const MigrationUndo& undo, const UndoRequest& request,
                const UndoneMigration& undone) {
  List runs;
  for (const UndoneRun& run : undo.runs) {
    Map row{{"id", run.head.id.text},
            {"path", run.head.path},
            {"state", run.problem.empty() ? "goes" : "stays"}};
    if (!run.problem.empty()) row.append("reason", run.problem);
    runs.push_back(std::move(row));
  }
  return Map{{"format", 1},
             {"source", undo.source},
             {"destination", absolute_path(request.destination, current_folder())},
             {"undo", true},
             {"dry_run", request.dry_run},
             {"runs", std::move(runs)},
             {"originals", List(undo.originals.begin(), undo.originals.end())},
             {"moved", static_cast<std::int64_t>(undone.gone.size())},
             {"problems", List(undone.problems.begin(), undone.problems.end())}};
}

}  // namespace

int run_undo(const UndoRequest& request) {
  const Project project = open_project(absolute_path(request.destination, current_folder()));
  const std::string source = absolute_path(request.source, current_folder());
  MigrationUndo undo;
  {
    const FreshCatalog fresh =
        request.dry_run ? read_fresh_catalog(project) : open_fresh_catalog(project);
    undo = plan_undo(project, fresh.catalog, source);
  }
  if (!request.json) print_undo(undo, request);
  if (request.dry_run) {
    if (request.json) print_json(undo_json(undo, request, {}));
    if (!request.json) print_line("nothing was written (--dry-run)");
    return count_going(undo) == undo.runs.size() ? 0 : 1;
  }
  if (!confirm("Move them to the trash?", request.yes ? Consent::given : Consent::asked)) {
    print_line("Nothing was moved.");
    return 0;
  }
  UndoneMigration undone;
  {
    FreshCatalog fresh = open_catalog_to_change(project);
    undone = undo_migration(project, fresh.catalog, source);
  }
  open_fresh_catalog(project, RefreshDepth::full);
  if (!undone.groups.empty()) {
    report_views(follow_runs(project, undone.groups));
  }
  report_all_warnings(undone.problems);
  if (request.json) {
    print_json(undo_json(undo, request, undone));
  } else {
    print_line(fmt::format(
        "{} moved to the trash; {}", counted(undone.gone.size(), "run was", "runs were"),
        undone.problems.empty() ? "the source is as it was"
                                : "not all could be undone: move away what is named, "
                                  "then say it again"));
  }
  return undone.problems.empty() ? 0 : 1;
}

}  // namespace cairn
