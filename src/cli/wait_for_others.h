// Waiting for runs that other cairns make, as the tasks of an array job that need one run. It does
// not know what is run then.
#pragma once

#include <string>
#include <vector>

#include "cairn/runner/coordinator.h"

namespace cairn {

/// A run that another cairn makes.
struct OtherRun {
  std::string folder;  ///< Absolute.
  RunId id;
  std::string label;  ///< "fit pb8yky"
};

/// Those that `report` left out of the plan since others make them.
std::vector<OtherRun> other_runs(const Project& project, const Plan& plan, const RunReport& report);

/// Returns when one of them has ended, well or not, or its cairn is gone; after a second at the
/// earliest.
void wait_for_one(const std::vector<OtherRun>& runs);

}  // namespace cairn
