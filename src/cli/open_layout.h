// The layout that a verb about paths means: by name, by file, or that of the project around the
// working folder; without any of them all that cairn carries. It does not know runs.
#pragma once

#include <string>
#include <vector>

#include "cairn/layout/layout.h"

namespace cairn {

/// The layouts that `name` (empty: none was asked for) can mean, the project's own first. Throws
/// Error(invalid_input) with the nearest name, Error(not_found) for a file that is not there.
std::vector<Layout> layouts_for(const std::string& name);

/// The one layout of `name` or of the project. Throws the same, and Error(not_found) outside of a
/// project.
Layout layout_for(const std::string& name);

}  // namespace cairn
