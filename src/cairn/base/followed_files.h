// The files of a folder of a person's own, where links stand for what they lead to: data that a
// command depends on lies on another disk more often than not. In folders of cairn links are never
// followed (fs.h, tree.h).
#pragma once

#include <string>
#include <vector>

namespace cairn {

/// All files below `folder`, relative to it, sorted; links are followed, also into folders, but not
/// back into a folder on the way to them. A link that leads nowhere, or back, is listed as well.
/// Folders `__pycache__` are left out: Python makes them beside the sources that it reads.
std::vector<std::string> followed_files(const std::string& folder);

}  // namespace cairn
