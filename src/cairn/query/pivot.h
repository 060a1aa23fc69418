// Aggregates as a grid: the values of the last key of the groups become columns. A cell without
// runs stays empty. It does not aggregate.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "cairn/query/aggregate_table.h"

namespace cairn {

/// One row of a grid.
struct PivotRow {
  std::vector<Value> keys;  ///< All keys of the groups but the last.
  /// For each column the place of its group; absent where there are no such runs.
  std::vector<std::optional<std::size_t>> groups;
};

struct Pivot {
  std::vector<Value> columns;  ///< The values of the last key: sorted, null last.
  std::vector<PivotRow> rows;  ///< In the order of their first groups.
  std::int64_t row_count = 0;  ///< Before the limit.
};

/// Arranges `aggregates`, which has at least one key and no limit of its own; at most `limit` rows.
/// Throws Error(invalid_input) when the last key has more than 100 values, or when there is more
/// than one measure.
Pivot make_pivot(const Aggregates& aggregates, std::optional<std::int64_t> limit);

/// The grid as a table. A cell for people is mean ± spread (n), or the first statistic (n); n is
/// left out where it is 1.
Table pivot_table(const Aggregates& aggregates, const Pivot& pivot, TableReader reader);

}  // namespace cairn
