// What stands in a field of a run's paths for the values of the runs behind it: they agree, or the
// layout says what stands for several ("*", or the values joined). It does not know runs.
#pragma once

#include <vector>

#include "cairn/base/value.h"
#include "cairn/layout/layout.h"

namespace cairn {

/// `values` without those that stand before them.
std::vector<Value> each_once(const std::vector<const Value*>& values);

/// The value for several different ones, of pairs a map; null where they do not agree and the
/// layout has nothing for that.
Value value_behind(const FieldRule& rule, const std::vector<Value>& values);

}  // namespace cairn
