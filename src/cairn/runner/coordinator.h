// The coordinator of one plan: starts the scheduler, listens to the person, and lets catalog and
// views follow what has been committed. Everything that it does after a commit can be lost: the
// next command finds it again. It does not know how commands are started or what views say.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cairn/runner/progress.h"
#include "cairn/runner/scheduler.h"
#include "cairn/views/render.h"

namespace cairn {

/// What came of a plan.
struct RunReport {
  ScheduleCounts counts;
  /// The runs that got an attempt, a new one or one from the trash, by their places in the plan.
  std::set<std::size_t> made;
  std::set<std::size_t> elsewhere;  ///< Those that another cairn makes.
  double seconds = 0;
  std::set<RunStatus> unfinished;     ///< How runs ended that did not finish.
  int interrupted_by = 0;             ///< The first signal, 0: none.
  std::optional<ErrorCode> refused;   ///< The first failure that was cairn's and no job's.
  std::vector<std::string> taken;     ///< What was typed into views and taken over.
  std::vector<std::string> kept;      ///< Hand-edited views that were kept.
  std::vector<std::string> problems;  ///< Of views and of events files.
  bool left_behind = false;           ///< Catalog and views did not follow to the end.
};

/// Runs what the plan wants. Nothing is written when there is nothing to run and no run of another
/// session to list.
RunReport run_plan(const Project& project, Plan& plan, const ScheduleOptions& options,
                   Progress& progress);

/// Brings the catalog up to date and makes the views of these folders (see render_views), or all of
/// them when something was changed by hand. Returns what rendering did.
RenderReport settle_views(const Project& project, Catalog& catalog,
                          const std::set<std::string>& folders);

}  // namespace cairn
