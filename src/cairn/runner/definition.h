// From points to definitions: keys, digests, ids, names and paths of all runs of a plan, with the
// checks that two of them never claim one folder or one output. It does not know what has run.
#pragma once

#include <string>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/runner/plan.h"

namespace cairn {

/// Makes the definitions and groups of all points, in the same order; `given` are the runs that
/// given points stand for. Throws Error(conflict) for two runs with one path and for one that would
/// lie in an adopted tree, Error(invalid_input) for what a layout refuses.
std::vector<PlannedRun> define_runs(const Project& project, const Catalog& catalog,
                                    const Session& session, std::vector<Point> points,
                                    const std::vector<RunHead>& given = {});

}  // namespace cairn
