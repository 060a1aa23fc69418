// Which runs, in which order, how many: the question behind `cairn ls`, answered by the catalog's
// indexes. Only what is returned is loaded. It does not know how rows are shown, nor how a filter
// is read or compiled.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/query/metric_name.h"
#include "cairn/spec/filter.h"

namespace cairn {

/// Whether older copies of a run are listed beside it.
enum class CopyPolicy { hide, show };

/// How a comparison with a single step of a metric came out: of the runs that are in neither list
/// it is unknown. Sorted.
struct StepAnswer {
  std::vector<std::int64_t> yes;
  std::vector<std::int64_t> no;
};

/// Which runs are meant; an absent part means all.
struct RunsFilter {
  std::optional<std::string> experiment;
  std::optional<std::string> dataset;
  std::optional<std::string> stage;
  std::optional<std::string> kind;
  std::optional<RunStatus> status;
  bool names_statuses = false;       ///< Whether `where` says which statuses, as `status` would.
  std::optional<std::string> below;  ///< A folder: its run and all runs below it.
  std::optional<std::vector<std::int64_t>> rowids;  ///< Only these (the result of another query).
  std::string search;                               ///< Words in names, notes, tags; empty: all.
  std::optional<Filter> where;                      ///< Read by read_filter().
  std::vector<StepAnswer> steps;                    ///< By FilterTerm::answer (filter_steps.h).
  CopyPolicy copies = CopyPolicy::hide;
};

enum class SortOrder { ascending, descending };

/// One sort key. Runs that lack the value come last in either order. Of several values, of children
/// or runs upstream, that one counts which comes first: the least, descending the greatest.
struct SortKey {
  KeyRef key;
  SortOrder order = SortOrder::ascending;
};

/// Without sort keys the newest run comes first; that also decides between equal ones.
struct RunsQuery {
  RunsFilter filter;
  std::vector<SortKey> sort;
  std::optional<std::int64_t> limit;
  std::int64_t offset = 0;
};

/// Reads "-val.rmse,name": names by read_key, `-` for descending. Throws Error(invalid_input).
std::vector<SortKey> parse_sort(const Catalog& catalog, std::string_view text);

/// The rowids that `query` means, in order.
std::vector<std::int64_t> find_runs(const Catalog& catalog, const RunsQuery& query);

/// The runs that `query` means, in order.
std::vector<RunRow> query_runs(const Catalog& catalog, const RunsQuery& query,
                               RunParts parts = RunParts::columns);

/// How many runs pass `filter`.
std::int64_t count_runs(const Catalog& catalog, const RunsFilter& filter);

}  // namespace cairn
