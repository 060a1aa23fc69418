// A leaderboard of groups of runs: ranked by their means, with how far the means are known, and
// with the neighbours that Welch's test cannot tell apart. It does not know how single runs are
// ranked.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "cairn/query/aggregate_table.h"
#include "cairn/query/leaderboard.h"

namespace cairn {

/// What to rank: the groups of `by.metric`, keys and `over` as in AggregateQuery.
struct GroupBoardQuery {
  RankedBy by;  ///< The groups are made of whose metric it is.
  std::optional<std::vector<KeyRef>> group_by;
  std::vector<KeyRef> over;
  std::vector<KeyRef> per;            ///< One board for each combination of values of these.
  std::optional<std::int64_t> limit;  ///< Groups shown of each board.
  RunsFilter filter;
};

struct GroupBoard {
  RankedBy by;
  std::size_t per = 0;    ///< How many keys of the groups, the first ones, part the boards.
  Aggregates aggregates;  ///< mean, ci95, std and n; best first within each board.
  std::vector<std::optional<std::int64_t>> ranks;  ///< Of each group; absent where n = 0.
};

/// Ranks groups. Equal means share a rank. Throws Error(invalid_input) as make_aggregates does.
GroupBoard make_group_board(const Catalog& catalog, const GroupBoardQuery& query);

/// The board as a table; `reader` as for aggregate_table.
Table group_board_table(const GroupBoard& board, TableReader reader);

/// As groups_json, with a rank first.
List group_board_rows_json(const GroupBoard& board);

/// As aggregates_json, with "by", "direction" and "per" before it.
Value group_board_json(const GroupBoard& board);

}  // namespace cairn
