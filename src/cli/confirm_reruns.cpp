#include "cli/confirm_reruns.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cli/confirm.h"

namespace cairn {

namespace {

/// Runs that would be done again in a group of another experiment: they are somebody's results.
std::vector<const PlannedRun*> reruns_elsewhere(const Plan& plan) {
  std::vector<const PlannedRun*> runs;
  for (const PlannedRun& run : plan.runs) {
    // What is archived stays there, and is run again elsewhere.
    const bool reruns = run.known && !run.next_place && run.state != PlanState::cached &&
                        run.state != PlanState::running;
    const bool elsewhere =
        !plan.session.folder.empty() && !is_below(run.definition.path, plan.session.folder);
    if (reruns && elsewhere) runs.push_back(&run);
  }
  return runs;
}

/// "; that replaces attempt 1 of pb8yky, and 3 more finished ones"; empty for none.
std::string replaced_by(const std::vector<const PlannedRun*>& runs) {
  constexpr std::size_t kShown = 3;
  std::vector<std::string> attempts;
  for (const PlannedRun* run : runs) {
    const std::optional<int> attempt = replaced_attempt(*run);
    if (!attempt) continue;
    attempts.push_back(fmt::format("attempt {} of {}", *attempt, run->definition.id.text));
  }
  if (attempts.empty()) return "";
  const std::size_t more = attempts.size() - std::min(attempts.size(), kShown);
  attempts.resize(attempts.size() - more);
  if (more > 0) attempts.push_back(fmt::format("{} more finished ones", more));
  return fmt::format("; that replaces {}", join(attempts, ", "));
}

}  // namespace

void confirm_reruns(const Plan& plan, MayRerun may) {
  const std::vector<const PlannedRun*> runs = reruns_elsewhere(plan);
  if (runs.empty() || may == MayRerun::yes) return;
  const std::string folder = parent_path(runs.front()->definition.path);
  const bool come_back = std::ranges::all_of(
      runs, [](const PlannedRun* run) { return run->state == PlanState::trashed; });
  const std::string what =
      fmt::format("{} of another session would {} where {} (in {}){}", counted(runs.size(), "run"),
                  come_back ? "be brought back from the trash" : "be done again",
                  runs.size() == 1 ? "it is" : "they are", folder, replaced_by(runs));
  require_consent(what, "; their old results go to the trash. Go on?",
                  "say --yes to allow it; their old results go to the trash");
}

}  // namespace cairn
