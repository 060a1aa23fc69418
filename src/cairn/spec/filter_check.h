// What the comparisons of a filter mean, once their names were looked up: which operators and
// literals go with a kind of value, and what the literals stand for: dates, units, statuses. It
// does not know which names there are: the caller says so for each key.
#pragma once

#include <functional>
#include <string_view>

#include "cairn/base/clock.h"
#include "cairn/spec/filter.h"

namespace cairn {

/// What numbers of a key count, so that 10m and 2GB can be read.
enum class FilterUnit { none, seconds, bytes };

struct FilterKeyType {
  FilterType type = FilterType::any;
  FilterUnit unit = FilterUnit::none;
};

/// Looks a key up: may set its family and full name, and says how it is compared. Throws
/// Error(invalid_input) for a name that there is not.
using FilterKeyResolver = std::function<FilterKeyType(FilterKey& key)>;

/// Looks up every key of `filter` and types every literal; relative times count from `now`. Throws
/// Error(invalid_input) with a caret.
void check_filter(Filter& filter, const FilterKeyResolver& resolve, TimeUs now);

/// What a text in quotes may stand for beside itself: the number or the boolean that it spells as
/// YAML reads it, or null.
Value spelled_scalar(std::string_view text);

}  // namespace cairn
