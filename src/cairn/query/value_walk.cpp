#include "cairn/query/value_walk.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "cairn/query/filter_candidates.h"
#include "cairn/query/filter_sql.h"
#include "cairn/query/key_sql.h"

namespace cairn {

namespace {

// How far the index is walked for each run that is wanted, before the filter is taken to pass so
// few that they are found the other way round.
constexpr std::int64_t kWalkedPerRun = 30;
constexpr std::int64_t kLeastWalk = 1000;
// So many from its beginning are looked at first: where none of them passes, the walk is not begun.
constexpr std::int64_t kProbe = 100;

bool asks_rows(const FilterNode& node) {
  const auto any_asks = [](const std::vector<FilterNode>& parts) {
    return std::ranges::any_of(parts, asks_rows);
  };
  if (const auto* all = std::get_if<FilterAll>(&node.node)) return any_asks(all->parts);
  if (const auto* any = std::get_if<FilterAny>(&node.node)) return any_asks(any->parts);
  if (const auto* negated = std::get_if<FilterNot>(&node.node)) return any_asks(negated->part);
  if (const auto* has = std::get_if<FilterHas>(&node.node)) {
    return has->what == FilterHas::What::group;
  }
  const FilterKey& key = std::get<FilterTerm>(node.node).key;
  return key.scope == KeyOwner::run && key.family == FilterFamily::field;
}

/// Whether `filter` says anything of the row of a run, but that it is no copy.
bool asks_rows(const RunsFilter& filter) {
  const bool by_field = filter.experiment || filter.dataset || filter.stage || filter.kind ||
                        filter.status || filter.below;
  return by_field || (filter.where && asks_rows(filter.where->root));
}

/// What SQLite holds for equal. Large numbers that differ may count as equal.
struct Ordered {
  bool is_text = false;
  std::string text;
  double number = 0;

