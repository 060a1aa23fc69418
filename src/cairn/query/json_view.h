// Runs and leaderboards as the Values that --json prints: one schema with one version, described in
// docs/formats/json.md. Times are ISO 8601 in UTC, numbers are whole and unrounded. It does not
// know terminals.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "cairn/base/value.h"
#include "cairn/catalog/run_row.h"
#include "cairn/query/leaderboard.h"

namespace cairn {

/// One run. `all` adds links, artifacts, children and metric summaries, which must be loaded.
Value run_json(const RunRow& run, RunParts parts = RunParts::columns);

/// {"format": 1, "runs": […]}
Value runs_json(std::span<const RunRow> runs, RunParts parts = RunParts::columns);

/// One run a line.
std::string runs_jsonl(std::span<const RunRow> runs, RunParts parts = RunParts::columns);

/// Each entry, flat: {"rank": …, "per": …, "id": …, "name": …, …, "value": …, "metrics": {…}, …}
List leaderboard_rows_json(const Leaderboard& board);

/// {"format": 1, "by": …, "direction": …, "per": …, "boards": […], "rows": […], "skipped": {…}}
Value leaderboard_json(const Leaderboard& board);

/// "min" or "max".
std::string_view goal_name(MetricGoal goal);
/// Of what most often is one: null for none, the only one by itself, several as a list.
Value one_or_list(List values);

}  // namespace cairn
