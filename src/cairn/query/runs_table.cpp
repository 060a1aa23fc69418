#include "cairn/query/runs_table.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/catalog/archive_name.h"
#include "cairn/query/fields.h"

namespace cairn {

namespace {

struct UsualField {
  std::string_view name;
  ColumnRole role;
};
constexpr std::array kUsualFields = {
    UsualField{"id", ColumnRole::fixed},         UsualField{"name", ColumnRole::fixed},
    UsualField{"experiment", ColumnRole::field}, UsualField{"dataset", ColumnRole::field},
    UsualField{"stage", ColumnRole::field},      UsualField{"seed", ColumnRole::param},
    UsualField{"status", ColumnRole::fixed},     UsualField{"attempt", ColumnRole::field},
    UsualField{"created", ColumnRole::fixed},    UsualField{"duration", ColumnRole::field},
    UsualField{"copy", ColumnRole::field},
};
constexpr std::array kBoardFields = {
    UsualField{"experiment", ColumnRole::field},
    UsualField{"dataset", ColumnRole::field},
    UsualField{"stage", ColumnRole::field},
    UsualField{"seed", ColumnRole::param},
};

// A column and where its cells come from.
struct PlannedColumn {
  KeyRef key;
  TableColumn column;
};

PlannedColumn field_column(std::string_view name, ColumnRole role) {
  const RunField* field = find_run_field(name);
  if (!field) throw Error(ErrorCode::internal, fmt::format("no field '{}'", name));
  return {{KeyFamily::field, std::string(name)}, {std::string(name), field->kind, role, {}}};
}

// What was put away is marked wherever it stands among others; a column of its own only then.
void add_archived(std::vector<PlannedColumn>& columns, std::span<const RunRow> runs) {
  const bool has_any = std::any_of(runs.begin(), runs.end(),
                                   [](const RunRow& run) { return is_archived(run.path); });
  if (has_any) columns.push_back(field_column("archived", ColumnRole::fixed));
}

PlannedColumn key_column(const KeyRef& key, ColumnRole role) {
  const bool metric = key.family == KeyFamily::metric;
  return {key, {key.key, metric ? CellKind::number : CellKind::value, role, {}}};
}

// The keys that any of the runs uses, sorted.
struct UsedKeys {
  std::set<std::string> params;
  std::set<std::string> metrics;
};

UsedKeys used_keys(std::span<const RunRow> runs) {
  UsedKeys used;
  for (const RunRow& run : runs) {
    for (const auto& [key, value] : run.params) used.params.insert(key);
    for (const MetricRow& metric : run.metrics) used.metrics.insert(metric.key);
  }
  return used;
}

void add_used_keys(std::vector<PlannedColumn>& columns, const UsedKeys& used,
                   const std::string& first) {
  for (const std::string& key : used.params) {
    columns.push_back(key_column({KeyFamily::param, key}, ColumnRole::param));
  }
  if (used.metrics.contains(first)) {
    columns.push_back(key_column({KeyFamily::metric, first}, ColumnRole::metric));
  }
  for (const std::string& key : used.metrics) {
    if (key != first) columns.push_back(key_column({KeyFamily::metric, key}, ColumnRole::metric));
  }
}

// One title for two columns would make a JSON object with one key twice.
void tell_apart(std::vector<PlannedColumn>& columns, const std::vector<TableColumn>& before) {
  std::unordered_map<std::string, int> uses;
  for (const TableColumn& column : before) ++uses[column.title];
  for (const PlannedColumn& planned : columns) ++uses[planned.column.title];
  for (PlannedColumn& planned : columns) {
    if (uses[planned.column.title] < 2) continue;
    if (planned.key.family == KeyFamily::param) planned.column.title = "params." + planned.key.key;
    if (planned.key.family == KeyFamily::metric)
      planned.column.title = "metrics." + planned.key.key;
    if (planned.key.family == KeyFamily::tag) planned.column.title = "tags." + planned.key.key;
  }
}

// Fills rows of null cells, one pass over each run's own keys: with 10,000 keys a search for each
// cell would take the square of it.
class RowFiller {
 public:
  explicit RowFiller(const std::vector<PlannedColumn>& columns) : size_(columns.size()) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const KeyRef& key = columns[i].key;
      if (key.family == KeyFamily::field)
        fields_.emplace_back(i, find_run_field(key.key));
      else
        places_[static_cast<std::size_t>(key.family)].emplace(key.key, i);
    }
  }

  std::vector<Value> row(const RunRow& run) const {
    std::vector<Value> cells(size_);
    for (const auto& [place, field] : fields_) cells[place] = field->read(run);
    for (const auto& [key, value] : run.params) put(cells, KeyFamily::param, key, value);
    for (const auto& [key, value] : run.tags) put(cells, KeyFamily::tag, key, value);
    for (const MetricRow& metric : run.metrics) {
      put(cells, KeyFamily::metric, metric.key, metric.value);
    }
    return cells;
  }

 private:
  void put(std::vector<Value>& cells, KeyFamily family, const std::string& key,
           const Value& value) const {
    const auto [first, last] = places_[static_cast<std::size_t>(family)].equal_range(key);
    for (auto place = first; place != last; ++place) cells[place->second] = value;
  }

  std::size_t size_;
  std::vector<std::pair<std::size_t, const RunField*>> fields_;
  std::array<std::unordered_multimap<std::string, std::size_t>, 4> places_;
};

