// The index of the first sort key (a metric, param or tag) walked in order, so that the best 100 of
// a million cost what the best 100 of 100 cost. The rows of runs are not looked at where neither
// the filter nor equal values ask for them. For the source files of this module only.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/catalog/rowid_set.h"
#include "cairn/query/runs_query.h"
#include "cairn/query/sort_sql.h"
#include "cairn/query/sql_text.h"

namespace cairn {

class ValueWalk {
 public:
  /// The first sort key of `query`, which must outlive this, has an index of its values.
  ValueWalk(const Catalog& catalog, const RunsQuery& query);

  /// Whether the filter asks no run for its row, which makes a step cheaper.
  bool is_of_values() const { return is_of_values_; }

  /// The page, when it is full of runs from the first part of the index, which a filter that passes
  /// one run in thirty fills; else nullopt. The query has a limit.
  std::optional<std::vector<std::int64_t>> find_near();

  /// The page from the whole index; only runs of `among`, if given. The runs without a value
  /// follow, if there is room for them.
  std::vector<std::int64_t> find(RowidSet* among);

 private:
  bool probe();
  std::optional<std::vector<std::int64_t>> page_by_values(RowidSet* among, const SqlText& bound);
  std::vector<std::int64_t> page(RowidSet* among, const SqlText& bound);
  SqlText of_values(std::string_view what, RowidSet* among);
  SqlText of_runs(std::string_view what, RowidSet* among);

  const Catalog& catalog_;
  const RunsQuery& query_;
  std::string_view table_;
  std::int64_t key_;
  std::string_view direction_;
  SortSql sort_;  // Of what decides between equal values.
  bool is_of_values_;
  RowidSet copies_;  // Those that are not listed, where rows are not looked at.
};

}  // namespace cairn
