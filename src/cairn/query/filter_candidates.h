// The runs that may pass a filter, from the indexes of values alone: for each comparison that must
// hold, one range of an index, and of all ranges the common runs. What is found still has to be
// asked the whole filter. Worth it where few runs pass: the other way is to ask every run. It does
// not know orders or pages.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/query/runs_query.h"

namespace cairn {

/// The rowids among which all runs lie that pass `filter.where` and `filter.rowids`, ascending;
/// nullopt when no index narrows them, or to more than a third of all runs only.
std::optional<std::vector<std::int64_t>> filter_candidates(const Catalog& catalog,
                                                           const RunsFilter& filter);

/// `filter` with its rowids narrowed so, if they can be: what is true of runs stays the same.
RunsFilter narrowed(const Catalog& catalog, RunsFilter filter);

}  // namespace cairn
