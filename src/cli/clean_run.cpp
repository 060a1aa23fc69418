#include "cli/clean_run.h"

#include <array>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/retention/clock_check.h"
#include "cairn/retention/follow_moves.h"
#include "cairn/store/journal.h"
#include "cli/progress_line.h"
#include "cli/report.h"

namespace cairn {

namespace {

CleanupUnit read_unit(const std::string& name) {
  if (name == "run") return CleanupUnit::run;
  if (name == "group") return CleanupUnit::group;
  throw Error(ErrorCode::invalid_input, fmt::format("there is no unit '{}'", printable(name)),
              "--unit run chooses runs one by one, --unit group dated groups as a whole");
}

/// Moves all, or until something fails; what was moved is in `outcome` in any case.
void make_moves(const OpenProject& open, const CleanPlan& plan, Removal removal,
                std::vector<TrashedRun>& gone, CleanOutcome& outcome) {
  const ClockWatch clock;
  ProgressLine progress(removal == Removal::trash ? "moved to the trash" : "removed", "folders");
  std::size_t done = 0;
  for (const TrashMove& move : plan.moves) {
    clock.check();
    try {
      if (removal == Removal::trash) {
        outcome.moved.push_back(move_into_trash(open.project, move, plan.reason));
      } else {
        remove_for_good(open.project, move);
      }
      for (const RunHead& run : move.runs) gone.push_back({run.id, run.digest, run.path, run.name});
      if (move.runs.empty()) gone.push_back({{}, {}, move.path, ""});
    } catch (const Error& error) {
      if (error.code() != ErrorCode::conflict) throw;
      ++outcome.left;
      progress.clear();
      report_warnings({error.message()});
    }
    progress.update(++done, plan.moves.size());
  }
}

/// What could not follow is a warning: what was moved is moved, and the next command looks again.
void follow(OpenProject& open, const std::vector<TrashedRun>& runs) {
  open.fresh.reset();  // One connection at a time: the old one could hold a lock.
  try {
    report_views(follow_moves(open.project, runs));
  } catch (const Error& error) {
    if (error.code() != ErrorCode::io && error.code() != ErrorCode::busy) throw;
    report_warnings({error.with_context("the index is behind").message()});
  }
}

}  // namespace

namespace {

void bind_common_selection(CommandLine& line, CleanSelection& selection) {
  bind_selection(line, selection.selection);
  line.section("Which of them go");
  line.option("--older-than", "AGE", selection.older_than,
              "what is older, by recorded times: 30d, 12h, 90m, 45s, 2w");
  line.option("--keep-best", "N", selection.keep_best, "all but the N best by --by");
  line.option("--by", "METRIC", selection.by, "the metric of --keep-best");
  line.flag("--min", selection.min, "the lowest is best; without it as the records say");
  line.flag("--max", selection.max, "the highest is best");
  line.option("--per", "NAMES", selection.per, "keep the N best for each value of these");
  line.option("--keep-newest", "N", selection.keep_newest,
              "the N newest of those that are chosen stay");
  line.option("--unit", "UNIT", selection.unit,
              "run or group: whether runs are chosen one by one, or dated groups");
}

}  // namespace

void bind_clean_selection(CommandLine& line, CleanSelection& selection) {
  bind_common_selection(line, selection);
  line.flag("--ignore-links", selection.ignore_links,
            "also runs that others which stay were made from");
  line.flag("--archived", selection.archived, "also runs in the archive");
  line.flag("--force", selection.force, "trust the clock, whatever was recorded");
}

void bind_archive_selection(CommandLine& line, CleanSelection& selection) {
  bind_common_selection(line, selection);
  line.flag("--force", selection.force, "trust the clock, whatever was recorded");
}

CleanRequest to_request(const CleanSelection& selection) {
  if (selection.min && selection.max) {
    throw Error(ErrorCode::invalid_input, "--min and --max exclude each other");
  }
  CleanRequest request{.selection = selection.selection,
                       .older_than = selection.older_than,
                       .keep_best = selection.keep_best,
                       .by = selection.by,
                       .per = selection.per,
                       .keep_newest = selection.keep_newest.value_or(0),
                       .trusts_clock = selection.force};
  if (selection.min) request.goal = MetricGoal::min;
  if (selection.max) request.goal = MetricGoal::max;
  if (selection.unit) request.unit = read_unit(*selection.unit);
  if (selection.ignore_links) request.lineage = LineageRule::ignore;
  if (selection.archived) request.archived = ArchivedRuns::taken;
  return request;
}

std::string reason_of(const CleanSelection& selection) {
  std::string reason;
  const auto add = [&](std::string_view option, const std::string& value) {
    if (!value.empty()) reason += fmt::format(" {} {}", option, shell_quote(value));
  };
  for (const std::string& place : selection.selection.places) reason += " " + shell_quote(place);
  add("--status", selection.selection.status.value_or(""));
  add("--stage", selection.selection.stage.value_or(""));
  add("--dataset", selection.selection.dataset.value_or(""));
  add("--experiment", selection.selection.experiment.value_or(""));
  add("--kind", selection.selection.kind.value_or(""));
  add("--search", selection.selection.search);
  for (const std::string& where : selection.selection.where) add("--where", where);
  add("--older-than", selection.older_than.value_or(""));
  if (selection.keep_best) add("--keep-best", std::to_string(*selection.keep_best));
  add("--by", selection.by);
  add("--per", selection.per);
  return reason;
}

void settle_cut_off_moves(OpenProject& open) {
  finish_trash_moves(open.project);
  if (!open.catalog().views_are_stale(journal_name())) return;
  follow(open, {});
  open.fresh = std::make_unique<FreshCatalog>(open_fresh_catalog(open.project));
}

void follow_and_warn(OpenProject& open, const std::vector<TrashedRun>& runs) {
  if (!runs.empty()) follow(open, runs);
}

CleanOutcome carry_out(OpenProject& open, const CleanPlan& plan, Removal removal) {
  CleanOutcome outcome;
  std::vector<TrashedRun> gone;
  try {
    make_moves(open, plan, removal, gone, outcome);
  } catch (const Error&) {
    follow_and_warn(open, gone);
    throw;
  }
  follow_and_warn(open, gone);
  return outcome;
}

}  // namespace cairn
