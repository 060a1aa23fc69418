#include "cli/wait_for_others.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include <fmt/format.h>

#include "cairn/store/live.h"

namespace cairn {

std::vector<OtherRun> other_runs(const Project& project, const Plan& plan,
                                 const RunReport& report) {
  std::vector<OtherRun> runs;
  for (const std::size_t index : report.elsewhere) {
    const RunDefinition& run = plan.runs[index].definition;
    runs.push_back(
        {project.absolute(run.path), run.id, fmt::format("{} {}", run.stage, run.id.text)});
  }
  return runs;
}

void wait_for_one(const std::vector<OtherRun>& runs) {
  // One that ended between the plan and now may be taken up by others that wait at once.
  constexpr std::chrono::seconds kBetweenLooks{1};
  const auto is_made = [](const OtherRun& run) { return has_live_attempt(run.folder, run.id); };
  do {
    std::this_thread::sleep_for(kBetweenLooks);
  } while (std::ranges::all_of(runs, is_made));
}

}  // namespace cairn
