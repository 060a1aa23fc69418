// From what a person types to runs in the archive: a path in it, a path or the name of a group as
// it was, a run by id, name, alias or folder. It moves nothing.
#pragma once

#include <string>
#include <vector>

#include "cli/open.h"

namespace cairn {

/// The archived runs that `word` means, sorted by path; empty: none.
std::vector<RunHead> find_archived(const OpenProject& open, const std::string& word);

}  // namespace cairn
