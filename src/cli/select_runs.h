// Which runs the places on a command line mean: folders, groups by name, and runs. It does not know
// what is done with them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cairn/query/runs_query.h"
#include "cli/open.h"

namespace cairn {

/// Narrows `filter` to the runs that `places` mean together; no place narrows nothing. A place is a
/// folder (from here, or from the project's folder), the name of a group, or a run. A name that
/// several bear means all of them. Throws Error(not_found) for a place that is none of these.
void narrow_to(const OpenProject& open, const std::vector<std::string>& places, RunsFilter& filter);

/// Reads a status. Throws Error(invalid_input) with the nearest one.
RunStatus read_status(std::string_view name);

}  // namespace cairn
