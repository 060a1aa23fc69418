// Runs of a plan that are used as they lie and never made: those that a person gives as an input
// (`cairn run sampler target=tgt_899d6808f6ed`), and those of adopted trees that bear the very name
// which a scheme of the layout makes for a planned run of their kind. It does not know how a plan
// is decided.
#pragma once

#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/runner/plan.h"

namespace cairn {

/// Takes out of `sweep` the overrides that name a need instead of a parameter: their values are
/// runs, by id, name or path, and become given runs. Returns those in the order of `sweep.given`.
/// Throws as resolve_run does, and Error(invalid_input) for a run of another stage or kind than the
/// need takes.
std::vector<RunHead> take_given(const Project& project, const Catalog& catalog,
                                SweepRequest& sweep);

/// Makes `run` the known run `head`: its definition is what that run's record says.
void take_as_it_lies(const Project& project, const RunHead& head, PlannedRun& run);

/// Looks for a finished run of an adopted tree with the kind of `run`, one of its names by the same
/// scheme, and all its declared outs; takes it and returns true where there is one. Throws
/// Error(conflict) for several.
bool take_adopted(const Project& project, const Catalog& catalog, PlannedRun& run);

/// What a taken run gives to those that need it: its declared outs as far as it has them.
RunOutputs outputs_of_taken(const PlannedRun& run, const Record& record);

}  // namespace cairn
