// Tables of aggregates. For people: mean ± spread in one column, one n where all measures agree,
// and a bracket beside neighbours that a test cannot tell apart. For machines: every statistic in a
// column of its own, unrounded. It does not aggregate.
#pragma once

#include "cairn/query/aggregate.h"
#include "cairn/query/table.h"

namespace cairn {

/// Whom a table of aggregates is for.
enum class TableReader { person, machine };

/// One row for each group.
Table aggregate_table(const Aggregates& aggregates, TableReader reader);

}  // namespace cairn
