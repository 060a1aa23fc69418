// Which columns a table of runs has: the fields that people look for, then params, then metrics; or
// exactly those that were asked for. It does not write text.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "cairn/query/leaderboard.h"
#include "cairn/query/table.h"

namespace cairn {

/// A table of `runs` with the usual columns. Params and metrics in use become columns, sorted by
/// key, the metric that the first run is ranked by before the other metrics.
Table runs_table(std::span<const RunRow> runs);

/// A table of `runs` with exactly `columns`, all of them always shown.
Table runs_table(std::span<const RunRow> runs, const std::vector<KeyRef>& columns);

/// A table of a leaderboard: board, rank, id, name, the metric, then what varies; what was left out
/// is said below.
Table leaderboard_table(const Leaderboard& board);

/// The same with exactly `columns` behind board and rank.
Table leaderboard_table(const Leaderboard& board, const std::vector<KeyRef>& columns);

/// Reads "id,val.rmse,params.lr" by the rules of resolve_key. Throws Error(invalid_input).
std::vector<KeyRef> parse_columns(const Catalog& catalog, std::string_view text);

}  // namespace cairn
