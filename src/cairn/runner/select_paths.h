// From paths that a person types to the runs that make them: `cairn run PATH`. A path names planned
// runs by where they lie, by the values in it (so that the hashed and the full spelling of a name
// are the same), or by a pattern with `*`; a path that no matrix lists says itself which stage and
// values it wants. Nothing is guessed. It does not know jobs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cairn/runner/plan.h"

namespace cairn {

/// Whether a word of the command line is a path: the part before its first '=' holds a '/'.
bool is_path_word(std::string_view word);

/// The points of the runs that make `paths`, with all that they need: what a PlanRequest takes.
/// Throws Error(not_found) for a path that no run makes, with what it reads as, Error(conflict)
/// when two stages could make it.
std::vector<Point> select_points(const Project& project, const Catalog& catalog,
                                 const PlanRequest& request, const std::vector<std::string>& paths);

/// The points of a stage with these values for it and for what it needs, beneath the overrides of
/// the request. Throws Error(not_found) for an unknown stage.
std::vector<Point> select_stage_points(const Project& project, const Catalog& catalog,
                                       const PlanRequest& request, const std::string& stage,
                                       const Map& params);

}  // namespace cairn
