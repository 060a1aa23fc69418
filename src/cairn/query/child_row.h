// A child of a run as a row of its own, so that children are listed and ranked as runs are. It does
// not know how rows are shown.
#pragma once

#include <vector>

#include "cairn/query/runs_query.h"

namespace cairn {

/// `child` with its own id, kind, size, params and metrics, named below its run ("PLS5/fold0"); all
/// else is that of `run`.
RunRow child_as_row(const RunRow& run, const ChildRow& child);

/// The children of `runs` by what their rows show under the keys of `sort`: what they have
/// themselves, or where no child has it, their run. Equal ones stay in the order of their runs.
std::vector<RunRow> children_of(const Catalog& catalog, const std::vector<RunRow>& runs,
                                const std::vector<SortKey>& sort);

}  // namespace cairn
