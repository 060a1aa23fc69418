#include <fmt/format.h>

#include "cairn/base/clock.h"
#include "cairn/base/counted.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/base/time_units.h"
#include "cairn/query/runs_query.h"
#include "cairn/store/id_conflicts.h"
#include "cairn/store/refresh.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct ReindexOptions {
  bool json = false;
};

int run_reindex(const ReindexOptions& options) {
  const TimeUs start = steady_us();
  const Project project = open_project(current_folder());
  const FreshCatalog fresh = reindex(project);
  const std::int64_t runs = count_runs(fresh.catalog, {});
  const std::int64_t rows = count_runs(fresh.catalog, {.copies = CopyPolicy::show});
  const double seconds = seconds_of(steady_us() - start);
  std::vector<std::string> problems = fresh.report.problems;
  const std::vector<RunHead> heads = fresh.catalog.heads();
  for (const IdConflict& conflict : find_id_conflicts(heads)) problems.push_back(conflict.text());
  report_all_warnings(problems);
  if (const std::vector<std::string> others = differing_copies(heads); !others.empty()) {
    print_error(fmt::format("cairn: note: {} of another record than what is shown: {}{}\n",
                            counted(others.size(), "copy is", "copies are"), others.front(),
                            others.size() > 1 ? "; …" : ""));
  }
  if (fresh.report.left_behind) {
    print_error(fmt::format("cairn: note: {}\n", *fresh.report.left_behind));
  }
  if (options.json) {
    print_json(Map{{"format", 1},
                   {"runs", runs},
                   {"copies", rows - runs},
                   {"problems", List(problems.begin(), problems.end())},
                   {"seconds", seconds}});
  } else {
    print_line(fmt::format("{}, {}, {}, in {}", counted(runs, "run"),
                           counted(rows - runs, "copy", "copies"),
                           counted(problems.size(), "problem"), human_duration(seconds)));
  }
  return problems.empty() ? 0 : 1;
}

}  // namespace

void setup_reindex(CommandLine& line) {
  ReindexOptions& options = line.runs(run_reindex);
  line.about(
      "Builds the catalog anew from the files alone. What cannot be read is named and skipped.");
  bind_json(line, options.json);
  line.exit_status(
      1, "a record or events file could not be read, or two runs have one id: see the warnings");
  line.example("cairn reindex", "after files were changed in ways that cairn cannot notice");
}

}  // namespace cairn
