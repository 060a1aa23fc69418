// From a recorded run to the points that make it once more: its stage with the values of its
// record, each stage behind it with those of its own runs, and as inputs the runs that it had. What
// this project cannot make (a run of an adopted tree, or one that came of such a run) is given as
// it lies. It does not know what has run since.
#pragma once

#include <string>
#include <vector>

#include "cairn/runner/plan.h"

namespace cairn {

/// The stage of a record. Throws Error(not_found) where cairn.yaml has none of that name.
const StageSpec& stage_of_record(const Project& project, const std::string& name);

/// Sets what `request` plans to the run of `definition` with the overrides of the request; without
/// any it is that very run wherever cairn.yaml still makes it. Throws as stage_of_record,
/// expand_sweep and resolve_run do.
void select_run(const Project& project, const Catalog& catalog, const RunDefinition& definition,
                PlanRequest& request);

/// A recorded run with the very runs that it had as inputs.
struct RecordedPoints {
  std::vector<Point> points;   ///< Those that stand for its inputs, then the run itself.
  std::vector<RunHead> given;  ///< The inputs.
};

/// Makes the points of a recorded run from its values, with its inputs as they lie. Where
/// cairn.yaml asks for other needs or values now it is another run, or none. Throws as
/// stage_of_record and expand_sweep do, and Error(not_found) for an input without a record.
RecordedPoints recorded_points(const Project& project, const Catalog& catalog,
                               const RunDefinition& definition);

}  // namespace cairn
