#include "cairn/query/group_board.h"

#include <algorithm>

#include "cairn/query/aggregate_json.h"
#include "cairn/query/aggregate_text.h"
#include "cairn/query/json_view.h"

namespace cairn {

namespace {

// The keys that part the boards are the last ones of make_aggregates; people look for them first.
void put_last_keys_first(Aggregates& aggregates, std::size_t count) {
  const auto turn = [count](auto& keys) {
    std::rotate(keys.begin(), keys.end() - static_cast<std::ptrdiff_t>(count), keys.end());
  };
  turn(aggregates.keys);
  for (AggregateGroup& group : aggregates.groups) turn(group.keys);
}

// Whether both stand in one board.
bool share_board(const AggregateGroup& left, const AggregateGroup& right, std::size_t per) {
  const auto end = left.keys.begin() + static_cast<std::ptrdiff_t>(per);
  return std::equal(left.keys.begin(), end, right.keys.begin());
}

// Gives ranks and takes away what is beyond the limit of each board.
void rank_and_limit(GroupBoard& board, std::optional<std::int64_t> limit) {
  std::vector<AggregateGroup> shown;
  const AggregateGroup* before = nullptr;
  std::int64_t place = 0;
  std::int64_t rank = 0;
  for (AggregateGroup& group : board.aggregates.groups) {
    if (before && !share_board(*before, group, board.per)) before = nullptr;
    if (!before) place = 0;
    ++place;
    const std::optional<Moments>& moments = group.cells[0].moments;
    const bool is_equal = before && before->cells[0].moments && moments &&
                          before->cells[0].moments->mean == moments->mean;
    if (!is_equal) rank = place;
    before = &group;
    if (limit && place > *limit) continue;
    board.ranks.push_back(moments ? std::optional(rank) : std::nullopt);
    shown.push_back(group);
  }
  board.aggregates.groups = std::move(shown);
}

Value rank_value(const std::optional<std::int64_t>& rank) { return rank ? Value(*rank) : Value(); }

}  // namespace

GroupBoard make_group_board(const Catalog& catalog, const GroupBoardQuery& query) {
  AggregateQuery aggregate;
  aggregate.group_by = query.group_by;
  aggregate.over = query.over;
  aggregate.further = query.per;
  aggregate.measures = {{query.by.metric,
                         {parse_statistic("mean"), parse_statistic("ci95"), parse_statistic("std"),
                          parse_statistic("n")}}};
  aggregate.filter = query.filter;
  aggregate.sort = query.by.goal == MetricGoal::min ? "mean" : "-mean";
  aggregate.sort_by_further = true;
  aggregate.measured_stages_only = true;

  GroupBoard board;
  board.by = query.by;
  board.per = query.per.size();
  board.aggregates = make_aggregates(catalog, aggregate);
  put_last_keys_first(board.aggregates, board.per);
  rank_and_limit(board, query.limit);
  return board;
}

Table group_board_table(const GroupBoard& board, TableReader reader) {
  Table table = aggregate_table(board.aggregates, reader);
  const auto place = static_cast<std::ptrdiff_t>(board.per);
  table.columns.insert(table.columns.begin() + place,
                       {"rank", CellKind::integer, ColumnRole::fixed, {}});
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    table.rows[row].insert(table.rows[row].begin() + place, rank_value(board.ranks[row]));
  }
  table.chosen_by = "--csv";
  return table;
}

List group_board_rows_json(const GroupBoard& board) {
  List rows;
  const List groups = groups_json(board.aggregates);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    Map row{{"rank", rank_value(board.ranks[i])}};
    for (const auto& [key, value] : groups[i].as_map()) row.append(key, value);
    rows.emplace_back(std::move(row));
  }
  return rows;
}

Value group_board_json(const GroupBoard& board) {
  const std::vector<std::string> titles = key_titles(board.aggregates.keys);
  const Value aggregates = aggregates_json(board.aggregates);
  Map map{{"format", *aggregates.find("format")},
          {"by", own_text(board.by.metric)},
          {"direction", goal_name(board.by.goal)},
          {"per", one_or_list(List(titles.begin(),
                                   titles.begin() + static_cast<std::ptrdiff_t>(board.per)))}};
  for (const auto& [key, value] : aggregates.as_map()) {
    if (key != "format") map.append(key, value);
  }
  map.set("groups", group_board_rows_json(board));
  return map;
}

}  // namespace cairn
