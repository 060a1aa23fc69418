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
/// key, the metric `sorted_by`, else the one that the first run is ranked by, before the others.
Table runs_table(std::span<const RunRow> runs, const std::string& sorted_by = {});

/// A table of `runs` with exactly `columns`, all of them always shown. `rows` says whether these
/// are runs or children (child_as_row), whose own keys are then those of `child.`; what others than
/// the row have is looked up in the catalog, several values as a list.
Table runs_table(const Catalog& catalog, std::span<const RunRow> runs,
                 const std::vector<KeyRef>& columns, KeyOwner rows = KeyOwner::run);

/// A table of a leaderboard: board, rank, id, name, the metric, then what varies; what was left out
/// is said below.
Table leaderboard_table(const Leaderboard& board);

/// The same with exactly `columns` behind board and rank.
Table leaderboard_table(const Catalog& catalog, const Leaderboard& board,
                        const std::vector<KeyRef>& columns);

/// Reads "id,val.rmse[min],parent.lr" by the rules of read_key. Throws Error(invalid_input).
std::vector<KeyRef> parse_columns(const Catalog& catalog, std::string_view text);

}  // namespace cairn
