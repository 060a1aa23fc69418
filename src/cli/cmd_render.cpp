#include <fmt/format.h>

#include "cairn/base/clock.h"
#include "cairn/base/text.h"
#include "cairn/base/time_units.h"
#include "cairn/record/record_values.h"
#include "cairn/views/follow.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct RenderOptions {
  bool json = false;
};

int run_render(const RenderOptions& options) {
  const TimeUs start = steady_us();
  // Looks everywhere: on a copy without .cairn, or after files were moved by hand, too.
  OpenProject open = open_for_reading(RefreshDepth::full);
  const RenderReport report = render_views(open.project, open.catalog(), {});
  if (!report.taken.empty()) {
    open.fresh->catalog.mark_views_fresh();
    settle_journal(open.project);
  }
  const double seconds = seconds_of(steady_us() - start);
  report_all_warnings(report.problems);
  const bool found_problems = !report.problems.empty() || !open.fresh->report.problems.empty();
  if (options.json) {
    print_json(Map{{"format", 1},
                   {"written", report.written},
                   {"unchanged", report.unchanged},
                   {"taken", texts_to_list(report.taken)},
                   {"kept", texts_to_list(report.kept)},
                   {"problems", texts_to_list(report.problems)},
                   {"seconds", seconds}});
    return found_problems ? 1 : 0;
  }
  print_line(fmt::format("{} written, {} unchanged, in {}", report.written, report.unchanged,
                         human_duration(seconds)));
  for (const std::string& path : report.taken) {
    print_line(fmt::format("taken over from {}", printable(path)));
  }
  for (const std::string& path : report.kept) {
    print_line(fmt::format("edited by hand: {}", printable(path)));
  }
  return found_problems ? 1 : 0;
}

}  // namespace

void setup_render(CommandLine& line) {
  RenderOptions& options = line.runs(run_render);
  line.about(
      "Makes all documents and rollups that the layout names from the records alone. Equal files "
      "are "
      "not touched. What was typed into a key that shows notes, tags, a description or objectives "
      "is taken over first, and what it lacks stays; a file with any other edit is kept as "
      "NAME.edited.");
  bind_json(line, options.json);
  line.exit_status(1, "something could not be read or rendered: see the warnings");
  line.example("cairn render", "restore every view, also on a copy of the results without .cairn");
}

}  // namespace cairn
