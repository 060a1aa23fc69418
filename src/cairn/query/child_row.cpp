#include "cairn/query/child_row.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "cairn/base/fs.h"
#include "cairn/query/aggregate_sort.h"
#include "cairn/query/runs_table.h"

namespace cairn {

namespace {

std::vector<Value> column_of(const Catalog& catalog, const KeyRef& key,
                             const std::vector<RunRow>& rows, KeyOwner owner) {
  const Table table = runs_table(catalog, rows, {key}, owner);
  std::vector<Value> cells;
  for (const std::vector<Value>& row : table.rows) cells.push_back(row[0]);
  return cells;
}

/// Of several values, of runs upstream, the one that comes first in this order.
Value first_of(const Value& cell, SortOrder order) {
  if (!cell.is_list() || cell.as_list().empty()) return cell;
  return order == SortOrder::ascending ? cell.as_list().front() : cell.as_list().back();
}

/// What counts under one key, for each child.
std::vector<Value> cells_of(const Catalog& catalog, const SortKey& by,
                            const std::vector<RunRow>& runs, const std::vector<RunRow>& children,
                            const std::vector<std::size_t>& run_of) {
  std::vector<Value> cells = column_of(catalog, by.key, children, KeyOwner::child);
  if (std::ranges::all_of(cells, &Value::is_null) && by.key.owner == KeyOwner::run) {
    const std::vector<Value> theirs = column_of(catalog, by.key, runs, KeyOwner::run);
    for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = theirs[run_of[i]];
  }
  if (by.key.owner == KeyOwner::parent) {
    for (Value& cell : cells) cell = first_of(cell, by.order);
  }
  return cells;
}

}  // namespace

RunRow child_as_row(const RunRow& run, const ChildRow& child) {
  RunRow row = run;
  row.id = child.id;
  row.digest = child.digest;
  row.kind = child.kind;
  row.name = fmt::format("{}/{}", run.name.empty() ? run.id.text : run.name, child.name);
  row.path = child.path.empty() ? run.path : join_path(run.path, child.path);
  row.size = child.size;
  row.params = child.params;
  row.metrics = child.metrics;
  return row;
}

std::vector<RunRow> children_of(const Catalog& catalog, const std::vector<RunRow>& runs,
                                const std::vector<SortKey>& sort) {
  std::vector<RunRow> rows;
  std::vector<std::size_t> run_of;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    for (const ChildRow& child : runs[i].children) {
      rows.push_back(child_as_row(runs[i], child));
      run_of.push_back(i);
    }
  }
  if (sort.empty()) return rows;
  std::vector<std::vector<Value>> columns;
  for (const SortKey& by : sort) columns.push_back(cells_of(catalog, by, runs, rows, run_of));
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    for (std::size_t key = 0; key < sort.size(); ++key) {
      const int result = compare_values(columns[key][a], columns[key][b], sort[key].order);
      if (result != 0) return result < 0;
    }
    return false;
  });
  std::vector<RunRow> sorted;
  for (const std::size_t place : order) sorted.push_back(std::move(rows[place]));
  return sorted;
}

}  // namespace cairn
