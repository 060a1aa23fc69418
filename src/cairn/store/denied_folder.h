// Folders of the project that this user may not look into, and what to type about them. It does not
// know who goes on without them (base/denied.h tells who is refused).
#pragma once

#include <string>

#include "cairn/store/project.h"

namespace cairn {

/// A folder that this user may not list.
struct DeniedFolder {
  std::string path;  ///< Relative to the project.
  std::string message;
};

/// What is in the way to `path` (relative to the project), where looking at it was refused: a
/// folder above it, or `path` itself.
DeniedFolder denied_folder(const Project& project, const std::string& path);

/// The message of one that was left out of what was asked for: the figures lack it.
std::string left_out_text(const DeniedFolder& folder);

/// What its owner types to let this user in.
std::string letting_in(const Project& project, const std::string& path);

}  // namespace cairn
