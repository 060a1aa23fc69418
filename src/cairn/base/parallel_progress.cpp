#include "cairn/base/parallel_progress.h"

#include <chrono>
#include <future>

#include "cairn/base/parallel.h"

namespace cairn {

void for_each_index_telling(std::size_t count, const std::function<void(std::size_t)>& work,
                            const std::function<void(std::size_t)>& progress) {
  constexpr std::chrono::milliseconds kInterval{100};
  std::atomic<std::size_t> done{0};
  std::future<void> all = std::async(std::launch::async, [&] {
    for_each_index(count, [&](std::size_t i) {
      work(i);
      ++done;
    });
  });
  while (all.wait_for(kInterval) != std::future_status::ready) progress(done);
  all.get();
}

}  // namespace cairn
