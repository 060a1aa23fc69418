#include "cli/run_summary.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "cairn/base/clock.h"
#include "cairn/base/counted.h"
#include "cairn/base/text.h"
#include "cli/why_text.h"

namespace cairn {

namespace {

constexpr std::size_t kTopReasons = 5;
constexpr std::string_view kComesBack =
    "it was made before and is in the trash; run brings it back";

/// The stages of a plan in its order.
std::vector<std::string> stages_of(const Plan& plan) {
  std::vector<std::string> stages;
  for (const PlannedRun& run : plan.runs) {
    const std::string& stage = run.definition.stage;
    if (std::find(stages.begin(), stages.end(), stage) == stages.end()) stages.push_back(stage);
  }
  return stages;
}

std::size_t count(const Plan& plan, const std::string& stage, PlanState state) {
  return static_cast<std::size_t>(std::count_if(
      plan.runs.begin(), plan.runs.end(),
      [&](const PlannedRun& run) { return run.definition.stage == stage && run.state == state; }));
}

std::string state_table(const Plan& plan) {
  const std::vector<std::string> stages = stages_of(plan);
  std::size_t width = 5;
  for (const std::string& stage : stages) width = std::max(width, display_width(stage));
  std::vector<PlanState> states(kShownStates.begin(), kShownStates.end());
  for (const PlanState rare : {PlanState::running, PlanState::trashed}) {
    if (plan.count(rare) == 0) std::erase(states, rare);
  }
  std::string text = fmt::format("{:<{}}", "stage", width);
  for (const PlanState state : states) text += fmt::format("  {:>8}", plan_state_name(state));
  text += "\n";
  for (const std::string& stage : stages) {
    text += stage + std::string(width - display_width(stage), ' ');
    for (const PlanState state : states) {
      const std::size_t number = count(plan, stage, state);
      text += fmt::format("  {:>8}", number == 0 ? "-" : std::to_string(number));
    }
    text += "\n";
  }
  return text;
}

/// The first reason of a run and where it was written.
std::string placed_reason(const PlannedRun& run) {
  const std::string place = run.reasons.empty() ? "" : run.reasons.front().place;
  const bool says_it = place.empty() || run.state == PlanState::forced;
  return says_it ? printable(run.reason) : fmt::format("{}  ({})", printable(run.reason), place);
}

std::string top_reasons(const Plan& plan) {
  std::map<std::string, std::size_t> counts;
  for (const PlannedRun& run : plan.runs) {
    if (run.state == PlanState::cached) continue;
    ++counts[run.state == PlanState::trashed ? std::string(kComesBack) : placed_reason(run)];
  }
  std::vector<std::pair<std::string, std::size_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string text;
  for (std::size_t i = 0; i < std::min(sorted.size(), kTopReasons); ++i) {
    text += fmt::format("  {:>5} × {}\n", sorted[i].second, printable(sorted[i].first));
  }
  if (sorted.size() > kTopReasons) {
    text +=
        fmt::format("  … and {} more reasons (--list shows all)\n", sorted.size() - kTopReasons);
  }
  return text.empty() ? "" : "why:\n" + text;
}

std::string listed_reason(const PlannedRun& run) {
  if (run.state != PlanState::trashed) return printable(run.reason);
  return fmt::format("attempt {} of {} comes back from the trash", run.in_trash->attempt,
                     day_text(run.in_trash->ended, now_us()));
}

std::string every_run(const Plan& plan) {
  std::string text;
  for (const PlannedRun& run : plan.runs) {
    text += fmt::format("{:<8}  {}  {}  {}", plan_state_name(run.state), run.definition.id.text,
                        printable(run.definition.path), listed_reason(run));
    if (const std::optional<int> attempt = replaced_attempt(run)) {
      text += fmt::format("; {} attempt {} (to the trash)",
                          run.state == PlanState::upstream ? "may replace" : "replaces", *attempt);
    }
    text += "\n";
  }
  return text;
}

/// How many results are replaced; empty for none.
std::string replaced_results(const Plan& plan) {
  std::size_t surely = 0;
  std::size_t perhaps = 0;
  for (const PlannedRun& run : plan.runs) {
    if (!replaced_attempt(run)) continue;
    ++(run.state == PlanState::upstream ? perhaps : surely);
  }
  if (surely + perhaps == 0) return "";
  constexpr std::string_view kEnd = "; what is replaced goes to the trash.\n";
  if (surely == 0) {
    return fmt::format("May replace {}{}", counted(perhaps, "finished attempt"), kEnd);
  }
  return fmt::format("Replaces {}{}{}", counted(surely, "finished attempt"),
                     perhaps == 0 ? "" : fmt::format(", and may replace {} more", perhaps), kEnd);
}

/// "Would run 1 of 4 runs, and bring back 2 from the trash."
std::string what_would(const Plan& plan) {
  const std::size_t coming = plan.count(PlanState::trashed);
  const std::size_t running = plan.work() - coming;
  const std::string all = counted(plan.runs.size(), "run");
  if (coming == 0) return fmt::format("Would run {} of {}.\n", running, all);
  if (running == 0) return fmt::format("Would bring back {} of {} from the trash.\n", coming, all);
  return fmt::format("Would run {} of {}, and bring back {} from the trash.\n", running, all,
                     coming);
}

/// What was done: "Ran 2 jobs in 3s: 1 finished, 1 failed; 3 brought back from the trash".
std::string what_was_done(const RunReport& report) {
  const ScheduleCounts& counts = report.counts;
  const std::size_t ran = counts.done + counts.failed + counts.killed;
  std::string text;
  if (ran > 0 || counts.back == 0) {
    text = fmt::format("Ran {} in {}: {} finished", counted(ran, "job"),
                       human_duration(report.seconds), counts.done);
    if (counts.failed > 0) text += fmt::format(", {} failed", counts.failed);
    if (counts.killed > 0) text += fmt::format(", {} killed", counts.killed);
    if (counts.back > 0) text += fmt::format("; {} brought back from the trash", counts.back);
  } else {
    text = fmt::format("Ran nothing: {} brought back from the trash", counted(counts.back, "run"));
  }
  return text;
}

/// ", 2 running already"; empty for none.
std::string running_elsewhere(std::size_t count) {
  return count == 0 ? "" : fmt::format(", {} running already", count);
}

/// ", 4 not started (…)"; empty for none.
std::string not_started(const RunReport& report) {
  const ScheduleCounts& counts = report.counts;
  if (counts.blocked + counts.skipped == 0) return "";
  const bool has_stopped = counts.skipped > 0 && report.interrupted_by == 0;
  return fmt::format(", {} not started{}", counts.blocked + counts.skipped,
                     has_stopped ? " (stopped at the first failure; -k goes on)" : "");
}

/// The pinned runs that would run if they were not.
std::string held_runs(const Plan& plan) {
  std::string text;
  std::size_t held = 0;
  for (const PlannedRun& run : plan.runs) {
    if (!run.is_held || ++held > kTopReasons) continue;
    text += fmt::format("{} {} stays as it is: {}\n", run.definition.stage, run.definition.id.text,
                        printable(run.reason));
  }
  if (held > kTopReasons) {
    text += fmt::format("… and {} more pinned runs (--list shows all)\n", held - kTopReasons);
  }
  return text;
}

/// The dated folders in which the runs lie that were made, or, where none was, those that were to
/// be: new attempts lie in the session of the first. Where the layout has none, what holds all
/// runs.
std::vector<std::string> results_folders(const Project& project, const Plan& plan,
                                         const RunReport& report) {
  std::vector<std::string> folders;
  for (std::size_t i = 0; i < plan.runs.size(); ++i) {
    const PlannedRun& run = plan.runs[i];
    const bool is_done = run.state == PlanState::cached || run.state == PlanState::running;
    if (report.made.empty() ? is_done : !report.made.contains(i)) continue;
    for (const GroupPlace& group : run.groups) {
      const bool is_listed = std::ranges::find(folders, group.path) != folders.end();
      if (group.dated && !is_listed) folders.push_back(group.path);
    }
  }
  return folders.empty() ? first_folders(project.layout) : folders;
}

/// Of an experiment in which nothing was made, where the results are that it asks for.
std::string results_elsewhere(const Project& project, const Plan& plan) {
  if (!plan.session.is_new || plan.session.folder.empty() || plan.runs.empty()) return "";
  std::vector<std::string> folders;
  for (const PlannedRun& run : plan.runs) {
    for (const GroupPlace& group :
         groups_above(project.layout, run.definition.kind, run.definition.path)) {
      const bool is_listed = std::ranges::find(folders, group.path) != folders.end();
      if (group.dated && !is_listed) folders.push_back(group.path);
    }
  }
  if (folders.empty()) return "";
  return fmt::format("Results: {} (nothing was made for '{}')\n", printable(join(folders, " ")),
                     printable(plan.session.experiment));
}

/// Where to look, and what goes on; empty when all is done.
std::string what_next(const RunReport& report, const std::string& again) {
  const ScheduleCounts& counts = report.counts;
  std::vector<std::string> statuses;
  for (const RunStatus status : report.unfinished) statuses.emplace_back(status_name(status));
  if (!statuses.empty()) {
    return fmt::format("See `cairn ls --status {}`; `{}` runs what is not finished again.\n",
                       join(statuses, ","), again);
  }
  if (counts.failed + counts.killed > 0) {
    return fmt::format("`{}` runs what is not finished again.\n", again);
  }
  if (counts.blocked + counts.skipped == 0 && counts.elsewhere == 0) return "";
  return counts.elsewhere == 0
             ? fmt::format("`{}` runs what was not started.\n", again)
             : fmt::format(
                   "Another cairn makes what is running; `{}` runs what is then left (run "
                   "--wait waits for it).\n",
                   again);
}

}  // namespace

std::string plan_summary(const Plan& plan, PlanDetail detail) {
  std::string text = state_table(plan) + top_reasons(plan) + held_runs(plan);
  if (detail == PlanDetail::every_run) text += every_run(plan);
  if (plan.work() == 0) {
    return text + fmt::format("Nothing to run: {} cached{}.\n",
                              counted(plan.count(PlanState::cached), "run"),
                              running_elsewhere(plan.count(PlanState::running)));
  }
  return text + what_would(plan) + replaced_results(plan) + cleaned_hint(plan);
}

std::string cleaned_hint(const Plan& plan) {
  constexpr std::size_t kShown = 3;
  std::map<std::string, std::vector<const PlannedRun*>> by_entry;
  std::size_t runs = 0;
  bool is_taken = false;
  for (const PlannedRun& run : plan.runs) {
    if (!run.in_trash || run.state == PlanState::trashed) continue;
    by_entry[run.in_trash->entry].push_back(&run);
    is_taken = is_taken || run.known;
    ++runs;
  }
  if (runs == 0) return "";
  std::vector<std::string> words;
  for (const auto& [entry, members] : by_entry) {
    const bool is_all = members.front()->in_trash->entry_runs == members.size();
    if (is_all) words.push_back(entry);
    for (const PlannedRun* run : members) {
      if (!is_all) words.push_back(run->definition.id.text);
    }
  }
  const bool is_cut = words.size() > kShown;
  if (is_cut) words.resize(kShown);
  return fmt::format(
      "{} of these runs {} in the trash: cairn restore {}{}{} brings {} back instead\n", runs,
      runs == 1 ? "is" : "are", join(words, " "), is_cut ? " … (cairn trash ls)" : "",
      is_taken ? " --replace" : "", runs == 1 ? "it" : "them");
}

std::string plan_headline(const Plan& plan) {
  std::string text;
  for (const PlanState state : kShownStates) {
    const std::size_t number = plan.count(state);
    if (number == 0) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", number, plan_state_name(state));
  }
  return fmt::format("{}: {}", counted(plan.runs.size(), "run"), text);
}

std::string run_summary(const Project& project, const Plan& plan, const RunReport& report,
                        const std::string& again) {
  if (plan.work() == 0 && report.counts.elsewhere > 0) {
    return held_runs(plan) + fmt::format("Nothing to run: {} cached{}.\n",
                                         counted(report.counts.cached, "run"),
                                         running_elsewhere(report.counts.elsewhere));
  }
  if (plan.work() == 0) {
    return held_runs(plan) +
           fmt::format("Nothing to run: {} cached.\n",
                       plan.runs.size() == 1 ? "the 1 run is"
                                             : fmt::format("all {} runs are", plan.runs.size())) +
           results_elsewhere(project, plan);
  }
  const ScheduleCounts& counts = report.counts;
  std::string text = held_runs(plan) + what_was_done(report);
  text += not_started(report);
  text += running_elsewhere(counts.elsewhere);
  if (counts.cached > 0) text += fmt::format("; {} cached", counts.cached);
  text += ".\n";
  text +=
      fmt::format("Results: {}\n", printable(join(results_folders(project, plan, report), " ")));
  return text + what_next(report, again);
}

}  // namespace cairn
