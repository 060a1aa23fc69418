// Bringing back what lies in the trash, to where it was, byte for byte: a group, a run of its own
// or out of a group, or what an earlier attempt left. Nothing is written over; what is in the way
// can be moved into the trash instead. It does not know how a person names an entry.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/store/trash_entry.h"

namespace cairn {

/// What is done with a run that has taken the place meanwhile.
enum class TakenPlace { refuse, replace };

/// What came back.
struct Restored {
  std::vector<TrashedRun> runs;
  std::string path;  ///< Of the folder, from the project's folder.
};

/// Brings back the contents of `entry`, or of these only the run `only`. Throws Error(conflict)
/// where the place is taken, saying what to type; Error(not_found) when it went meanwhile;
/// Error(io).
Restored restore_entry(const Project& project, const Catalog& catalog, const TrashEntry& entry,
                       const std::optional<RunId>& only, TakenPlace taken);

}  // namespace cairn
