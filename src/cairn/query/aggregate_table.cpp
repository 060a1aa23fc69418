#include "cairn/query/aggregate_table.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/or_null.h"
#include "cairn/query/aggregate_text.h"
#include "cairn/query/table_builder.h"

namespace cairn {

namespace {

// Keys stay whatever the width: a group without its keys is nothing.
void add_group_keys(TableBuilder& builder, const Aggregates& aggregates) {
  const std::vector<std::string> titles = key_titles(aggregates.keys);
  for (std::size_t key = 0; key < titles.size(); ++key) {
    std::vector<Value> values;
    for (const AggregateGroup& group : aggregates.groups) values.push_back(group.keys[key]);
    values = told_apart(std::move(values));
    builder.add(titles[key], key_kind(aggregates.keys[key]), ColumnRole::key,
                [&](std::size_t row) { return values[row]; });
  }
}

void add_spread(TableBuilder& builder, const Aggregates& aggregates, std::size_t m,
                ColumnRole role) {
  const Measure& measure = aggregates.measures[m];
  const std::size_t spread = *spread_of(measure);
  builder.add(fmt::format("{} ± {}", measure_title(aggregates.measures, m),
                          measure.statistics[spread].name),
              CellKind::spread, role, [&](std::size_t row) -> Value {
                const AggregateCell& cell = aggregates.groups[row].cells[m];
                if (!cell.moments) return {};
                return List{cell.moments->mean, or_null(cell.values[spread])};
              });
}

void add_measure(TableBuilder& builder, const Aggregates& aggregates, std::size_t m) {
  const Measure& measure = aggregates.measures[m];
  const std::optional<std::size_t> spread = spread_of(measure);
  // What the table is about stays whatever the width.
  ColumnRole role = m == 0 ? ColumnRole::fixed : ColumnRole::metric;
  if (spread) add_spread(builder, aggregates, m, std::exchange(role, ColumnRole::metric));
  for (std::size_t s = 0; s < measure.statistics.size(); ++s) {
    const Statistic& statistic = measure.statistics[s];
    const bool stands_elsewhere = statistic.kind == StatisticKind::n || s == spread ||
                                  (spread && statistic.kind == StatisticKind::mean);
    if (stands_elsewhere) continue;
    builder.add(statistic_title(aggregates.measures, m, s), measure_kind(measure),
                std::exchange(role, ColumnRole::metric), [&](std::size_t row) {
                  return or_null(aggregates.groups[row].cells[m].values[s]);
                });
  }
}

void add_ties(TableBuilder& builder, const Aggregates& aggregates) {
  const std::vector<std::string> marks = tie_marks(aggregates.groups);
  builder.add("tied", CellKind::text, ColumnRole::fixed,
              [&](std::size_t row) { return Value(marks[row]); });
}

void add_n(TableBuilder& builder, const Aggregates& aggregates, std::size_t m, std::string title) {
  builder.add(std::move(title), CellKind::integer, ColumnRole::fixed,
              [&](std::size_t row) { return Value(aggregates.groups[row].cells[m].n()); });
}

bool all_measures_share_n(const Aggregates& aggregates) {
  return std::all_of(
      aggregates.groups.begin(), aggregates.groups.end(), [](const AggregateGroup& group) {
        return std::all_of(group.cells.begin(), group.cells.end(), [&](const AggregateCell& cell) {
          return cell.n() == group.cells[0].n();
        });
      });
}

Table table_for_people(const Aggregates& aggregates) {
  TableBuilder builder(aggregates.groups.size());
  add_group_keys(builder, aggregates);
  const bool one_n = all_measures_share_n(aggregates);
  for (std::size_t m = 0; m < aggregates.measures.size(); ++m) {
    add_measure(builder, aggregates, m);
    if (aggregates.compared == m) add_ties(builder, aggregates);
    if (!one_n) add_n(builder, aggregates, m, measure_title(aggregates.measures, m) + ".n");
    if (one_n && m == 0) add_n(builder, aggregates, m, "n");
  }
  Table table = builder.take();
  table.chosen_by = "--agg";
  table.notes = tie_notes(aggregates);
  for (std::string& note : aggregate_notes(aggregates)) table.notes.push_back(std::move(note));
  return table;
}

void add_tests(TableBuilder& builder, const Aggregates& aggregates) {
  const auto if_tested = [&](std::size_t row, const auto& what) -> Value {
    const AggregateGroup& group = aggregates.groups[row];
    return group.next ? Value(what(group)) : Value();
  };
  builder.add("tied_with_next", CellKind::value, ColumnRole::fixed, [&](std::size_t row) {
    return if_tested(row, [](const AggregateGroup& group) { return group.is_tied_with_next(); });
  });
  builder.add("p_next", CellKind::number, ColumnRole::fixed, [&](std::size_t row) {
    return if_tested(row, [](const AggregateGroup& group) { return group.next->p; });
  });
}

Table table_for_machines(const Aggregates& aggregates) {
  TableBuilder builder(aggregates.groups.size());
  add_group_keys(builder, aggregates);
  for (std::size_t m = 0; m < aggregates.measures.size(); ++m) {
    const Measure& measure = aggregates.measures[m];
    for (std::size_t s = 0; s < measure.statistics.size(); ++s) {
      const std::string title = statistic_title(aggregates.measures, m, s);
      if (measure.statistics[s].kind == StatisticKind::n) {
        add_n(builder, aggregates, m, title);
        continue;
      }
      builder.add(title, CellKind::number, ColumnRole::fixed, [&](std::size_t row) {
        return or_null(aggregates.groups[row].cells[m].values[s]);
      });
    }
  }
  if (aggregates.compared) add_tests(builder, aggregates);
  return builder.take();
}

}  // namespace

Table aggregate_table(const Aggregates& aggregates, TableReader reader) {
  return reader == TableReader::person ? table_for_people(aggregates)
                                       : table_for_machines(aggregates);
}

}  // namespace cairn
