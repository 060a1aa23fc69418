// A part of the defined runs of a plan, as the points that a PlanRequest takes. It does not know
// why they were chosen.
#pragma once

#include <set>
#include <vector>

#include "cairn/runner/plan.h"

namespace cairn {

/// The points of the runs `chosen` (indexes into `runs`) and of all that they need, in order, with
/// the needs renumbered; one run is one point.
std::vector<Point> points_with_needs(const std::vector<PlannedRun>& runs,
                                     const std::set<std::size_t>& chosen);

}  // namespace cairn
