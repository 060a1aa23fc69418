// How long something keeps this process busy, whatever else the machine does: for tests that
// compare a small with a large amount of work.
#pragma once

#include <ctime>

namespace cairn::test {

/// The processor time of all threads together.
template <typename Work>
double cpu_seconds(const Work& work) {
  const std::clock_t before = std::clock();
  work();
  return static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
}

}  // namespace cairn::test
