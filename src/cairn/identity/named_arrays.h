// The bytes that the hash of a set of numeric arrays is taken over, as lambda_hat does for the
// parameters of a target: by sorted name, for each its name, its shape as Python prints it, its
// dtype and its numbers in C order, little-endian. It does not know where the arrays come from.
#pragma once

#include <string>

#include "cairn/base/value.h"

namespace cairn {

/// Appends the bytes of `arrays`: name → {shape, dtype, values}. Throws InputError for another
/// input, and for a dtype other than bool, (u)int8…64 and float32, float64.
void append_named_arrays(std::string& out, const Value& arrays);

}  // namespace cairn
