// Where a person wrote the things that a run was made of: the place in cairn.yaml, or the argument
// of the command line. Places are for people: "cairn.yaml:9:23", "lr=0.2 on the command line". It
// does not know what has run.
#pragma once

#include <string>
#include <string_view>

#include "cairn/spec/sweep.h"

namespace cairn {

/// Where the value of a parameter of `point` was written: an override of the request, else the
/// value in the matrix, else the default; for a grouping value in the stage that is grouped. Empty
/// when the point has no such parameter.
std::string value_place(const ProjectSpec& project, const SweepRequest& request, const Point& point,
                        std::string_view param);

/// Where a parameter that no longer has the value was declared, or its matrix; empty: nowhere.
std::string param_place(const StageSpec& stage, std::string_view param);

}  // namespace cairn
