// One piece of work for each of many indexes, on all cores. It does not know the work.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "cairn/base/process.h"

namespace cairn {

/// Calls `work(i)` for each i below `count`, in no order, several at once, and returns when all are
/// done. The first failure is thrown, and no further index is begun.
template <typename Work>
void for_each_index(std::size_t count, const Work& work) {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr failure;
  const auto loop = [&] {
    try {
      for (std::size_t i = next++; i < count; i = next++) work(i);
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!failure) failure = std::current_exception();
      next = count;
    }
  };
  const std::size_t threads = std::min<std::size_t>(count, processor_count());
  if (threads < 2) {
    loop();
  } else {
    std::vector<std::jthread> pool;
    for (std::size_t i = 0; i < threads; ++i) pool.emplace_back(loop);
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace cairn
