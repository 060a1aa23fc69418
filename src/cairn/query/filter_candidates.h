// The runs that may pass a filter, from the indexes of values alone: for each comparison that must
// hold, one range of an index, and of all ranges the common runs. Where those are the whole filter,
// nothing else has to be asked of what is found. Worth it where few runs pass: the other way is to
// ask every run. It does not know orders or pages.
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

/// Runs among which all lie that pass a filter's `where` and `rowids`.
struct Candidates {
  RowidSet rowids;
  bool is_exact = false;  ///< Whether all of them pass; else each has to be asked `where`.
};

/// The candidates; nullopt when no index narrows them.
std::optional<Candidates> find_candidates(const Catalog& catalog, const RunsFilter& filter);

/// What still has to be asked of the candidates: `filter` without what they are known to pass.
RunsFilter asked_of(const Candidates& candidates, RunsFilter filter);

/// `filter` with its rowids narrowed so, if they are few enough that asking each run would cost
/// more: what is true of runs stays the same.
RunsFilter narrowed(const Catalog& catalog, const RunsFilter& filter);

}  // namespace cairn
