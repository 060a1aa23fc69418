#include "cairn/query/leaderboard.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>
#include <unordered_map>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/query/child_row.h"
#include "cairn/query/fields.h"
#include "cairn/query/filter_candidates.h"
#include "cairn/query/key_column.h"
#include "cairn/query/key_sql.h"
#include "cairn/query/rank_rules.h"
#include "cairn/query/related_values.h"
#include "cairn/query/sql_text.h"

namespace cairn {

namespace {

struct Candidate {
  double value;
  std::int64_t rowid;
  std::int64_t child;  // Its number, 0 for a run.
  TimeUs created;
  std::string name;
  std::string id;
  std::string path;
};

struct Group {
  std::vector<Value> values;
  std::vector<Candidate> candidates;
};

// How the values of `per` are selected: the joins, then for each key the expressions of its type
// and value.
struct PerSql {
  SqlText joins;
  std::string columns;
};

PerSql per_sql(const Catalog& catalog, const std::vector<KeyRef>& per) {
  PerSql sql;
  for (std::size_t i = 0; i < per.size(); ++i) {
    const KeyRef& key = per[i];
    std::string type = "0";
    std::string value = "NULL";
    if (key.owner == KeyOwner::parent) {
      // Asked for run by run.
    } else if (key.family == KeyFamily::field) {
      // A label that is not set is an empty text in the catalog.
      value = fmt::format("NULLIF(r.{}, '')", find_run_field(key.key)->column);
      if (key.key == "status") value = "'finished'";  // No other run is ranked.
      type = key.key == "seed" ? "r.seed_type" : "-1";
    } else {
      const std::string_view table = key.family == KeyFamily::param ? "params" : "tags";
      sql.joins.add(
          fmt::format(" LEFT JOIN {0} p{1} ON p{1}.run = r.run AND p{1}.key = ?", table, i),
          catalog.key_number(key.key).value_or(-1));
      type = fmt::format("p{}.type", i);
      value = fmt::format("p{}.value", i);
    }
    sql.columns += fmt::format(", {}, {}", type, value);
  }
  return sql;
}

// The value of a key of `per` in a row: typed where it is a param, by what the column holds in a
// field.
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

void check_per(const KeyRef& per) {
  if (per.owner == KeyOwner::child) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("'{}' is of children, and boards are made of runs", key_text(per)),
                fmt::format("rank groups of children: --over NAMES --per {}", key_text(per)));
  }
  if (per.family != KeyFamily::metric) return;
  throw Error(ErrorCode::invalid_input,
              fmt::format("'{}' is a metric: boards are made per field or param", per.key),
              "try --per dataset");
}

void sort_candidates(std::vector<Candidate>& candidates, MetricGoal goal, TieRule ties) {
  const auto age = [ties](const Candidate& candidate) {
    if (ties == TieRule::name) return TimeUs{0};
    return ties == TieRule::older ? candidate.created : -candidate.created;
  };
  std::sort(candidates.begin(), candidates.end(),
            [&](const Candidate& left, const Candidate& right) {
              if (left.value != right.value) {
                return (left.value < right.value) == (goal == MetricGoal::min);
              }
              return std::make_tuple(age(left), std::cref(left.name), std::cref(left.id),
                                     std::cref(left.path)) <
                     std::make_tuple(age(right), std::cref(right.name), std::cref(right.id),
                                     std::cref(right.path));
            });
}

// The rows of candidates in their order.
std::vector<LeaderboardEntry> load_entries(const Catalog& catalog,
                                           const std::vector<Candidate>& candidates) {
  std::vector<std::int64_t> rowids;
  for (const Candidate& candidate : candidates) rowids.push_back(candidate.rowid);
  const bool are_children = !candidates.empty() && candidates[0].child != 0;
  std::vector<RunRow> runs =
      catalog.load_runs(rowids, are_children ? RunParts::all : RunParts::columns);
  std::vector<LeaderboardEntry> entries;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (!are_children) {
      entries.push_back({0, candidates[i].value, std::move(runs[i]), {}});
      continue;
    }
    const auto child =
        std::find_if(runs[i].children.begin(), runs[i].children.end(),
                     [&](const ChildRow& row) { return row.id.text == candidates[i].id; });
    if (child == runs[i].children.end()) continue;  // Two reads of one snapshot agree.
    entries.push_back({0, candidates[i].value, child_as_row(runs[i], *child), runs[i].id});
  }
  return entries;
}

