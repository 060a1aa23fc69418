#include "cairn/query/aggregate_json.h"

#include "cairn/base/or_null.h"
#include "cairn/query/aggregate_text.h"
#include "cairn/query/table_machine.h"

namespace cairn {

namespace {

Value cell_json(const Measure& measure, const AggregateCell& cell) {
  Map map;
  for (std::size_t s = 0; s < measure.statistics.size(); ++s) {
    const Statistic& statistic = measure.statistics[s];
    Value value = cell.values[s] ? Value(*cell.values[s]) : Value();
    if (statistic.kind == StatisticKind::n) value = cell.n();
    map.append(statistic.name, std::move(value));
  }
  return map;
}

Map keys_json(const Aggregates& aggregates, const std::vector<std::string>& titles,
              const std::vector<Value>& values) {
  Map map;
  for (std::size_t key = 0; key < values.size(); ++key) {
    map.append(titles[key], cell_value(values[key], key_kind(aggregates.keys[key])));
  }
  return map;
}

List titles_json(const std::vector<std::string>& titles) {
  return List(titles.begin(), titles.end());
}

// What was aggregated, and what was not: the same for groups and pivots.
void append_account(Map& map, const Aggregates& aggregates) {
  List mixed;
  for (const MixedKey& key : aggregates.mixed) {
    mixed.push_back(Map{{"key", key_text(key.key)},
                        {"values", key.values},
                        {"some_lack", key.some_lack},
                        {"asked_for", key.is_wanted}});
  }
  List upstream;
  for (const UpstreamKey& key : aggregates.upstream) {
    upstream.push_back(Map{{"stage", key.stage}, {"key", key.key}, {"values", key.values}});
  }
  Map left_out;
  for (std::size_t m = 0; m < aggregates.measures.size(); ++m) {
    left_out.append(measure_title(aggregates.measures, m),
                    Map{{"without", aggregates.left_out[m].without},
                        {"not_finite", aggregates.left_out[m].not_finite}});
  }
  map.append("runs", aggregates.runs);
  if (aggregates.members == KeyOwner::child) map.append("children", aggregates.children);
  map.append("over", std::move(mixed));
  map.append("upstream", std::move(upstream));
  List code;
  for (const MixedCode& one : aggregates.code) {
    code.push_back(Map{{"dep", text_or_null(one.what)}, {"versions", one.versions}});
  }
  map.append("code", std::move(code));
  map.append("left_out", std::move(left_out));
  map.append("repeats", aggregates.repeats.count);
  map.append("not_finished", aggregates.not_finished);
  map.append("not_measured", aggregates.not_measured);
}

Value test_json(const Aggregates& aggregates) {
  if (!aggregates.compared) return {};
  return Map{{"name", "Welch"},
             {"alpha", kAlpha},
             {"measure", measure_title(aggregates.measures, *aggregates.compared)}};
}

}  // namespace

List groups_json(const Aggregates& aggregates) {
  const std::vector<std::string> titles = key_titles(aggregates.keys);
  List groups;
  for (const AggregateGroup& group : aggregates.groups) {
    Map measures;
    for (std::size_t m = 0; m < aggregates.measures.size(); ++m) {
      measures.append(measure_title(aggregates.measures, m),
                      cell_json(aggregates.measures[m], group.cells[m]));
    }
    Map map{{"keys", keys_json(aggregates, titles, group.keys)},
            {members_word(aggregates.members), group.members},
            {"measures", std::move(measures)}};
    if (aggregates.compared) {
      map.append("tied_with_next", group.next ? Value(group.is_tied_with_next()) : Value());
      map.append("p_next", group.next ? Value(group.next->p) : Value());
    }
    groups.emplace_back(std::move(map));
  }
  return groups;
}

Value aggregates_json(const Aggregates& aggregates) {
  Map map{{"format", kJsonFormat},
          {"keys", titles_json(key_titles(aggregates.keys))},
          {"groups", groups_json(aggregates)},
          {"group_count", aggregates.group_count},
          {"test", test_json(aggregates)}};
  append_account(map, aggregates);
  return map;
}

List pivot_rows_json(const Aggregates& aggregates, const Pivot& pivot) {
  const std::vector<std::string> titles = key_titles(aggregates.keys);
  List rows;
  for (const PivotRow& row : pivot.rows) {
    List cells;
    for (const std::optional<std::size_t> group : row.groups) {
      cells.push_back(group ? cell_json(aggregates.measures[0], aggregates.groups[*group].cells[0])
                            : Value());
    }
    rows.push_back(
        Map{{"keys", keys_json(aggregates, titles, row.keys)}, {"cells", std::move(cells)}});
  }
  return rows;
}

Value pivot_json(const Aggregates& aggregates, const Pivot& pivot) {
  const std::vector<std::string> titles = key_titles(aggregates.keys);
  const CellKind kind = key_kind(aggregates.keys.back());
  List columns;
  for (const Value& value : pivot.columns) columns.push_back(cell_value(value, kind));
  Map map{
      {"format", kJsonFormat},         {"keys", titles_json({titles.begin(), titles.end() - 1})},
      {"pivot", titles.back()},        {"measure", key_text(aggregates.measures[0].key)},
      {"columns", std::move(columns)}, {"rows", pivot_rows_json(aggregates, pivot)},
      {"row_count", pivot.row_count}};
  append_account(map, aggregates);
  return map;
}

}  // namespace cairn
