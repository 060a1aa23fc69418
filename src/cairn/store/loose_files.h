// What people and jobs put into the folder of a group beside its runs: notes, figures, drafts. No
// record names it and cairn does not make it, so that nothing may remove it as a part of the group.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cairn/store/project.h"

namespace cairn {

/// Whether the layout makes a file of this name, relative to the folder of the group, of a group.
bool is_rollup(const Group& group, std::string_view file);

/// The first such file below `folder` (relative to the project), outside the folders of runs; links
/// are passed over, and what the layout makes of groups. Throws Error(io).
std::optional<std::string> first_loose_file(const Project& project, const std::string& folder);

}  // namespace cairn
