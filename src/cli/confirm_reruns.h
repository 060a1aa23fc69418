// The question before `cairn run` does results of another session again, or puts older ones in
// their place.
#pragma once

#include "cairn/runner/plan.h"

namespace cairn {

/// Whether somebody has allowed it already.
enum class MayRerun { ask, yes };

/// Asks before results of another session are replaced where they are. Throws Error(conflict) where
/// nobody can be asked, or the answer is no.
void confirm_reruns(const Plan& plan, MayRerun may);

}  // namespace cairn
