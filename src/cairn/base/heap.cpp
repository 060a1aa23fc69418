#include "cairn/base/heap.h"

#include <malloc.h>

#include <cstdlib>

namespace cairn {

namespace {

// The largest threshold that the library takes: half of the largest heap of a thread.
constexpr int kMapThreshold = 32 << 20;
constexpr int kTrimThreshold = 1 << 30;
constexpr std::size_t kThreadRoom = 16 << 20;

}  // namespace

void keep_freed_memory() {
  ::mallopt(M_MMAP_THRESHOLD, kMapThreshold);
  ::mallopt(M_TRIM_THRESHOLD, kTrimThreshold);
}

void widen_thread_heap() {
  // The heap has grown to hold it; freed, it is the free end of the heap, which is not trimmed.
  // NOLINTNEXTLINE(cppcoreguidelines-no-malloc,hicpp-no-malloc)
  void* volatile room = std::malloc(kThreadRoom);
  std::free(room);  // NOLINT(cppcoreguidelines-no-malloc,hicpp-no-malloc)
}

}  // namespace cairn