LeaderboardGroup rank_group(const Catalog& catalog, Group group, MetricGoal goal,
                            const LeaderboardQuery& query) {
  sort_candidates(group.candidates, goal, query.ties);
  LeaderboardGroup board;
  board.values = std::move(group.values);
  board.ranked = static_cast<std::int64_t>(group.candidates.size());
  const std::int64_t shown =
      std::clamp<std::int64_t>(query.limit.value_or(board.ranked), 0, board.ranked);
  group.candidates.resize(static_cast<std::size_t>(shown));
  board.entries = load_entries(catalog, group.candidates);
  for (std::size_t i = 0; i < board.entries.size(); ++i) {
    const bool is_equal = i > 0 && board.entries[i].value == board.entries[i - 1].value;
    board.entries[i].rank = is_equal ? board.entries[i - 1].rank : static_cast<std::int64_t>(i) + 1;
  }
  return board;
}

SqlText candidates_sql(const Catalog& catalog, const RunsFilter& finished,
                       const Leaderboard& board) {
  const PerSql per = per_sql(catalog, board.per);
  const std::string value = metric_column(board.metric.point, "m");
  SqlText sql;
  if (board.ranked == KeyOwner::child) {
    sql.add(
        fmt::format("SELECT {}, r.run, c.child, r.began, c.name, c.id, c.path{}"
                    " FROM child_metrics m CROSS JOIN children c ON c.child = m.child"
                    " CROSS JOIN runs r ON r.run = c.run",
                    value, per.columns));
  } else {
    sql.add(
        fmt::format("SELECT {}, r.run, 0, r.began, r.name, r.id, r.path{}"
                    " FROM metrics m CROSS JOIN runs r ON r.run = m.run",
                    value, per.columns));
  }
  sql.add(per.joins).add(where_clause(catalog, narrowed(catalog, finished)));
  return sql.add(" AND m.key = ?", catalog.key_number(board.metric.key).value_or(-1));
}

// What the runs upstream of one run after another have: a run of many children is asked once.
class UpstreamValues {
 public:
  UpstreamValues(const Catalog& catalog, const KeyRef& key) : catalog_(catalog), key_(key) {}

  const Value& value_of(std::int64_t run) {
    const auto [place, is_new] = values_.emplace(run, Value());
    if (is_new) place->second = load_related(catalog_, key_, std::span(&run, 1)).at(0);
    return place->second;
  }

 private:
  const Catalog& catalog_;
  const KeyRef& key_;
  std::unordered_map<std::int64_t, Value> values_;
};

std::vector<Group> collect(const Catalog& catalog, const RunsFilter& finished, Leaderboard& board) {
  constexpr int kFirstPer = 7;  // The columns before it are those of the candidate.
  std::unordered_map<std::size_t, UpstreamValues> upstream;
  for (std::size_t i = 0; i < board.per.size(); ++i) {
    if (board.per[i].owner == KeyOwner::parent) upstream.try_emplace(i, catalog, board.per[i]);
  }
  const SqlText sql = candidates_sql(catalog, finished, board);
  Statement select = sql.prepare(catalog.database());
  std::vector<Group> groups;
  std::unordered_map<std::string, std::size_t> places;
  while (select.step()) {
    const double value = select.optional_real(0).value_or(std::nan(""));
    if (!std::isfinite(value)) {
      ++board.not_finite;
      continue;
    }
    List key;
    for (std::size_t i = 0; i < board.per.size(); ++i) {
      const auto other = upstream.find(i);
      const int column = kFirstPer + 2 * static_cast<int>(i);
      key.push_back(other == upstream.end() ? per_value(select, column, column + 1)
                                            : other->second.value_of(select.integer(1)));
    }
    const auto [place, is_new] = places.emplace(to_json(key), groups.size());
    if (is_new) groups.push_back({std::move(key), {}});
    groups[place->second].candidates.push_back(
        {value, select.integer(1), select.integer(2), select.integer(3),
         std::string(select.text(4)), std::string(select.text(5)), std::string(select.text(6))});
  }
  return groups;
}

// How many could be ranked: the runs that pass, or their children.
std::int64_t count_ranked(const Catalog& catalog, const RunsFilter& filter, KeyOwner owner) {
  if (owner == KeyOwner::run) return count_runs(catalog, filter);
  SqlText sql;
  sql.add("SELECT count(*) FROM runs r JOIN children c ON c.run = r.run");
  sql.add(where_clause(catalog, narrowed(catalog, filter)));
  Statement select = sql.prepare(catalog.database());
  select.step();
  return select.integer(0);
}

