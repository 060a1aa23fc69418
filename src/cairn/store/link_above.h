// Whether the way to a file of the project leads through a symbolic link. What lies behind one may
// belong to somebody else: nothing there is moved, replaced or removed. The folders that a project
// begins with (its results, its archive, its trash) may be links themselves; below them none may.
// It does not know what is to be done with the file.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cairn/store/project.h"

namespace cairn {

/// Answers for many paths, and looks at each folder once. Not for several threads.
class LinksAbove {
 public:
  explicit LinksAbove(const Project& project) : project_(project) {}

  /// The outermost link among the folders above `path`; both relative to the project. nullopt where
  /// there is none. Throws Error(io).
  const std::optional<std::string>& of(const std::string& path);

 private:
  const std::optional<std::string>& at(const std::string& folder);

  const Project& project_;
  std::map<std::string, std::optional<std::string>> known_;
};

/// The same for one path.
std::optional<std::string> link_above(const Project& project, const std::string& path);

/// Throws Error(conflict) naming the link above `path`, where there is one, and what to do.
void refuse_link_above(const Project& project, const std::string& path);

/// The same for these files of a folder, which counts as above them.
void refuse_links_above(const Project& project, const std::string& folder,
                        const std::vector<std::string>& parts);

}  // namespace cairn
