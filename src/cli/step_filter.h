// Answering `metrics.x[at N]` of a filter: the catalog narrows by all the rest, and the histories
// of the runs that are left tell of single steps, read on all cores and never all in memory. It
// does not know what is asked with the filter.
#pragma once

#include "cairn/query/runs_query.h"
#include "cli/open.h"

namespace cairn {

/// Answers the comparisons of `filter` with single steps; does nothing where there are none. A
/// history that cannot be read is warned of, and its run has no value at any step.
void answer_steps(const OpenProject& open, RunsFilter& filter);

}  // namespace cairn
