// Ranking runs by a metric. Rules: only finished runs with a finite value are ranked; equal values
// share a rank and the next rank counts them all (1, 2, 2, 4); equal ones stand in order of name,
// then id, then path. Runs that are left out are counted, never dropped silently. It does not know
// how a board is shown.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cairn/query/runs_query.h"

namespace cairn {

/// What to rank. The status of the filter is ignored: only finished runs can be ranked.
struct LeaderboardQuery {
  std::string metric;  ///< By the rules of resolve_metric.
  MetricGoal goal = MetricGoal::min;
  std::optional<std::string> per;     ///< One board for each value of this field or param.
  std::optional<std::int64_t> limit;  ///< Entries shown of each board.
  RunsFilter filter;
};

/// A run in its place.
struct LeaderboardEntry {
  std::int64_t rank = 0;
  double value = 0;
  RunRow run;  ///< With params, metrics, tags and names.
};

/// One board.
struct LeaderboardGroup {
  Value value;                            ///< Of `per`; null where the runs lack it.
  std::int64_t ranked = 0;                ///< How many runs were ranked, shown or not (n).
  std::vector<LeaderboardEntry> entries;  ///< Best first.
};

struct Leaderboard {
  std::string metric;  ///< The full key.
  MetricGoal goal = MetricGoal::min;
  std::optional<KeyRef> per;
  std::vector<LeaderboardGroup> groups;  ///< Sorted by value; exactly one without `per`.
  std::int64_t without_metric = 0;       ///< Finished runs that lack it.
  std::int64_t not_finite = 0;           ///< Finished runs where it is NaN or infinite.
  std::int64_t not_finished = 0;         ///< Runs that failed, were lost, or still run.
};

/// Ranks. Throws Error(invalid_input) for an unknown or ambiguous metric or `per`.
Leaderboard make_leaderboard(const Catalog& catalog, const LeaderboardQuery& query);

/// What was left out, one line each: "3 runs without val.rmse", "1 run with val.rmse = nan or inf".
std::vector<std::string> left_out(const Leaderboard& board);

}  // namespace cairn
