// What `cairn run` says of a plan before and after: counts by stage, the top reasons, where the
// results are. It does not know how runs are made.
#pragma once

#include <array>
#include <string>

#include "cairn/runner/coordinator.h"
#include "cairn/runner/plan.h"

namespace cairn {

/// In the order in which they are shown; `running` and `trashed` only where there are such runs.
inline constexpr std::array kShownStates = {
    PlanState::cached, PlanState::missing,  PlanState::stale,   PlanState::retry,
    PlanState::forced, PlanState::upstream, PlanState::running, PlanState::trashed};

enum class PlanDetail { summary, every_run };

/// The table of `cairn run -n`: stage by state, the top reasons with counts; each run when asked.
std::string plan_summary(const Plan& plan, PlanDetail detail);

/// The command that brings back what a person cleaned, of the runs that would run; empty for none:
/// "3 of these runs are in the trash: …".
std::string cleaned_hint(const Plan& plan);

/// One line: "26 runs: 24 missing, 2 upstream (results/2026-11-20_wheat)".
std::string plan_headline(const Plan& plan);

/// What came of it: counts, time, where the results are, what to type next. `again` is the command
/// that runs the rest of the same plan.
std::string run_summary(const Project& project, const Plan& plan, const RunReport& report,
                        const std::string& again);

}  // namespace cairn
