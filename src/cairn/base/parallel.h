// One piece of work for each of many indexes, on all cores. It does not know the work.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "cairn/base/heap.h"
#include "cairn/base/process.h"

namespace cairn {

/// Calls `work(i)` for each i below `count`, in no order, several at once, and returns when all are
/// done. The first failure is thrown, and no further index is begun. Each thread has a range of its
/// own and helps with the others' when it is done: neighbours are often files of one folder, in
/// which only one thread at a time can make any.
template <typename Work>
void for_each_index(std::size_t count, const Work& work) {
  struct Range {
    std::atomic<std::size_t> next;
    std::size_t end;
  };
  const std::size_t threads = std::min<std::size_t>(count, processor_count());
  std::vector<Range> ranges(threads);
  for (std::size_t t = 0; t < threads; ++t) {
    ranges[t].next = count * t / threads;
    ranges[t].end = count * (t + 1) / threads;
  }
  std::mutex mutex;
  std::exception_ptr failure;
  std::atomic<bool> has_failed{false};
  const auto loop = [&](std::size_t own) {
    try {
      for (std::size_t t = 0; t < threads; ++t) {
        Range& range = ranges[(own + t) % threads];
        for (std::size_t i = range.next++; i < range.end && !has_failed; i = range.next++) work(i);
      }
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!failure) failure = std::current_exception();
      has_failed = true;
    }
  };
  if (threads == 1) loop(0);
  if (threads > 1) {
    std::vector<std::jthread> pool;
    for (std::size_t t = 0; t < threads; ++t) {
      pool.emplace_back([&loop, t] {
        widen_thread_heap();
        loop(t);
      });
    }
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace cairn
