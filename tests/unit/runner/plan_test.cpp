#include "cairn/runner/plan.h"

#include <gtest/gtest.h>

namespace cairn {
namespace {

// Two coordinators plan while a third works on a run: what it commits afterwards is news to both,
// though they knew that this attempt had begun.
TEST(Plan, AnAttemptThatStillRanMayHaveBeenCommittedSince) {
  PlannedRun run;
  EXPECT_EQ(last_known_end(run), 0);
  run.compared = ComparedAttempt{.attempt = 3, .status = RunStatus::finished};
  EXPECT_EQ(last_known_end(run), 3);
  run.compared->status = RunStatus::failed;
  EXPECT_EQ(last_known_end(run), 3);
  for (const RunStatus status : {RunStatus::running, RunStatus::lost}) {
    run.compared->status = status;
    EXPECT_EQ(last_known_end(run), 2);
  }
}

}  // namespace
}  // namespace cairn
