// The order of groups, and which neighbours in it a test cannot tell apart. For the source files of
// this module only; others call make_aggregates.
#pragma once

#include <cstddef>
#include <string_view>

#include "cairn/query/aggregate.h"

namespace cairn {

/// Below 0 where `a` stands first in this order. What is absent comes last in either.
int compare_values(const Value& a, const Value& b, SortOrder order);

/// Sorts the groups by `sort` ("-mean", "dataset,-mean"; empty: by their keys), equal ones by their
/// keys, and before all else by their last `leading` keys; and tests the means of neighbours by the
/// first measure that is sorted by, as far as they agree in the keys before it. Throws
/// Error(invalid_input) for a name that is neither a key nor a statistic, or is several.
void sort_groups(const Catalog& catalog, std::string_view sort, Aggregates& aggregates,
                 std::size_t leading = 0);

}  // namespace cairn
