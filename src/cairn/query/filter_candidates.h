// The runs that may pass a filter, from the indexes of values alone: for each comparison that must
// hold, one range of an index, and of all ranges the common runs. What is found still has to be
// asked the whole filter. Worth it where few runs pass: the other way is to ask every run. It does
// not know orders or pages.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/catalog/rowid_set.h"
#include "cairn/query/runs_query.h"

namespace cairn {

/// The greatest rowid of a run; 0 where there is none.
std::int64_t greatest_rowid(const Catalog& catalog);

/// How many comparisons of `filter` an index can answer.
std::size_t indexed_terms(const Catalog& catalog, const RunsFilter& filter);

/// The rowids among which all runs lie that pass `filter.where` and `filter.rowids`; nullopt when
/// no index narrows them.
std::optional<RowidSet> candidate_set(const Catalog& catalog, const RunsFilter& filter);

/// The same ascending; nullopt also when they are more than a third of all runs, and neither were
/// given as a list: then asking each run costs less.
std::optional<std::vector<std::int64_t>> filter_candidates(const Catalog& catalog,
                                                           const RunsFilter& filter);

/// `filter` with its rowids narrowed so, if they can be: what is true of runs stays the same.
RunsFilter narrowed(const Catalog& catalog, RunsFilter filter);

}  // namespace cairn