  bool operator==(const Ordered&) const = default;
};

Ordered ordered(const Statement& row, int column) {
  if (row.type(column) != ColumnType::text) return {.number = row.real(column)};
  return {.is_text = true, .text = std::string(row.text(column))};
}

}  // namespace

ValueWalk::ValueWalk(const Catalog& catalog, const RunsQuery& query)
    : catalog_(catalog),
      query_(query),
      table_(value_table(query.sort[0].key.family, KeyOwner::run)),
      key_(number_of(catalog, query.sort[0].key)),
      direction_(direction(query.sort[0].order)),
      sort_(sort_sql(catalog, query.sort, 1)),
      is_of_values_(!asks_rows(query.filter)),
      copies_(greatest_rowid(catalog)) {
  if (!is_of_values_ || query.filter.copies == CopyPolicy::show) return;
  SqlText sql;
  sql.add("SELECT collect(?, run) FROM runs WHERE copy > 0", copies_);
  sql.prepare(catalog.database()).run();
}

// The part ends between two values, so that runs of equal values are all in it.
std::optional<std::vector<std::int64_t>> ValueWalk::find_near() {
  if (!probe()) return std::nullopt;
  const std::int64_t wanted = *query_.limit + query_.offset;
  const std::int64_t walk = std::max(kLeastWalk, kWalkedPerRun * wanted);
  const bool ascending = query_.sort[0].order == SortOrder::ascending;
  SqlText bound;
  bound.add(fmt::format(" AND v.value {} (", ascending ? "<=" : ">="));
  bound.add(fmt::format("SELECT value FROM {} WHERE value IS NOT NULL AND key = ?", table_), key_);
  bound.add(fmt::format(" ORDER BY value {} LIMIT 1 OFFSET ?)", direction_), walk);
  std::vector<std::int64_t> found = page(nullptr, bound);
  if (static_cast<std::int64_t>(found.size()) < *query_.limit) return std::nullopt;
  return found;
}

std::vector<std::int64_t> ValueWalk::find(RowidSet* among) {
  const std::int64_t limit = query_.limit.value_or(-1);
  std::vector<std::int64_t> rowids = page(among, {});
  const auto found = static_cast<std::int64_t>(rowids.size());
  if (limit >= 0 && found == limit) return rowids;

  // How many with a value came before the page is only unknown when none of them is on it.
  const std::int64_t valued = found > 0 || query_.offset == 0
                                  ? query_.offset + found
                                  : rowids_of(catalog_, of_runs("count(*)", among)).at(0);
  SqlText rest;
  rest.add("SELECT r.run FROM runs r").add(sort_.joins);
  rest.add(where_clause(catalog_, query_.filter));
  if (among != nullptr) rest.add(" AND holds(?, r.run)", *among);
  rest.add(fmt::format(" AND NOT EXISTS (SELECT 1 FROM {} v WHERE v.run = r.run"
                       " AND v.value IS NOT NULL AND v.key = ?) ORDER BY ",
                       table_),
           key_);
  rest.add(sort_.order);
  const std::int64_t left = limit < 0 ? -1 : limit - found;
  add_page(rest, left, std::max<std::int64_t>(0, query_.offset - valued));
  const std::vector<std::int64_t> tail = rowids_of(catalog_, rest);
  rowids.insert(rowids.end(), tail.begin(), tail.end());
  return rowids;
}

/// Whether any of the first runs passes the filter.
bool ValueWalk::probe() {
  SqlText first;
  first.add(fmt::format("(SELECT run FROM {} WHERE value IS NOT NULL AND key = ?", table_), key_);
  first.add(fmt::format(" ORDER BY value {} LIMIT ?) v", direction_), kProbe);
  SqlText sql;
  sql.add("SELECT v.run FROM ").add(first);
  if (is_of_values_) {
    sql.add(" WHERE TRUE").add(conditions(catalog_, query_.filter, "v.run"));
  } else {
    sql.add(" CROSS JOIN runs r ON r.run = v.run");
    sql.add(where_clause(catalog_, query_.filter, "v.run"));
  }
  return !rowids_of(catalog_, sql.add(" LIMIT 1")).empty();
}

/// Those of the page that have a value, within `bound`.
std::vector<std::int64_t> ValueWalk::page(RowidSet* among, const SqlText& bound) {
  if (is_of_values_ && query_.limit) {
    if (auto found = page_by_values(among, bound)) return *std::move(found);
  }
  SqlText sql = of_runs("r.run", among).add(bound);
  sql.add(fmt::format(" ORDER BY v.value {}, ", direction_)).add(sort_.order);
  return rowids_of(catalog_, add_page(sql, query_.limit.value_or(-1), query_.offset));
}

/// The same without a look at the rows of the runs; nullopt where equal values leave the order, or
/// the end of the page, to what stands there.
std::optional<std::vector<std::int64_t>> ValueWalk::page_by_values(RowidSet* among,
                                                                   const SqlText& bound) {
  const std::int64_t end = query_.offset + *query_.limit;
  SqlText sql = of_values("v.run, v.value", among).add(bound);
  sql.add(fmt::format(" ORDER BY v.value {} LIMIT ?", direction_), end + 1);
  Statement row = sql.prepare(catalog_.database());
  std::vector<std::int64_t> rowids;
  std::optional<Ordered> last;
  for (std::int64_t number = 0; row.step(); ++number) {
    Ordered value = ordered(row, 1);
    if (last == value) return std::nullopt;
    last = std::move(value);
    if (number >= query_.offset && number < end) rowids.push_back(row.integer(0));
  }
  return rowids;
}

/// What has a value and passes the filter, and is in `among`, if given; from values alone.
SqlText ValueWalk::of_values(std::string_view what, RowidSet* among) {
  SqlText sql;
  sql.add(fmt::format("SELECT {} FROM {} v WHERE v.value IS NOT NULL AND v.key = ?", what, table_),
          key_);
  if (among != nullptr) sql.add(" AND holds(?, v.run)", *among);
  sql.add(" AND NOT holds(?, v.run)", copies_);
  return sql.add(conditions(catalog_, query_.filter, "v.run"));
}

/// The same with the rows of the runs as `r`; a set is asked before them.
SqlText ValueWalk::of_runs(std::string_view what, RowidSet* among) {
  SqlText sql;
  sql.add(fmt::format("SELECT {} FROM {} v CROSS JOIN runs r ON r.run = v.run", what, table_));
  if (among != nullptr) sql.add(" AND holds(?, v.run)", *among);
  sql.add(sort_.joins);
  sql.add(where_clause(catalog_, query_.filter, "v.run"));
  return sql.add(" AND v.value IS NOT NULL AND v.key = ?", key_);
}

}  // namespace cairn
