// Checks over all stages together: needs that exist, no cycles, an order to run in, and every
// placeholder naming something that will have a value. It does not know how values are found.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/spec/project_spec.h"

namespace cairn {

/// Puts the stages in an order in which each comes after its needs (file order otherwise). Throws
/// Error(invalid_input) for an unknown need or a cycle, which it prints as "a -> b -> a".
void sort_stages(std::vector<StageSpec>& stages);

/// The params of a stage, and those that its needs are grouped by.
std::vector<std::string> param_names(const StageSpec& stage);

/// Throws Error(invalid_input), with place and nearest name, for a placeholder that will never have
/// a value.
void check_placeholders(const ProjectSpec& project);

/// What `predict:` may name beside the values of its run.
inline constexpr std::array<std::string_view, 3> kPredictNames = {"model", "data", "run"};

}  // namespace cairn
