// Where a path leads in the end, when all links on it are followed. It does not know why.
#pragma once

#include <string>

namespace cairn {

/// The path without links, as far as it exists; the rest of it as text.
std::string real_path(const std::string& path);

}  // namespace cairn
