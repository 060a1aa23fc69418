#include "cairn/query/leaderboard.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <unordered_map>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/query/fields.h"
#include "cairn/query/filter_candidates.h"
#include "cairn/query/sql_text.h"

namespace cairn {

namespace {

struct Candidate {
  double value;
  std::int64_t rowid;
  std::string name;
  std::string id;
  std::string path;
};

struct Group {
  Value value;
  std::vector<Candidate> candidates;
};

// How the value of `per` is selected: the joins, then the expressions of its type and value.
struct PerSql {
  SqlText joins;
  std::string type = "0";
  std::string value = "NULL";
};

PerSql per_sql(const Catalog& catalog, const std::optional<KeyRef>& per) {
  PerSql sql;
  if (!per) return sql;
  if (per->family == KeyFamily::field) {
    // A label that is not set is an empty text in the catalog.
    sql.value = fmt::format("NULLIF(r.{}, '')", find_run_field(per->key)->column);
    if (per->key == "status") sql.value = "'finished'";  // No other run is ranked.
    sql.type = per->key == "seed" ? "r.seed_type" : "-1";
    return sql;
  }
  const std::string_view table = per->family == KeyFamily::param ? "params" : "tags";
  sql.joins.add(fmt::format(" LEFT JOIN {} p ON p.run = r.run AND p.key = ?", table),
                catalog.key_number(per->key).value_or(-1));
  sql.type = "p.type";
  sql.value = "p.value";
  return sql;
}

// The value of `per` in a row: typed where it is a param, by what the column holds in a field.
Value per_value(const Statement& row, int type_column, int value_column) {
  const auto type = static_cast<Value::Type>(row.integer(type_column));
  if (type == Value::Type::boolean) return row.integer(value_column) != 0;
  if (type == Value::Type::list || type == Value::Type::map) {
    return parse_json(row.text(value_column), "catalog");
  }
  switch (row.type(value_column)) {
    case ColumnType::integer:
      return row.integer(value_column);
    case ColumnType::real:
      return row.real(value_column);
    case ColumnType::text:
      return row.text(value_column);
    default:
      return {};
  }
}

KeyRef resolve_per(const Catalog& catalog, const std::string& name) {
  KeyRef per = resolve_key(catalog, name);
  if (per.family != KeyFamily::metric) return per;
  throw Error(
      ErrorCode::invalid_input,
      fmt::format("'{}' is the metric '{}': boards are made per field or param", name, per.key),
      "try --per dataset");
}

// Numbers before texts before the rest, so that 5, 10, 15 stand in that order.
bool group_before(const Group& left, const Group& right) {
  const auto family = [](const Value& value) {
    return value.is_null() ? 3 : value.is_number() ? 0 : value.is_string() ? 1 : 2;
  };
  const int a = family(left.value);
  const int b = family(right.value);
  if (a != b) return a < b;
  if (a == 0 && left.value.as_double() != right.value.as_double()) {
    return left.value.as_double() < right.value.as_double();
  }
  return to_text(left.value) < to_text(right.value);
}

void sort_candidates(std::vector<Candidate>& candidates, MetricGoal goal) {
  std::sort(
      candidates.begin(), candidates.end(), [goal](const Candidate& left, const Candidate& right) {
        if (left.value != right.value) {
          return (left.value < right.value) == (goal == MetricGoal::min);
        }
        return std::tie(left.name, left.id, left.path) < std::tie(right.name, right.id, right.path);
      });
}

LeaderboardGroup rank_group(const Catalog& catalog, Group group, const LeaderboardQuery& query) {
  sort_candidates(group.candidates, query.goal);
  LeaderboardGroup board;
  board.value = std::move(group.value);
  board.ranked = static_cast<std::int64_t>(group.candidates.size());
  const std::int64_t shown =
      std::clamp<std::int64_t>(query.limit.value_or(board.ranked), 0, board.ranked);
  group.candidates.resize(static_cast<std::size_t>(shown));

  std::vector<std::int64_t> rowids;
  for (const Candidate& candidate : group.candidates) rowids.push_back(candidate.rowid);
  std::vector<RunRow> runs = catalog.load_runs(rowids, RunParts::columns);
  std::int64_t rank = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const double value = group.candidates[i].value;
    if (i == 0 || value != group.candidates[i - 1].value) rank = static_cast<std::int64_t>(i) + 1;
    board.entries.push_back({rank, value, std::move(runs[i])});
  }
  return board;
}

std::vector<Group> collect(const Catalog& catalog, const RunsFilter& finished, Leaderboard& board) {
  const PerSql per = per_sql(catalog, board.per);
  SqlText sql;
  sql.add(
      fmt::format("SELECT m.value, r.run, r.name, r.id, r.path, {}, {} FROM metrics m"
                  " CROSS JOIN runs r ON r.run = m.run",
                  per.type, per.value));
  sql.add(per.joins).add(where_clause(catalog, narrowed(catalog, finished)));
  sql.add(" AND m.key = ?", catalog.key_number(board.metric).value_or(-1));
  Statement select = sql.prepare(catalog.database());
  std::vector<Group> groups;
  std::unordered_map<std::string, std::size_t> places;
  while (select.step()) {
    const double value = select.optional_real(0).value_or(std::nan(""));
    if (!std::isfinite(value)) {
      ++board.not_finite;
      continue;
    }
    Value key = per_value(select, 5, 6);
    const auto [place, is_new] = places.emplace(to_json(key), groups.size());
    if (is_new) groups.push_back({std::move(key), {}});
    groups[place->second].candidates.push_back(
        {value, select.integer(1), std::string(select.text(2)), std::string(select.text(3)),
         std::string(select.text(4))});
  }
  return groups;
}

}  // namespace

Leaderboard make_leaderboard(const Catalog& catalog, const LeaderboardQuery& query) {
  const Snapshot snapshot(catalog.database());
  Leaderboard board;
  board.metric = resolve_metric(catalog, query.metric);
  board.goal = query.goal;
  if (query.per) board.per = resolve_per(catalog, *query.per);

  RunsFilter all = query.filter;
  all.status.reset();
  RunsFilter finished = all;
  finished.status = RunStatus::finished;
  std::vector<Group> groups = collect(catalog, finished, board);
  std::sort(groups.begin(), groups.end(), group_before);
  std::int64_t ranked = 0;
  for (Group& group : groups) {
    board.groups.push_back(rank_group(catalog, std::move(group), query));
    ranked += board.groups.back().ranked;
  }
  if (!board.per && board.groups.empty()) board.groups.emplace_back();

  const std::int64_t ended = count_runs(catalog, finished);
  board.without_metric = ended - ranked - board.not_finite;
  board.not_finished = count_runs(catalog, all) - ended;
  return board;
}

std::vector<std::string> left_out(const Leaderboard& board) {
  std::vector<std::string> lines;
  const auto say = [&](std::int64_t count, const std::string& what) {
    if (count > 0)
      lines.push_back(fmt::format("{} {} {}", count, count == 1 ? "run" : "runs", what));
  };
  say(board.without_metric, fmt::format("without {}", board.metric));
  say(board.not_finite, fmt::format("with {} = nan or inf", board.metric));
  say(board.not_finished, "not finished");
  return lines;
}

}  // namespace cairn
