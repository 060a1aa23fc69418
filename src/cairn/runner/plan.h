// The plan: every run that is asked for, with its id, its place, and whether it has to run.
// Planning reads records and hashes what commands depend on; it makes no folder and writes nothing.
// It does not know how jobs are started.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/identity/fingerprint.h"
#include "cairn/record/record.h"
#include "cairn/record/run_definition.h"
#include "cairn/record/run_outputs.h"
#include "cairn/runner/reason.h"
#include "cairn/spec/sweep.h"
#include "cairn/store/groups.h"
#include "cairn/store/project.h"
#include "cairn/store/trash_entry.h"

namespace cairn {

/// Whether a planned run has to run.
enum class PlanState {
  cached,    ///< Same key, same fingerprint, all declared outs in place.
  missing,   ///< Never ran to its end.
  stale,     ///< Same key, another fingerprint; or a declared out is gone.
  retry,     ///< The last attempt failed, was killed or is lost.
  forced,    ///< Asked for by --force or --forcerun.
  upstream,  ///< Something upstream runs first; decided when that has ended.
  running,   ///< A living process makes it now; nothing here has to.
  trashed,   ///< One of its attempts in the trash is as it is wanted now, and comes back instead.
};

std::string_view plan_state_name(PlanState state);

/// What so many runs of this state do before those that need them: "runs first", "come back first".
std::string_view goes_first(PlanState state, std::size_t count);

/// The attempt with which a planned run is compared.
struct ComparedAttempt {
  RunId id;
  Digest digest;
  std::string path;
  int attempt = 1;
  RunStatus status = RunStatus::finished;
  TimeUs ended = 0;  ///< When it began where its end is unknown.
};

/// An attempt in the trash that would be cached if it lay in its place.
struct InTrash {
  std::string entry;  ///< The name of the entry.
  TrashKind kind = TrashKind::attempt;
  std::size_t entry_runs = 1;  ///< How many runs lie in the entry.
  int attempt = 1;
  TimeUs ended = 0;
};

/// One run of the plan.
struct PlannedRun {
  Point point;
  RunDefinition definition;
  std::vector<GroupPlace> groups;  ///< Above its folder, outermost first.
  PlanState state = PlanState::missing;
  Reasons reasons;     ///< Why it has to run, the first the most telling; empty for a cached one.
  std::string reason;  ///< In words: "lr: 0.1 → 0.2 (and 1 more)".
  std::optional<ComparedAttempt> compared;  ///< Its last attempt; absent when it never began.
  /// What comes back, of a run that is `trashed`; of any other that runs, what a person cleaned,
  /// and may bring back instead. Looked for where all that is upstream is known.
  std::optional<InTrash> in_trash;
  /// Whether it is cached by a record whose commit was cut off before its last sync.
  bool is_unsettled = false;
  /// Whether it is cached only because a person pinned it; `reason` says why it would run else.
  bool is_held = false;
  Map defaults;                            ///< Declared defaults, for comparing fingerprints.
  std::optional<Fingerprint> fingerprint;  ///< Present once all upstream runs are known.
  std::optional<RunHead> known;            ///< The row of an earlier attempt, if any.
  std::string announcement;                ///< What the layout says when it begins; empty: nothing.
  /// What its path shows, where that is told from others by a number: another run may take the
  /// folder first. Else empty.
  Map start_fields;
  int start_number = 1;  ///< The first number that was free as the plan was made.
  /// Where the next attempt is made of a run in the archive, or of an unfinished one in whose
  /// shared folder another run has made its outs: where a new run of its name lies. What it left
  /// stays as it is, an older copy then. Absent: the next attempt is made where it lies.
  std::optional<RunPlace> next_place;
  /// Whether it is a run that is used as it lies and never made here: one that was given as an
  /// input, or one of an adopted tree that bears the name which the layout's scheme makes.
  bool is_taken = false;
};

/// Lets a run that is to run lie where its next attempt is made; one without such a place stays.
void take_next_place(PlannedRun& run);

/// What stands for a stage whose starts are runs of their own (`unique: true`).
enum class UniqueRuns {
  new_start,  ///< A new run.
  needed,     ///< The newest that there is, cached or run again like any other; else a new run.
};

/// What to plan.
struct PlanRequest {
  SweepRequest sweep;
  std::optional<std::vector<Point>> points;  ///< In place of all that the sweep spans.
  std::vector<RunHead> given;                ///< The runs that given points among those stand for.
  std::string experiment;                    ///< Empty: that of cairn.yaml.
  SessionChoice session = SessionChoice::join_newest;
  bool force_all = false;              ///< Every selected run.
  std::set<std::string> force_stages;  ///< These stages.
  UniqueRuns unique_runs = UniqueRuns::new_start;
  TimeUs started = now_us();  ///< When it was asked for: in the key of each run that is `unique`.
  Triggers triggers = default_triggers();
};

struct Plan {
  Session session;
  Triggers triggers;                               ///< Which leaves may make a run stale.
  std::vector<PlannedRun> runs;                    ///< Each after its needs.
  std::vector<std::optional<RunOutputs>> outputs;  ///< Of the runs above that are cached.
  /// What this user may not look at, a message each: what is decided about those runs, and what
  /// needs them, is a guess that nobody should act on.
  std::vector<std::string> denied;

  std::size_t count(PlanState state) const;
  /// Runs that may have to run, or come back from the trash.
  std::size_t work() const;
};

/// Makes the plan. Throws Error(invalid_input), Error(not_found) for a missing dep, Error(conflict)
/// when two runs claim one path or one output.
Plan make_plan(const Project& project, const Catalog& catalog, const PlanRequest& request);

/// The finished attempt that goes to the trash when the run is made again; nullopt where there is
/// none or nothing is made. A run that waits for others (upstream) may turn out to be cached.
std::optional<int> replaced_attempt(const PlannedRun& run);

/// The last attempt of which the plan knows how it ended (0: of none). One that still ran then, or
/// seemed lost, may have been committed since: its record is news.
int last_known_end(const PlannedRun& run);

}  // namespace cairn
