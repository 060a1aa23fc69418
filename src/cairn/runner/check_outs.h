// That no two runs of a plan claim one out, nor one in the folder that is another's. It does not
// know what is on record: see taken_outs.h.
#pragma once

#include <vector>

#include "cairn/runner/plan.h"

namespace cairn {

/// Throws Error(conflict) where two outs of these runs, or of one of them, would be one file, or
/// one would lie in the other.
void check_outs(const std::vector<PlannedRun>& runs);

}  // namespace cairn
