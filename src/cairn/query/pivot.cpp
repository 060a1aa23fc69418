#include "cairn/query/pivot.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/base/or_null.h"
#include "cairn/query/aggregate_text.h"
#include "cairn/query/key_column.h"
#include "cairn/query/table_builder.h"

namespace cairn {

namespace {

constexpr std::size_t kMostColumns = 100;

/// Values by which groups differ: 0.0 and -0.0 are equal numbers, and two groups.
bool is_same_key(const Value& left, const Value& right) { return to_json(left) == to_json(right); }

std::vector<Value> distinct_last_keys(const Aggregates& aggregates) {
  std::vector<Value> values;
  for (const AggregateGroup& group : aggregates.groups) values.push_back(group.keys.back());
  std::sort(values.begin(), values.end(), stands_before);
  values.erase(std::unique(values.begin(), values.end(), is_same_key), values.end());
  return values;
}

void check(const Aggregates& aggregates, std::size_t columns) {
  const std::string key = key_text(aggregates.keys.back());
  if (aggregates.measures.size() != 1) {
    throw Error(
        ErrorCode::invalid_input,
        fmt::format("a pivot shows one measure, --agg names {}", aggregates.measures.size()),
        fmt::format("try --agg '{}: mean,std'", key_text(aggregates.measures[0].key)));
  }
  if (columns > kMostColumns) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("'{}' has {} values, and a pivot has room for {} columns", key, columns,
                            kMostColumns),
                fmt::format("choose fewer runs, or make the values rows: --group-by {}", key));
  }
}

/// A value of the pivot's key: with its unit for people, as it is in a column of its own.
std::string title_text(const Value& value, CellKind kind, TableReader reader) {
  const bool has_unit =
      kind == CellKind::bytes || kind == CellKind::duration || kind == CellKind::time;
  if (has_unit && reader == TableReader::person) return cell_text(value, kind);
  return to_text(cell_value(value, kind));
}

std::vector<std::string> column_titles(const Aggregates& aggregates, const Pivot& pivot,
                                       TableReader reader) {
  const std::string key = key_text(aggregates.keys.back());
  const CellKind kind = key_kind(aggregates.keys.back());
  std::map<std::string, int> uses;
  for (const Value& value : pivot.columns) ++uses[title_text(value, kind, reader)];
  std::vector<std::string> titles;
  for (const Value& value : pivot.columns) {
    const std::string text = title_text(value, kind, reader);
    const bool is_unique = uses[text] == 1;  // 1 and "1" are two columns.
    titles.push_back(value.is_null()
                         ? fmt::format("no {}", key)
                         : fmt::format("{}={}", key, is_unique ? text : to_json(value)));
  }
  return titles;
}

Value cell_for_people(const Measure& measure, const AggregateCell& cell) {
  if (!cell.moments) return {};
  const std::optional<std::size_t> spread = spread_of(measure);
  const std::optional<double> value = spread ? cell.moments->mean : cell.values[0];
  if (!value) return {};
  if (const CellKind kind = measure_kind(measure); kind != CellKind::number) {
    const std::string text = cell_text(*value, kind);
    return cell.n() == 1 ? text : fmt::format("{} ({})", text, cell.n());
  }
  if (cell.n() == 1) return List{*value, Value()};
  return List{*value, spread ? or_null(cell.values[*spread]) : Value(), cell.n()};
}

std::string cells_note(const Measure& measure) {
  const std::optional<std::size_t> spread = spread_of(measure);
  const std::string what =
      spread ? "mean ± " + measure.statistics[*spread].name : measure.statistics[0].name;
  return fmt::format("cells: {} of {} (n), without n where it is 1", what, key_text(measure.key));
}

}  // namespace

Pivot make_pivot(const Aggregates& aggregates, std::optional<std::int64_t> limit) {
  Pivot pivot;
  pivot.columns = distinct_last_keys(aggregates);
  check(aggregates, pivot.columns.size());
  std::map<std::string, std::size_t> rows;
  for (std::size_t group = 0; group < aggregates.groups.size(); ++group) {
    const std::vector<Value>& all = aggregates.groups[group].keys;
    List keys(all.begin(), all.end() - 1);
    const auto [row, is_new] = rows.emplace(to_json(keys), pivot.rows.size());
    if (is_new) {
      pivot.rows.push_back({std::move(keys), {}});
      pivot.rows.back().groups.resize(pivot.columns.size());
    }
    const auto column =
        std::find_if(pivot.columns.begin(), pivot.columns.end(),
                     [&](const Value& value) { return is_same_key(value, all.back()); });
    pivot.rows[row->second].groups[static_cast<std::size_t>(column - pivot.columns.begin())] =
        group;
  }
  pivot.row_count = static_cast<std::int64_t>(pivot.rows.size());
  if (limit && *limit < pivot.row_count) pivot.rows.resize(static_cast<std::size_t>(*limit));
  return pivot;
}

Table pivot_table(const Aggregates& aggregates, const Pivot& pivot, TableReader reader) {
  const Measure& measure = aggregates.measures[0];
  TableBuilder builder(pivot.rows.size());
  const std::vector<std::string> key_names = key_titles(aggregates.keys);
  for (std::size_t key = 0; key + 1 < key_names.size(); ++key) {
    std::vector<Value> values;
    for (const PivotRow& row : pivot.rows) values.push_back(row.keys[key]);
    values = told_apart(std::move(values));
    builder.add(key_names[key], key_kind(aggregates.keys[key]), ColumnRole::key,
                [&](std::size_t row) { return values[row]; });
  }
  const std::vector<std::string> titles = column_titles(aggregates, pivot, reader);
  for (std::size_t column = 0; column < titles.size(); ++column) {
    const auto if_any = [&](std::size_t row, const auto& what) -> Value {
      const std::optional<std::size_t> group = pivot.rows[row].groups[column];
      return group ? Value(what(aggregates.groups[*group].cells[0])) : Value();
    };
    if (reader == TableReader::person) {
      // What the table is about stays whatever the width.
      const ColumnRole role = column == 0 ? ColumnRole::fixed : ColumnRole::metric;
      const CellKind kind =
          measure_kind(measure) == CellKind::number ? CellKind::spread : CellKind::text;
      builder.add(titles[column], kind, role, [&](std::size_t row) {
        return if_any(row,
                      [&](const AggregateCell& cell) { return cell_for_people(measure, cell); });
      });
      continue;
    }
    for (std::size_t s = 0; s < measure.statistics.size(); ++s) {
      const bool is_n = measure.statistics[s].kind == StatisticKind::n;
      builder.add(fmt::format("{}.{}", titles[column], measure.statistics[s].name),
                  CellKind::number, ColumnRole::fixed, [&](std::size_t row) {
                    return if_any(row, [&](const AggregateCell& cell) {
                      return is_n ? Value(cell.n()) : or_null(cell.values[s]);
                    });
                  });
    }
  }
  Table table = builder.take();
  if (reader == TableReader::machine) return table;
  table.chosen_by = "--csv";
  table.notes = {cells_note(measure)};
  if (static_cast<std::int64_t>(pivot.rows.size()) < pivot.row_count) {
    table.notes.push_back(fmt::format("{} of {} rows", pivot.rows.size(), pivot.row_count));
  }
  for (std::string& note : aggregate_notes(aggregates)) table.notes.push_back(std::move(note));
  return table;
}

}  // namespace cairn
