// What of a folder can join one that stands in its place already: the folder of a run whose inner
// runs are back, a session of which a part is. Nothing is written over, and no two runs meet in one
// folder. It moves nothing itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/store/project.h"

namespace cairn {

/// How `from` joins `to`.
struct JoinPlan {
  /// What moves, relative to both: what `to` lacks, and of folders that are in both what is in
  /// them; in the order of order_parts().
  std::vector<std::string> parts;
  std::optional<std::string> taken;  ///< What is in the way, relative; "" is the folder itself.
  bool leaves_older = false;         ///< Whether older words of a file of `to` stay in `from`.
};

/// Plans it for two folders (from the project's folder). Files that are equal in both are left in
/// `from`, and so are older ones: views, which are made anew in `to`, and what the group itself has
/// said before.
JoinPlan plan_joining(const Project& project, const Catalog& catalog, const std::string& from,
                      const std::string& to);

}  // namespace cairn
