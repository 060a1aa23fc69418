// What the runs upstream of runs, or their children, have under one key (parent.lr, child.rmse):
// for each run one value where all of them agree, and the list of the different ones where they do
// not. Nothing is averaged or chosen. It does not know how lists are shown.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "cairn/base/value.h"
#include "cairn/query/key_column.h"

namespace cairn {

/// For each of `runs`: null where none of the related ones has the key, their value where those
/// that have it agree, else a list of the different values in their order. A value that is itself a
/// list stands in a list alone.
std::vector<Value> load_related(const Catalog& catalog, const KeyRef& key,
                                std::span<const std::int64_t> runs);

/// The same as a column: runs with the same several values have one value of it.
KeyColumn load_related_column(const Catalog& catalog, const KeyRef& key, const RunSet& runs);

}  // namespace cairn
