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
#include "cairn/query/rank_rules.h"
#include "cairn/query/related_values.h"

namespace cairn {

namespace {

struct UsualField {
  std::string_view name;
  ColumnRole role;
};
// Few projects number their datasets: a column only where some run has one.
constexpr std::string_view kVersion = "dataset.version";

constexpr std::array kUsualFields = {
    UsualField{"id", ColumnRole::fixed},         UsualField{"name", ColumnRole::fixed},
    UsualField{"experiment", ColumnRole::field}, UsualField{"dataset", ColumnRole::param},
    UsualField{kVersion, ColumnRole::param},     UsualField{"stage", ColumnRole::field},
    UsualField{"seed", ColumnRole::param},       UsualField{"status", ColumnRole::fixed},
    UsualField{"attempt", ColumnRole::field},    UsualField{"created", ColumnRole::spare},
    UsualField{"duration", ColumnRole::spare},   UsualField{"copy", ColumnRole::field},
};
constexpr std::array kBoardFields = {
    UsualField{"experiment", ColumnRole::field}, UsualField{"dataset", ColumnRole::param},
    UsualField{kVersion, ColumnRole::param},     UsualField{"stage", ColumnRole::field},
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

bool is_usual(const UsualField& field, std::span<const RunRow> runs) {
  return field.name != kVersion || std::any_of(runs.begin(), runs.end(), [](const RunRow& run) {
           return !run.dataset_version.empty();
         });
}

// A status that all share tells nothing of any.
ColumnRole role_of(const UsualField& field, std::span<const RunRow> runs) {
  const bool agrees = field.name == "status" &&
                      std::all_of(runs.begin(), runs.end(),
                                  [&](const RunRow& run) { return run.status == runs[0].status; });
  return agrees ? ColumnRole::spare : field.role;
}

// What was put away is marked wherever it stands among others; a column of its own only then.
void add_archived(std::vector<PlannedColumn>& columns, std::span<const RunRow> runs) {
  const bool has_any = std::any_of(runs.begin(), runs.end(),
                                   [](const RunRow& run) { return is_archived(run.path); });
  if (has_any) columns.push_back(field_column("archived", ColumnRole::fixed));
}

CellKind shown_kind(const KeyRef& key) {
  if (key.family == KeyFamily::metric) return CellKind::number;
  if (key.family == KeyFamily::field) return field_kind(key.owner, key.key).value();
  return key.owner == KeyOwner::run ? CellKind::value : CellKind::values;
}

PlannedColumn key_column(const KeyRef& key, ColumnRole role) {
  return {key, {key_text(key), shown_kind(key), role, {}}};
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
    planned.column.title = full_text(planned.key);
  }
}

double value_at(const MetricRow& metric, MetricPoint point) {
  if (metric.points < 2) return metric.value;
  switch (point) {
    case MetricPoint::first:
      return metric.first;
    case MetricPoint::min:
      return metric.least;
    case MetricPoint::max:
      return metric.most;
    case MetricPoint::last:
    case MetricPoint::at_step:
      break;
  }
  return metric.value;
}

// Whether a row that is no run has it: the fields of child_as_row are those of a run.
bool is_in_row(const KeyRef& key, KeyOwner rows) {
  return key.owner == rows && key.family != KeyFamily::field;
}

// Fills rows of null cells, one pass over each run's own keys: with 10,000 keys a search for each
// cell would take the square of it.
class RowFiller {
 public:
  RowFiller(const std::vector<PlannedColumn>& columns, KeyOwner rows) : size_(columns.size()) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const KeyRef& key = columns[i].key;
      if (key.owner != KeyOwner::run && !is_in_row(key, rows)) continue;
      if (key.family == KeyFamily::field)
        fields_.emplace_back(i, find_run_field(key.key));
      else
        places_[static_cast<std::size_t>(key.family)].emplace(key.key, Place{i, key.point});
    }
  }

