// What verbs that plan have in common: the words TARGET and KEY=VALUE, -S and --triggers. It does
// not know what is done with the plan.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cairn/runner/plan.h"
#include "cli/options.h"

namespace cairn {

/// Bound by bind_plan.
struct PlanOptions {
  std::vector<std::string> words;  ///< Targets and key=value, as typed.
  std::vector<std::string> sets;
  std::optional<std::string> triggers;
};

/// Binds -S and --triggers.
void bind_plan(CommandLine& line, PlanOptions& options);

/// The request without targets: overrides and triggers. Throws Error(invalid_input).
PlanRequest plan_request(const PlanOptions& options);

/// The words that name stages.
std::vector<std::string> plan_targets(const PlanOptions& options);

/// The words that are paths: with a '/' before any '='.
std::vector<std::string> plan_paths(const PlanOptions& options);

}  // namespace cairn
