// The curves of several runs: one line for each, drawn to one scale, or all their points for
// machines. It does not know how runs are selected.
#pragma once

#include <string>

#include "cairn/query/runs_query.h"
#include "cli/history_series.h"
#include "cli/open.h"

namespace cairn {

/// Shows the metrics `keys` of the runs that pass, the newest first. Runs without them are counted.
/// Throws Error(invalid_input) for a metric that no run has.
void show_curves(const OpenProject& open, const RunsQuery& query, const std::string& keys,
                 const PointOptions& points, const OutputOptions& output);

}  // namespace cairn