  std::vector<Value> row(const RunRow& run) const {
    std::vector<Value> cells(size_);
    for (const auto& [place, field] : fields_) cells[place] = field->read(run);
    for (const auto& [key, value] : run.params) {
      put(KeyFamily::param, key, [&](Place place) { cells[place.column] = value; });
    }
    for (const auto& [key, value] : run.tags) {
      put(KeyFamily::tag, key, [&](Place place) { cells[place.column] = value; });
    }
    for (const MetricRow& metric : run.metrics) {
      put(KeyFamily::metric, metric.key,
          [&](Place place) { cells[place.column] = value_at(metric, place.point); });
    }
    return cells;
  }

 private:
  struct Place {
    std::size_t column;
    MetricPoint point;
  };

  template <typename Set>
  void put(KeyFamily family, const std::string& key, const Set& set) const {
    const auto [first, last] = places_[static_cast<std::size_t>(family)].equal_range(key);
    for (auto place = first; place != last; ++place) set(place->second);
  }

  std::size_t size_;
  std::vector<std::pair<std::size_t, const RunField*>> fields_;
  std::array<std::unordered_multimap<std::string, Place>, 4> places_;
};

constexpr std::string_view kChosenBy = "--columns";

// A table of `columns`, for use behind columns with the titles of `before`.
Table build(std::span<const RunRow> runs, std::vector<PlannedColumn> columns,
            const std::vector<TableColumn>& before = {}, KeyOwner rows = KeyOwner::run) {
  tell_apart(columns, before);
  const RowFiller filler(columns, rows);
  Table table{.chosen_by = kChosenBy};
  for (PlannedColumn& planned : columns) table.columns.push_back(std::move(planned.column));
  for (const RunRow& run : runs) table.rows.push_back(filler.row(run));
  return table;
}

CellKind per_kind(const KeyRef& per) {
  return per.owner == KeyOwner::run ? CellKind::value : shown_kind(per);
}

// A number or a label, which is null where it is empty.
Value field_of(const Statement& row) {
  if (row.type(0) == ColumnType::integer) return row.integer(0);
  return row.text(0).empty() ? Value() : Value(row.text(0));
}

// A field of each child: "fold0", where its row is called "PLS5/fold0".
std::vector<Value> own_fields(const Catalog& catalog, const KeyRef& key,
                              std::span<const RunRow> children) {
  Statement select = catalog.database().prepare(
      fmt::format("SELECT {} FROM children WHERE run = ? AND id = ?", key.key));
  std::vector<Value> cells;
  for (const RunRow& child : children) {
    select.bind(1, child.rowid).bind(2, child.id.text);
    cells.push_back(select.step() ? field_of(select) : Value());
    select.reset();
  }
  return cells;
}

// Fills the cells from column `first` on that belong to others than the rows.
void fill_related(const Catalog& catalog, std::span<const RunRow> runs,
                  const std::vector<KeyRef>& keys, KeyOwner rows, std::size_t first, Table& table) {
  std::vector<std::int64_t> rowids;
  for (const RunRow& run : runs) rowids.push_back(run.rowid);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i].owner == KeyOwner::run || is_in_row(keys[i], rows)) continue;
    std::vector<Value> cells = keys[i].owner == rows ? own_fields(catalog, keys[i], runs)
                                                     : load_related(catalog, keys[i], rowids);
    for (std::size_t row = 0; row < cells.size(); ++row) {
      table.rows[row][first + i] = std::move(cells[row]);
    }
  }
}

// The board's own columns, before those of its runs.
std::vector<TableColumn> board_columns(const Leaderboard& board) {
  std::vector<TableColumn> columns;
  for (const KeyRef& key : board.per) {
    columns.push_back({key_text(key), per_kind(key), ColumnRole::fixed, {}});
  }
  columns.push_back({"rank", CellKind::integer, ColumnRole::fixed, {}});
  return columns;
}

