// A child of a run as a row of its own, so that children are listed and ranked as runs are. It does
// not know how rows are shown.
#pragma once

#include "cairn/catalog/run_row.h"

namespace cairn {

/// `child` with its own id, kind, size, params and metrics, named below its run ("PLS5/fold0"); all
/// else is that of `run`.
RunRow child_as_row(const RunRow& run, const ChildRow& child);

}  // namespace cairn
