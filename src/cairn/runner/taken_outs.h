// Outs in a folder that several runs share: one belongs to the run that made it, and no other run
// may be put where it would write over it. It does not know plans, in which no two runs claim one
// out anyway.
#pragma once

#include "cairn/catalog/catalog.h"
#include "cairn/record/run_definition.h"

namespace cairn {

/// Whether a file that `run` declares as an out, or a file in such a folder, is on record in its
/// folder as that of another run.
bool has_taken_outs(const Catalog& catalog, const RunDefinition& run);

}  // namespace cairn