std::vector<std::string> board_notes(const Leaderboard& board) {
  std::vector<std::string> notes;
  const std::string_view goal = board.goal == MetricGoal::min ? "lowest" : "highest";
  for (const LeaderboardGroup& group : board.groups) {
    std::string label;
    for (std::size_t i = 0; i < board.per.size(); ++i) {
      const KeyRef& key = board.per[i];
      const Value& value = group.values[i];
      label += (i == 0 ? "" : ", ") +
               (value.is_null() ? "no " + key_text(key) : cell_text(value, per_kind(key)));
    }
    if (!label.empty()) label += ": ";
    const std::string shown = static_cast<std::int64_t>(group.entries.size()) < group.ranked
                                  ? fmt::format("best {} of ", group.entries.size())
                                  : std::string();
    notes.push_back(fmt::format("{}{}n = {}, {} {} first", label, shown, group.ranked, goal,
                                own_text(board.metric)));
  }
  for (std::string& line : left_out(board)) notes.push_back(std::move(line));
  return notes;
}

std::vector<PlannedColumn> board_run_columns(const Leaderboard& board,
                                             std::span<const RunRow> runs) {
  std::vector<PlannedColumn> columns = {field_column("id", ColumnRole::fixed),
                                        field_column("name", ColumnRole::fixed)};
  KeyRef metric = board.metric;
  metric.owner = KeyOwner::run;  // The rows are what is ranked.
  columns.push_back(key_column(metric, ColumnRole::fixed));
  // Over several boards the best cell of a column would be that of one of them only.
  if (board.groups.size() < 2) columns.back().column.best = board.goal;
  const auto is_per = [&](KeyFamily family, std::string_view key) {
    return std::ranges::find(board.per, KeyRef{family, std::string(key)}) != board.per.end();
  };
  for (const UsualField& usual : kBoardFields) {
    if (!is_per(KeyFamily::field, usual.name) && is_usual(usual, runs)) {
      columns.push_back(field_column(usual.name, usual.role));
    }
  }
  add_archived(columns, runs);
  UsedKeys used = used_keys(runs);
  // The last value stands beside the best one.
  if (board.metric.point == MetricPoint::last) used.metrics.erase(board.metric.key);
  for (const KeyRef& key : board.per) {
    if (is_per(KeyFamily::param, key.key)) used.params.erase(key.key);
  }
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
    columns.push_back(key_column(key, ColumnRole::fixed));
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
  Table table{.columns = board_columns(board), .chosen_by = kChosenBy};
  Table inner = build(runs, std::move(columns), table.columns, board.ranked);
  table.columns.insert(table.columns.end(), inner.columns.begin(), inner.columns.end());
  auto row = inner.rows.begin();
  for (const LeaderboardGroup& group : board.groups) {
    for (const LeaderboardEntry& entry : group.entries) {
      std::vector<Value> cells = group.values;
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

Table runs_table(std::span<const RunRow> runs, const std::string& sorted_by) {
  std::vector<PlannedColumn> columns;
  for (const UsualField& usual : kUsualFields) {
    if (is_usual(usual, runs)) columns.push_back(field_column(usual.name, role_of(usual, runs)));
  }
  add_archived(columns, runs);
  const UsedKeys used = used_keys(runs);
  std::optional<std::string> first;
  if (!runs.empty()) first = ranking_metric(runs[0].rank_metric, used.metrics);
  if (used.metrics.contains(sorted_by)) first = sorted_by;
  add_used_keys(columns, used, first.value_or(""));
  return build(runs, std::move(columns));
}

Table runs_table(const Catalog& catalog, std::span<const RunRow> runs,
                 const std::vector<KeyRef>& columns, KeyOwner rows) {
  Table table = build(runs, asked_columns(columns), {}, rows);
  fill_related(catalog, runs, columns, rows, 0, table);
  return table;
}

Table leaderboard_table(const Leaderboard& board) {
  const std::vector<RunRow> runs = shown_runs(board);
  return build_board(board, runs, board_run_columns(board, runs));
}

Table leaderboard_table(const Catalog& catalog, const Leaderboard& board,
                        const std::vector<KeyRef>& columns) {
  const std::vector<RunRow> runs = shown_runs(board);
  Table table = build_board(board, runs, asked_columns(columns));
  fill_related(catalog, runs, columns, board.ranked, board_columns(board).size(), table);
  return table;
}

std::vector<KeyRef> parse_columns(const Catalog& catalog, std::string_view text) {
  return read_keys(catalog, text, "columns");
}

}  // namespace cairn
