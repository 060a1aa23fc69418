// Putting runs and sessions away, and taking them back: archive/2026-08_wheat/ below the results
// has them with the folders that they lay in. They stay runs like any other (listed, ranked, found,
// used as inputs), only out of the way, and nothing of them changes but their place. Where part of
// a session was put away before, the rest joins it. It does not know how runs are chosen.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cairn/retention/clean_rows.h"
#include "cairn/retention/relocation.h"
#include "cairn/retention/trash_moves.h"

namespace cairn {

/// What goes where.
struct ArchivePlan {
  std::vector<TrashMove> moves;  ///< As they were chosen, to be checked once more.
  RelocationPlan relocation;
  PinRule pins = PinRule::refuse;
};

/// The way of these moves into the archive. Their month is that of the session, or else of the
/// newest time on record.
ArchivePlan plan_archive(const Project& project, const CleanTable& table,
                         const std::vector<TrashMove>& moves);

/// The way back of these runs. Throws Error(conflict) where a place is taken, or a running job
/// reads one of them where it is.
ArchivePlan plan_unarchive(const Project& project, const Catalog& catalog,
                           const std::vector<RunHead>& runs);

/// Moves all of it, or nothing. Throws Error(conflict) when something changed since it was chosen,
/// Error(io).
void carry_out(const Project& project, const ArchivePlan& plan);

}  // namespace cairn
