// Where SQL finds the value of a key: which column holds the least value of a metric, and how the
// values of children and of the runs upstream are reached from a run. Whoever looks at keys of
// others than the run itself asks here, so that "upstream" means the same runs everywhere: those
// that the run has a link to, never copies. For the source files of this module only.
#pragma once

#include <string>
#include <string_view>

#include "cairn/query/metric_name.h"
#include "cairn/query/sql_text.h"

namespace cairn {

/// The value at `point` in a row of the table of metrics with the alias `row`; NULL for NaN.
std::string metric_column(MetricPoint point, std::string_view row);

/// Of a run upstream p that a link l leads to: whether what it has now is what the other run read,
/// so that its attempt may be the one that the other run was made from.
inline constexpr std::string_view kIsAsRead = "coalesce(p.outputs GLOB l.read, 1)";

/// Which runs upstream.
enum class RelatedRuns {
  as_they_are,
  as_read,  ///< Without those that were made again since, with another result.
};
/// Those that have the value of a key: another attempt has other ones, but for what a run keeps
/// when it is made again.
RelatedRuns runs_with(KeyFamily family, std::string_view key);

/// The rows of all children of a run, as c, or of runs upstream of it, as p: what stands between
/// "FROM" and further conditions. `run` is where the run's number is found.
std::string related_rows(KeyOwner owner, std::string_view run, RelatedRuns upstream);

/// What a run's children, or the runs upstream, have under one key.
struct RelatedSql {
  SqlText from;       ///< " FROM … WHERE …"
  std::string value;  ///< Of a row; NULL where it has none, or NaN.
  std::string type;   ///< Its Value::Type; NULL where the column says it (fields, metrics).
};
RelatedSql related_sql(const Catalog& catalog, const KeyRef& key, std::string_view run);

}  // namespace cairn