// A table of `columns`, for use behind columns with the titles of `before`.
Table build(std::span<const RunRow> runs, std::vector<PlannedColumn> columns,
            const std::vector<TableColumn>& before = {}) {
  tell_apart(columns, before);
  const RowFiller filler(columns);
  Table table;
  for (PlannedColumn& planned : columns) table.columns.push_back(std::move(planned.column));
  for (const RunRow& run : runs) table.rows.push_back(filler.row(run));
  return table;
}

// The board's own columns, before those of its runs.
std::vector<TableColumn> board_columns(const Leaderboard& board) {
  std::vector<TableColumn> columns;
  if (board.per) columns.push_back({board.per->key, CellKind::value, ColumnRole::fixed, {}});
  columns.push_back({"rank", CellKind::integer, ColumnRole::fixed, {}});
  return columns;
}

std::vector<std::string> board_notes(const Leaderboard& board) {
  std::vector<std::string> notes;
  const std::string_view goal = board.goal == MetricGoal::min ? "lowest" : "highest";
  for (const LeaderboardGroup& group : board.groups) {
    const std::string label =
        board.per ? fmt::format("{}: ", group.value.is_null() ? "no " + board.per->key
                                                              : to_text(group.value))
                  : std::string();
    const std::string shown = static_cast<std::int64_t>(group.entries.size()) < group.ranked
                                  ? fmt::format("best {} of ", group.entries.size())
                                  : std::string();
    notes.push_back(
        fmt::format("{}{}n = {}, {} {} first", label, shown, group.ranked, goal, board.metric));
  }
  for (std::string& line : left_out(board)) notes.push_back(std::move(line));
  return notes;
}

std::vector<PlannedColumn> board_run_columns(const Leaderboard& board,
                                             std::span<const RunRow> runs) {
  std::vector<PlannedColumn> columns = {field_column("id", ColumnRole::fixed),
                                        field_column("name", ColumnRole::fixed)};
  columns.push_back(key_column({KeyFamily::metric, board.metric}, ColumnRole::fixed));
  // Over several boards the best cell of a column would be that of one of them only.
  if (board.groups.size() < 2) columns.back().column.best = board.goal;
  const auto is_per = [&](KeyFamily family, std::string_view key) {
    return board.per && board.per->family == family && board.per->key == key;
  };
  for (const UsualField& usual : kBoardFields) {
    if (!is_per(KeyFamily::field, usual.name))
      columns.push_back(field_column(usual.name, usual.role));
  }
  add_archived(columns, runs);
  UsedKeys used = used_keys(runs);
  used.metrics.erase(board.metric);
  if (board.per && board.per->family == KeyFamily::param) used.params.erase(board.per->key);
  add_used_keys(columns, used, {});
  return columns;
}

std::vector<PlannedColumn> asked_columns(const std::vector<KeyRef>& keys) {
  std::vector<PlannedColumn> columns;
  for (auto key_at = keys.begin(); key_at != keys.end(); ++key_at) {
    const KeyRef& key = *key_at;
    if (std::find(keys.begin(), key_at, key) != key_at) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("the column '{}' stands twice", key_text(key)));
    }
    columns.push_back(key.family == KeyFamily::field ? field_column(key.key, ColumnRole::fixed)
                                                     : key_column(key, ColumnRole::fixed));
  }
  return columns;
}

std::vector<RunRow> shown_runs(const Leaderboard& board) {
  std::vector<RunRow> runs;
  for (const LeaderboardGroup& group : board.groups) {
    for (const LeaderboardEntry& entry : group.entries) runs.push_back(entry.run);
  }
  return runs;
}

// Board and rank, then `columns` of the runs.
Table build_board(const Leaderboard& board, const std::vector<RunRow>& runs,
                  std::vector<PlannedColumn> columns) {
  Table table;
  table.columns = board_columns(board);
  Table inner = build(runs, std::move(columns), table.columns);
  table.columns.insert(table.columns.end(), inner.columns.begin(), inner.columns.end());
  auto row = inner.rows.begin();
  for (const LeaderboardGroup& group : board.groups) {
    for (const LeaderboardEntry& entry : group.entries) {
      std::vector<Value> cells;
      if (board.per) cells.push_back(group.value);
      cells.emplace_back(entry.rank);
      cells.insert(cells.end(), row->begin(), row->end());
      table.rows.push_back(std::move(cells));
      ++row;
    }
  }
  table.notes = board_notes(board);
  return table;
}

}  // namespace

Table runs_table(std::span<const RunRow> runs) {
  std::vector<PlannedColumn> columns;
  for (const UsualField& usual : kUsualFields)
    columns.push_back(field_column(usual.name, usual.role));
  add_archived(columns, runs);
  add_used_keys(columns, used_keys(runs), runs.empty() ? std::string() : runs[0].rank_metric);
  return build(runs, std::move(columns));
}

Table runs_table(std::span<const RunRow> runs, const std::vector<KeyRef>& columns) {
  return build(runs, asked_columns(columns));
}

Table leaderboard_table(const Leaderboard& board) {
  const std::vector<RunRow> runs = shown_runs(board);
  return build_board(board, runs, board_run_columns(board, runs));
}

Table leaderboard_table(const Leaderboard& board, const std::vector<KeyRef>& columns) {
  return build_board(board, shown_runs(board), asked_columns(columns));
}

std::vector<KeyRef> parse_columns(const Catalog& catalog, std::string_view text) {
  std::vector<KeyRef> columns;
  for (const std::string& name : split(text, ',')) {
    if (name.empty()) {
      throw Error(ErrorCode::invalid_input, fmt::format("an empty name in the columns '{}'", text),
                  "write names with commas between them: id,val.rmse,params.lr");
    }
    columns.push_back(resolve_key(catalog, name));
  }
  return columns;
}

}  // namespace cairn
