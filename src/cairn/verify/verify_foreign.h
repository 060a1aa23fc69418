// What lies in run folders and in the object store although no record, view or naming rule knows
// it: foreign files, and what a killed cairn left. It does not look into files.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "cairn/verify/verify.h"

namespace cairn {

/// The paths (relative to the project) of all files that something explains.
using KnownPaths = std::unordered_set<std::string>;

/// Files in folders of runs that nothing explains. A folder with a run that has not ended, or whose
/// record cannot be read or is gone, is left out: what belongs there is not known.
std::vector<Finding> find_foreign(const Project& project, const std::vector<TreeFolder>& tree,
                                  const Vouched& vouched, const KnownPaths& known);

/// Files and folders in the object store that are no objects; `objects` becomes the digests of
/// those that are.
std::vector<Finding> find_foreign_objects(const std::vector<TreeFolder>& tree,
                                          std::vector<Digest>& objects);

}  // namespace cairn
