// From points to definitions: keys, digests, ids, names and paths of all runs of a plan, with the
// checks that two of them never claim one folder or one output. It does not know what has run.
#pragma once

#include <string>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/runner/plan.h"

namespace cairn {

/// What points can stand for beside new runs.
struct DefineOptions {
  std::vector<RunHead> given;  ///< The runs that given points stand for.
  UniqueRuns unique_runs = UniqueRuns::new_start;
  TimeUs started = now_us();  ///< In the key of runs of stages that are `unique`.
};

/// Makes the definitions and groups of all points, in the same order. Throws Error(conflict) for
/// two runs with one path and for one that would lie in an adopted tree, Error(invalid_input) for
/// what a layout refuses.
std::vector<PlannedRun> define_runs(const Project& project, const Catalog& catalog,
                                    const Session& session, std::vector<Point> points,
                                    const DefineOptions& options = {});

}  // namespace cairn
