// Which folders are adopted: trees that another program made, which cairn reads and never writes
// into. Each has a file in `.cairn/adopted` whose first line says where it lies; everything below
// such a folder belongs to it. It does not know the runs in them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// One adopted folder.
struct AdoptedRoot {
  std::string tree;    ///< Id of the tree, as in `.cairn/adopted/<tree>.json`.
  std::string root;    ///< Relative to the project, absolute where it lies outside; clean.
  std::string reader;  ///< What understood it: "lambda-hat".
};

/// The adopted folders of the project in `project_root`, sorted by tree. A tree file that cannot be
/// read is left out: refresh names it. Throws Error(io).
std::vector<AdoptedRoot> list_adopted_roots(const std::string& project_root);

/// The one of `roots` in which `path` (relative to the project, or absolute) lies, or nullptr.
const AdoptedRoot* find_adopted_root(const std::vector<AdoptedRoot>& roots, std::string_view path);

}  // namespace cairn
