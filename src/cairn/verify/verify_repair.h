// Mending what verify has found, from equal bytes elsewhere in the store: another run's file, an
// object, or a file in which they lie by mistake, as after two were swapped. The copy is made
// beside, hashed, synced and renamed into place; the damaged bytes are kept below `.cairn/damaged`,
// since nobody can tell what they were meant to be, until they are in their own place again. So is
// a record from a copy of the run, where catalog or journal and the files tell that it is that one.
// It does not invent anything: what is nowhere stays as it is.
#pragma once

#include <string>
#include <vector>

#include "cairn/verify/verify.h"

namespace cairn {

/// Mends what can be mended of `findings` and marks it as repaired; messages tell from where.
/// Throws Error(io) where the disk refuses.
void repair_findings(const Project& project, std::vector<Finding>& findings);

/// Looks at the store and mends it. Where a record came back it is looked at once more: what the
/// record names, and what shows it, was judged without it. Throws as verify_store does.
VerifyReport verify_and_repair(const Project& project, const VerifyRequest& request);

}  // namespace cairn
