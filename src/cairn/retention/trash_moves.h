// Moving runs and groups into the trash: what has to move as one, what the disk gets back, and the
// move itself, by rename, under the lock under which runs get new attempts. A run that changed
// since it was chosen is left alone. It does not know why a run goes.
#pragma once

#include <string>
#include <vector>

#include "cairn/base/lock.h"
#include "cairn/base/tree.h"
#include "cairn/catalog/catalog.h"
#include "cairn/store/trash_entry.h"

namespace cairn {

/// What is moved as one entry.
struct TrashMove {
  TrashKind kind = TrashKind::run;
  std::string path;           ///< The folder, from the project's folder.
  std::vector<RunHead> runs;  ///< All that lie in it; none in an empty group, and in a mere copy.
  bool is_shared = false;     ///< Only the files of its one run are moved.
};

/// What becomes of files in the folder of a group that are nobody's (loose_files.h).
enum class LooseFiles {
  go_along,  ///< Where the group goes as a whole, to a place from which it comes back.
  stay,      ///< Such a group does not go as a whole.
};

/// The moves that take exactly these runs, and these groups without runs: whole groups where all
/// that lies in them goes, but never the folder of all results. Sorted by path.
std::vector<TrashMove> plan_moves(const Project& project, const Catalog& catalog,
                                  const std::vector<RunHead>& going,
                                  const std::vector<std::string>& empty_groups,
                                  LooseFiles loose = LooseFiles::go_along);

/// What the disk gets back once these moves are purged.
TreeUsage usage_of(const Project& project, const std::vector<TrashMove>& moves);

/// Whether pinned runs stop a move.
enum class PinRule { refuse, ignore };

/// Throws Error(conflict) when something of the move changed since it was chosen: a run that is
/// new, gone, pinned, running or has another record; and when any of it lies behind a link
/// (link_above.h). For callers that hold lock_edits.
void check_move(const Project& project, const TrashMove& move, PinRule pins = PinRule::refuse);

/// Moves it; the entry that holds it now. Throws what check_move throws, before anything is moved;
/// Error(io).
TrashEntry move_into_trash(const Project& project, const TrashMove& move,
                           const std::string& reason);
/// The same for callers that hold lock_edits.
TrashEntry move_into_trash(const Project& project, const FileLock& edits, const TrashMove& move,
                           const std::string& reason);

/// Removes it for good, without a way back and without needing room on the disk. Throws as
/// move_into_trash does.
void remove_for_good(const Project& project, const TrashMove& move);

/// Finishes what a killed move out of a shared folder left behind.
void finish_trash_moves(const Project& project);

}  // namespace cairn
