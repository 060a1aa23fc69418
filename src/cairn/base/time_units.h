// Spans of time that limits and ages are made of, in the unit of base/clock.h.
#pragma once

#include "cairn/base/clock.h"

namespace cairn {

inline constexpr TimeUs kSecond = 1'000'000;
inline constexpr TimeUs kDay = 86'400 * kSecond;

/// A span in seconds: the nearest number, which a product with 1e-6 is not.
inline double seconds_of(TimeUs span) {
  return static_cast<double>(span) / static_cast<double>(kSecond);
}

}  // namespace cairn