// The one metric that the rules name.
std::string only_metric(const Catalog& catalog, const std::vector<StageRank>& rules,
                        KeyOwner owner) {
  const std::vector<std::string> keys = metric_keys(catalog, owner);
  if (rules.empty()) {
    throw Error(
        ErrorCode::invalid_input,
        "no finished run says what it is ranked by, and --by METRIC is missing",
        keys.empty() ? "list all runs: cairn ls" : fmt::format("cairn best --by {}", keys[0]));
  }
  const std::set<std::string> metrics = ranked_metrics(rules, keys);
  if (metrics.empty()) return rules[0].metric;  // Whoever resolves it says that there is none.
  if (metrics.size() == 1) return *metrics.begin();
  throw Error(ErrorCode::invalid_input,
              fmt::format("the runs are ranked by {}, and --by METRIC is missing",
                          fmt::join(metrics, " or ")),
              fmt::format("cairn best --by {}", *metrics.begin()));
}

}  // namespace

RankedBy find_ranked_by(const Catalog& catalog, const LeaderboardQuery& query) {
  RunsFilter finished = query.filter;
  finished.status = RunStatus::finished;
  const bool needs_rules = query.metric.empty() || !query.goal;
  const std::vector<StageRank> rules =
      needs_rules ? rank_rules(catalog, finished) : std::vector<StageRank>();
  RankedBy by;
  std::string name = query.metric;
  if (name.empty()) name = only_metric(catalog, rules, query.ranked);
  by.metric = read_metric(catalog, name, query.ranked);
  const std::optional<MetricGoal> goal = query.goal ? query.goal : find_goal(rules, by.metric.key);
  by.goal = goal.value_or(MetricGoal::min);
  by.goal_was_assumed = !goal;
  return by;
}

std::string board_title(const RankedBy& by) {
  return fmt::format("by {}, {} first{}", own_text(by.metric),
                     by.goal == MetricGoal::min ? "lowest" : "highest",
                     by.goal_was_assumed ? " (--max for the highest)" : "");
}

Leaderboard make_leaderboard(const Catalog& catalog, const LeaderboardQuery& query) {
  const Snapshot snapshot(catalog.database());
  const RankedBy by = find_ranked_by(catalog, query);
  Leaderboard board;
  board.metric = by.metric;
  board.goal = by.goal;
  board.goal_was_assumed = by.goal_was_assumed;
  board.ranked = query.ranked;
  if (query.per) board.per = read_keys(catalog, *query.per, "keys of --per");
  for (const KeyRef& key : board.per) check_per(key);

  RunsFilter all = query.filter;
  all.status.reset();
  RunsFilter finished = all;
  finished.status = RunStatus::finished;
  std::vector<Group> groups = collect(catalog, finished, board);
  std::sort(groups.begin(), groups.end(), [](const Group& left, const Group& right) {
    return std::lexicographical_compare(left.values.begin(), left.values.end(),
                                        right.values.begin(), right.values.end(), stands_before);
  });
  std::int64_t ranked = 0;
  for (Group& group : groups) {
    board.groups.push_back(rank_group(catalog, std::move(group), by.goal, query));
    ranked += board.groups.back().ranked;
  }
  if (board.per.empty() && board.groups.empty()) board.groups.emplace_back();

  const std::int64_t ended = count_ranked(catalog, finished, query.ranked);
  board.without_metric = ended - ranked - board.not_finite;
  board.not_finished = count_ranked(catalog, all, query.ranked) - ended;
  return board;
}

std::vector<std::string> left_out(const Leaderboard& board) {
  std::vector<std::string> lines;
  const auto say = [&](std::int64_t count, const std::string& what) {
    const bool runs = board.ranked == KeyOwner::run;
    const std::string_view one = runs ? "run" : "child";
    const std::string_view many = runs ? "runs" : "children";
    if (count > 0) lines.push_back(fmt::format("{} {} {}", count, count == 1 ? one : many, what));
  };
  say(board.without_metric, fmt::format("without {}", board.metric.key));
  say(board.not_finite, fmt::format("with {} = nan or inf", own_text(board.metric)));
  say(board.not_finished, "not finished");
  return lines;
}

}  // namespace cairn
