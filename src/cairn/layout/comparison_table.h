// The table of a run's children against their metrics, as plain ASCII text that stays aligned in an
// editor; the best child is marked. It knows the order of partitions and of folds, not their
// number.
#pragma once

#include <string>
#include <string_view>

#include "cairn/base/value.h"

namespace cairn {

/// The number of a fold ("fold_0" and "fold0" are 0); any other name stays as it is.
Value fold_label(std::string_view child_name);

/// The table for `run` (a run of a document's context); empty when it has no children.
std::string comparison_table(const Value& run);

}  // namespace cairn
