// A filter as a condition of SQL, with the same truth as spec/filter_evaluate.h. NOT is carried
// down to the comparisons, each of which has an opposite, so that a condition is only ever asked
// whether it is true and EXISTS may stand for a comparison with a value that may be absent. It does
// not know what is selected or in which order.
#pragma once

#include <span>

#include "cairn/catalog/catalog.h"
#include "cairn/query/runs_query.h"
#include "cairn/query/sql_text.h"
#include "cairn/spec/filter.h"

namespace cairn {

/// The condition over the table runs under the alias `r` that is true exactly of the runs of which
/// `filter`, made by read_filter() for this catalog, is true. Comparisons with single steps were
/// answered beforehand; `run` is where the rowid of `r` is found. Throws Error(internal) for a
/// comparison without an answer.
SqlText filter_condition(const Catalog& catalog, const Filter& filter,
                         std::span<const StepAnswer> steps = {}, std::string_view run = "r.run");

}  // namespace cairn
