// What stands in a field of a run's paths for the values of the runs behind it: they agree, or the
// layout says what stands for several ("*", or the values joined). It does not know runs.
#pragma once

#include <string_view>
#include <vector>

#include "cairn/base/value.h"
#include "cairn/layout/layout.h"

namespace cairn {

/// `values` without those that stand before them.
std::vector<Value> each_once(const std::vector<const Value*>& values);

/// The value for several different ones, of pairs a map; null where they do not agree and the
/// layout has nothing for that.
Value value_behind(const FieldRule& rule, const std::vector<Value>& values);

/// Whether a param stands among the pairs of a path: one that has a value, and that no field of the
/// layout shows, be it in paths of another kind.
bool is_pair(const Layout& layout, std::string_view name, const Value& value);

}  // namespace cairn
