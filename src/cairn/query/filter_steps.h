// Comparisons with a single step of a metric, `loss[at 100] < 0.5`. The catalog holds no single
// steps, so that whoever can read histories answers them first: for the runs that may pass by all
// that the catalog can tell. It does not know where histories lie.
#pragma once

#include <vector>

#include "cairn/query/runs_query.h"

namespace cairn {

/// Numbers the comparisons with single steps in `filter` and returns them in that order.
std::vector<FilterTerm> number_step_terms(Filter& filter);

/// What holds of every run of which `filter` is true, and asks for no single step.
Filter without_steps(const Filter& filter);

/// What the catalog knows of a metric at a step.
struct StepValue {
  bool is_known = false;        ///< Else only the history tells.
  std::optional<double> value;  ///< Absent: there is no point of that step.
};

/// Of the row of a metric, or of none (nullptr): a run of one point has no other, and the last
/// point is that of its step.
StepValue step_value(const MetricRow* metric, std::int64_t step);

}  // namespace cairn
