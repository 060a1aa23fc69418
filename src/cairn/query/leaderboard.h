// Ranking runs, or their children, by a metric. Rules: only finished runs with a finite value are
// ranked; equal values share a rank and the next rank counts them all (1, 2, 2, 4), a tie rule says
// which of them stands first. What is left out is counted, never dropped silently. It does not know
// how a board is shown.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cairn/query/runs_query.h"

namespace cairn {

/// Which of equal ones stands first; then name, id and path decide.
enum class TieRule { name, older, newer };

/// What to rank. The status of the filter is ignored: only finished runs can be ranked.
struct LeaderboardQuery {
  std::string metric;  ///< By the rules of read_metric; empty: what the runs' records rank by.
  std::optional<MetricGoal> goal;  ///< Absent: as the records say, else the lowest first.
  /// Fields or params of runs, or of the runs upstream, with commas between them: one board for
  /// each combination of their values.
  std::optional<std::string> per;
  std::optional<std::int64_t> limit;  ///< Entries shown of each board.
  RunsFilter filter;
  TieRule ties = TieRule::name;
  KeyOwner ranked = KeyOwner::run;  ///< Runs, or the children of the runs.
};

/// A run or child in its place.
struct LeaderboardEntry {
  std::int64_t rank = 0;
  double value = 0;
  RunRow run;  ///< With params, metrics, tags and names; a child as child_as_row makes it.
  std::optional<RunId> parent;  ///< Of a child.
};

/// One board.
struct LeaderboardGroup {
  /// One for each key of `per`; null where the runs lack it, a list of what runs upstream differ
  /// in.
  std::vector<Value> values;
  std::int64_t ranked = 0;                ///< How many runs were ranked, shown or not (n).
  std::vector<LeaderboardEntry> entries;  ///< Best first.
};

struct Leaderboard {
  KeyRef metric;
  MetricGoal goal = MetricGoal::min;
  bool goal_was_assumed = false;  ///< Nobody said it, no record knows it.
  KeyOwner ranked = KeyOwner::run;
  std::vector<KeyRef> per;
  std::vector<LeaderboardGroup> groups;  ///< Sorted by values; exactly one without `per`.
  std::int64_t without_metric = 0;       ///< Finished ones that lack it.
  std::int64_t not_finite = 0;           ///< Finished ones where it is NaN or infinite.
  std::int64_t not_finished = 0;         ///< Those whose run failed, was lost, or still runs.
};

/// Ranks. Throws Error(invalid_input) for an unknown or ambiguous metric or `per`, where no metric
/// is given and records do not agree on one, and where they contradict each other on its goal.
Leaderboard make_leaderboard(const Catalog& catalog, const LeaderboardQuery& query);

/// What is ranked by, how, from the query and the records of the runs that pass its filter.
struct RankedBy {
  KeyRef metric;
  MetricGoal goal = MetricGoal::min;
  bool goal_was_assumed = false;
};
RankedBy find_ranked_by(const Catalog& catalog, const LeaderboardQuery& query);

/// "by val.rmse, lowest first": what stands above a board.
std::string board_title(const RankedBy& by);

/// What was left out, one line each: "3 runs without val.rmse", "1 run with val.rmse = nan or inf".
std::vector<std::string> left_out(const Leaderboard& board);

}  // namespace cairn
