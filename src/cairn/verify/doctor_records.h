// What doctor says of records and of the files that people typed into: how many were read, and the
// first of those that are gone or cannot be. Verify names all of them. It reads no other file.
#pragma once

#include <vector>

#include "cairn/store/store_tree.h"
#include "cairn/verify/doctor.h"

namespace cairn {

/// Results and trash as they were read.
struct ReadStore {
  const std::vector<TreeFolder>& tree;
  const Vouched& vouched;
  const std::vector<DeniedFolder>& denied;  ///< What of them this user may not list.
};

/// The line `records`.
Diagnosis diagnose_records(const Project& project, const ReadStore& store);

}  // namespace cairn
