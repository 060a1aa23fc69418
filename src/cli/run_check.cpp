#include "cli/run_check.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/runner/check.h"
#include "cairn/views/follow.h"
#include "cli/edit_targets.h"
#include "cli/open.h"
#include "cli/report.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

constexpr int kExitDiffers = 1;
constexpr std::size_t kMostShown = 20;

std::string target_label(const CheckTarget& target) {
  const RunDefinition& run = target.recorded.definition;
  std::string text = fmt::format("{} {}", run.stage, run.id.text);
  if (run.name != run.stage) text += " " + printable(run.name);
  if (!run.dataset.empty()) text += fmt::format(" ({})", printable(run.dataset));
  return text;
}

std::string compared_text(const CheckComparison& comparison) {
  return fmt::format("{} and {}", counted(comparison.files, "file"),
                     counted(comparison.metrics, "metric"));
}

std::string verdict(const CheckOutcome& outcome) {
  switch (outcome.result) {
    case CheckResult::equal:
      return "equal: " + compared_text(outcome.comparison);
    case CheckResult::within:
      return "within its tolerances: " + compared_text(outcome.comparison);
    case CheckResult::differs:
      return "differs: " + compared_text(outcome.comparison);
    case CheckResult::failed:
      break;
  }
  return "failed: " + printable(outcome.message);
}

std::string change_lines(const Reasons& changed) {
  std::string text;
  for (const Reason& reason : changed) {
    text += fmt::format("  changed since: {}", reason_text(reason));
    if (!reason.place.empty()) text += "   " + reason.place;
    text += "\n";
  }
  return text;
}

std::string difference_lines(const CheckComparison& comparison) {
  std::string text;
  std::size_t shown = 0;
  std::size_t widest = 0;
  for (const CheckDifference& difference : comparison.differences) {
    if (++shown > kMostShown) break;
    widest = std::max(widest, display_width(printable(difference.name)));
  }
  shown = 0;
  for (const CheckDifference& difference : comparison.differences) {
    if (++shown > kMostShown) break;
    const std::string name = printable(difference.name);
    text += fmt::format("  {}{}  {}{}\n", name, std::string(widest - display_width(name), ' '),
                        printable(difference.text), difference.is_tolerated ? ", tolerated" : "");
  }
  if (shown > kMostShown) {
    text += fmt::format("  … and {} more\n", comparison.differences.size() - kMostShown);
  }
  return text;
}

std::string outcome_text(const CheckOutcome& outcome) {
  std::string text = fmt::format("{} {} in {}\n", target_label(*outcome.target), verdict(outcome),
                                 human_duration(outcome.seconds));
  text += change_lines(outcome.target->changed) + difference_lines(outcome.comparison);
  for (const std::string& line : outcome.tail) text += "  | " + line + "\n";
  return text;
}

std::vector<RunHead> runs_to_check(OpenProject& open, const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (word.find('=') == std::string::npos) continue;
    throw Error(ErrorCode::invalid_input,
                fmt::format("--check takes runs, and '{}' is a value", printable(word)),
                "a run is checked with its own values");
  }
  RunSelection selection;
  selection.places = words;
  std::vector<RunHead> runs = find_edit_targets(open, selection, GroupMeaning::its_runs).runs;
  // Of a group that was named, what did not finish has nothing to compare with.
  if (words.size() != runs.size()) {
    std::erase_if(runs, [](const RunHead& run) { return run.status != RunStatus::finished; });
  }
  if (runs.empty()) throw Error(ErrorCode::not_found, "there is no finished run to check");
  return runs;
}

int say_plan(const std::vector<CheckTarget>& targets) {
  for (const CheckTarget& target : targets) {
    print(target_label(target) + " would be run again beside\n" + change_lines(target.changed));
  }
  return 0;
}

int check_exit_status(const CheckReport& report) {
  if (report.interrupted_by != 0) return kExitInterrupted;
  const bool all_well =
      std::all_of(report.outcomes.begin(), report.outcomes.end(), [](const CheckOutcome& outcome) {
        return outcome.result == CheckResult::equal || outcome.result == CheckResult::within;
      });
  return all_well ? 0 : kExitDiffers;
}

}  // namespace

int check_runs_verb(const RunCheckOptions& options) {
  OpenProject open = options.dry_run ? open_for_reading() : open_to_change();
  const std::vector<RunHead> runs = runs_to_check(open, options.words);
  const std::vector<CheckTarget> targets = find_check_targets(open.project, open.catalog(), runs);
  if (options.dry_run) return say_plan(targets);
  open.fresh.reset();  // One connection at a time: the old one could hold a lock.
  Progress progress(options.progress);
  const CheckReport report = check_runs(open.project, targets, options.jobs, progress);
  std::set<std::string> folders;
  for (const CheckOutcome& outcome : report.outcomes) folders.insert(outcome.target->head.path);
  if (!folders.empty()) report_views(follow_edits(open.project, folders));
  for (const CheckOutcome& outcome : report.outcomes) {
    const bool is_well =
        outcome.result == CheckResult::equal || outcome.result == CheckResult::within;
    if (!options.quiet || !is_well) print(outcome_text(outcome));
  }
  return check_exit_status(report);
}

}  // namespace cairn
