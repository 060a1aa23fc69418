// The same work for each of many indexes on all cores (parallel.h), while the thread that asked for
// it tells how far it is. It does not know the work.
#pragma once

#include <cstddef>
#include <functional>

namespace cairn {

/// As for_each_index; `progress` is called on this thread, ten times a second, with how many are
/// done.
void for_each_index_telling(std::size_t count, const std::function<void(std::size_t)>& work,
                            const std::function<void(std::size_t)>& progress);

}  // namespace cairn
