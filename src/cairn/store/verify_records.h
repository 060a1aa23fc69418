// Records that are gone: entries of the trash that name a run whose record does not lie in them, or
// that cannot be read themselves, and run folders whose `.run` vouches for nothing any more. It
// does not look into records.
#pragma once

#include <vector>

#include "cairn/store/verify.h"

namespace cairn {

/// What is wrong with the notes of the trash in `tree`, and the records that they name.
std::vector<Finding> find_lost_in_trash(const Project& project,
                                        const std::vector<TreeFolder>& tree);

/// Folders in `tree` that hold files beside a `.run` in which there is neither a record nor a run
/// that began, and in and below which no other run lies.
std::vector<Finding> find_without_record(const std::vector<TreeFolder>& tree,
                                         const Vouched& vouched);

}  // namespace cairn
