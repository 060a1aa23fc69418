#include "cli/archive_run.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/text.h"
#include "cli/clean_report.h"
#include "cli/clean_run.h"

namespace cairn {

ArchiveChoice choose_to_archive(OpenProject& open, CleanRequest request) {
  request.lineage = LineageRule::reachable;
  request.verb = "archive";
  ArchiveChoice choice{.plan = make_clean_plan(open, request), .archive = {}, .usage = {}};
  choice.archive = plan_archive(open.project, choice.plan.table, choice.plan.moves);
  choice.usage = usage_of(open.project, choice.plan.moves);
  return choice;
}

namespace {

/// "  results/2026-08-01_wheat  4 runs  97 d 03 h old" and where it goes.
std::string move_lines(const CleanPlan& plan, const Relocation& move) {
  const TrashedRun& first = move.runs.front();
  const auto row = std::ranges::find_if(plan.table.runs, [&](const RunRow& run) {
    return run.path == first.path && run.id == first.id;
  });
  const std::string what =
      move.runs.size() == 1 ? "run " + first.id.text : fmt::format("{} runs", move.runs.size());
  return fmt::format("  {}  {}  {}\n    to {}\n", printable(move.from), what,
                     why_goes(plan, static_cast<std::size_t>(row - plan.table.runs.begin())),
                     printable(move.to));
}

}  // namespace

std::string archive_report(const ArchiveChoice& choice) {
  std::string text = "Nothing goes.\n";
  if (!choice.plan.moves.empty()) {
    text =
        fmt::format("{} {} to the archive: {} in files\n", count_text(choice.plan),
                    run_count(choice.plan) == 1 ? "goes" : "go", human_bytes(choice.usage.bytes));
    for (const Relocation& move : choice.archive.relocation.moves) {
      text += move_lines(choice.plan, move);
    }
  }
  return text + staying_report(choice.plan);
}

Value archive_json(const ArchiveChoice& choice, bool is_done) {
  Value value = clean_json(choice.plan, choice.usage, {});
  List moves;
  for (const Relocation& move : choice.archive.relocation.moves) {
    moves.push_back(Map{{"from", move.from}, {"to", move.to}});
  }
  value.as_map().set("moves", std::move(moves));
  value.as_map().set("done", is_done);
  return value;
}

void carry_out(OpenProject& open, const ArchivePlan& plan) {
  open.fresh.reset();  // One connection at a time: the old one could hold a lock.
  carry_out(open.project, plan);
  follow_and_warn(open, touched_runs(plan.relocation));
}

}  // namespace cairn
