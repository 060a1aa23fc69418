// Which child of a run (a model, a fold) a person means: its id, its name, or "best". It does not
// know what is done with it.
#pragma once

#include <string>

#include "cairn/record/record.h"

namespace cairn {

/// The child of `record` that `wanted` names; nullptr for "best" of a run without children. Throws
/// Error(not_found) with the names that there are.
const RecordChild* choose_child(const Record& record, const std::string& wanted);

}  // namespace cairn
