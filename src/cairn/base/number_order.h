// The order of numbers, exact where a conversion to double would make unequal ones equal. It does
// not know what they count.
#pragma once

#include <compare>

#include "cairn/base/value.h"

namespace cairn {

/// How one number stands to another, integers and floats alike; NaN is unordered. Throws
/// Error(invalid_input) for what is no number.
std::partial_ordering compare_numbers(const Value& a, const Value& b);

}  // namespace cairn
