// Spans of time that limits and ages are made of, in the unit of base/clock.h.
#pragma once

#include "cairn/base/clock.h"

namespace cairn {

inline constexpr TimeUs kSecond = 1'000'000;
inline constexpr TimeUs kDay = 86'400 * kSecond;

}  // namespace cairn
