// What a cleanup says of itself, before and after: what goes and why, what stays and why, and what
// the disk gets back; as lines for people and as JSON. It changes nothing.
#pragma once

#include <string>

#include "cairn/base/value.h"
#include "cli/clean_plan.h"

namespace cairn {

/// Lines: what goes, each with its reason, and what stays although it was chosen.
std::string clean_report(const CleanPlan& plan, const TreeUsage& usage);

/// The part of it that says what stays, and what is best.
std::string staying_report(const CleanPlan& plan);

/// The same for programs. `moved` says which entries hold it now; empty while nothing moved.
Value clean_json(const CleanPlan& plan, const TreeUsage& usage,
                 const std::vector<TrashEntry>& moved);

/// "3 sessions with 12 runs", "4 runs".
std::string count_text(const CleanPlan& plan);

/// How many runs go.
std::size_t run_count(const CleanPlan& plan);

/// "rank 7 by val.rmse (0.52), 45 d old": why the run in this row goes.
std::string why_goes(const CleanPlan& plan, std::size_t row);

}  // namespace cairn
