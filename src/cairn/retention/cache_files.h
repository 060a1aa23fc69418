// Filling the object store from the runs, where storage.cache asks for a second copy: for runs that
// ended before it was switched on. It does not know how commits fill it (attempts/commit_files.h).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cairn/store/project.h"

namespace cairn {

struct FilledCache {
  std::size_t added = 0;
  std::uint64_t bytes = 0;
  std::vector<std::string> problems;  ///< Files that could not be kept, and why.
};

/// Keeps every artifact of finished runs that has no object yet. Nothing where storage.cache is
/// off.
FilledCache fill_cache(const Project& project);

}  // namespace cairn
