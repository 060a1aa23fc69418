// Running recorded runs again beside what is recorded, to see whether they come out the same
// (`cairn run --check`). The run's folder and record are never touched: the new attempt works in
// `.cairn/staging/check`, is compared and thrown away; what came out is kept as a `verified` link
// in the user file. It does not know how the outcome is shown.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cairn/runner/check_compare.h"
#include "cairn/runner/plan.h"
#include "cairn/runner/progress.h"

namespace cairn {

/// How a run stands to its record. The names are those of the link's `result`.
enum class CheckResult {
  equal,    ///< Every out and metric is the same.
  within,   ///< They differ, and the stage's tolerances allow it.
  differs,  ///< They differ.
  failed,   ///< It did not finish this time.
};

std::string_view check_result_name(CheckResult result);

/// A recorded run that can be run again.
struct CheckTarget {
  std::shared_ptr<const Plan> plan;  ///< That it stands in.
  std::size_t index = 0;             ///< Its place there.
  RunHead head;
  Record recorded;
  Fingerprint fingerprint;  ///< What would decide freshness now.
  Reasons changed;          ///< How that differs from the record: it is not the same experiment.

  const PlannedRun& run() const { return plan->runs[index]; }
};

/// Finds out how recorded runs would be run again with cairn.yaml as it is now, with the values of
/// their records. Throws Error(conflict) for one that did not finish or that cairn.yaml cannot make
/// any more, Error(not_found) for one whose upstream has no record.
std::vector<CheckTarget> find_check_targets(const Project& project, const Catalog& catalog,
                                            const std::vector<RunHead>& runs);

/// What came of one.
struct CheckOutcome {
  const CheckTarget* target = nullptr;
  CheckResult result = CheckResult::equal;
  CheckComparison comparison;
  std::string message;            ///< Why it failed.
  std::vector<std::string> tail;  ///< The last lines of its log then, as they may be shown.
  double seconds = 0;
};

/// What came of all.
struct CheckReport {
  std::vector<CheckOutcome> outcomes;  ///< In order of the targets; interrupted ones are left out.
  int interrupted_by = 0;              ///< The signal, 0: none.
};

/// Runs the targets again, `jobs` at a time, and keeps what came out in their user files. Ctrl-C
/// once lets the running ones end, twice ends them. Throws Error(busy) while another process
/// checks.
CheckReport check_runs(const Project& project, const std::vector<CheckTarget>& targets,
                       unsigned jobs, Progress& progress);

}  // namespace cairn
