// Carrying a cleanup out: its options in one form for the verbs that take them, the moves one by
// one with progress, and catalog and views after them. It does not decide what goes.
#pragma once

#include <string>
#include <vector>

#include "cli/clean_plan.h"
#include "cli/options.h"

namespace cairn {

/// The options that say which runs go.
struct CleanSelection {
  RunSelection selection;
  std::optional<std::string> older_than;
  std::optional<std::int64_t> keep_best;
  std::string by;
  bool min = false;
  bool max = false;
  std::string per;
  std::optional<std::int64_t> keep_newest;
  std::optional<std::string> unit;
  bool ignore_links = false;
  bool archived = false;
  bool force = false;
};

/// Binds PLACE… and the sections "Which runs" and "Which of them go".
void bind_clean_selection(CommandLine& line, CleanSelection& selection);
/// The same without what only matters where runs go for good.
void bind_archive_selection(CommandLine& line, CleanSelection& selection);

/// What was asked for. Throws Error(invalid_input).
CleanRequest to_request(const CleanSelection& selection);

/// " --older-than 30d --keep-best 5 --by rmse": for the reason of entries.
std::string reason_of(const CleanSelection& selection);

/// Whether there is a way back.
enum class Removal { trash, for_good };

/// What was done.
struct CleanOutcome {
  std::vector<TrashEntry> moved;
  std::size_t left = 0;  ///< Moves that were not made, since something had changed.
};

/// Makes the moves of the plan and lets catalog and views follow. What changed meanwhile is left
/// and warned of. Throws Error(conflict) when the clock is set meanwhile, Error(io); what was moved
/// until then stays moved, and catalog and views follow.
CleanOutcome carry_out(OpenProject& open, const CleanPlan& plan, Removal removal);

/// Finishes what somebody who was killed left: moves into the trash, and views that are stale.
void settle_cut_off_moves(OpenProject& open);

/// Lets catalog and views follow for these runs; what could not is a warning.
void follow_and_warn(OpenProject& open, const std::vector<TrashedRun>& runs);

}  // namespace cairn
