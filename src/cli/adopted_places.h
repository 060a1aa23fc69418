// Places on a command line that mean runs of an adopted tree, for the verbs that move or pack only
// the project's own. It does not know what is done with the others.
#pragma once

#include <string>
#include <vector>

#include "cli/open.h"

namespace cairn {

/// Refuses a place that means adopted runs and no other: nothing that another program made is
/// moved or packed. Throws Error(conflict) with the tree and what to do instead, Error(not_found).
void refuse_adopted(const OpenProject& open, const std::vector<std::string>& places);

}  // namespace cairn
