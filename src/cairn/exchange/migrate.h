// Carrying out a migration: each run is copied into a folder of its own in `.cairn/staging`, every
// byte compared with its SHA-256, and moved to its place with its record, the record last. A run is
// there whole or not at all; what was cut off goes on when the same migration is asked for again.
// `.cairn/migrations/<id>.json` names the runs that came, so that all of it can be undone. The
// source is only read. It does not know how places are chosen.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "cairn/exchange/migrate_plan.h"

namespace cairn {

/// What was done.
struct MigrationReport {
  std::size_t migrated = 0;
  std::size_t copied_instead = 0;  ///< Files that could not be linked as asked for.
  /// Runs that could not be copied; the others were. Texts of groups that gave way to others.
  std::vector<std::string> problems;
};

struct MigrationOptions {
  MigrateMeans means = MigrateMeans::copy;
  /// Told how many bytes are done, from any thread, one at a time.
  std::function<void(std::uint64_t done)> progress;
};

/// Copies the runs of `plan` that are not there yet. Runs whose files changed since they were
/// planned are problems. Throws Error(io), Error(busy) while another migration goes on.
MigrationReport carry_out_migration(const Project& project, const MigrationSource& source,
                                    const MigrationPlan& plan, const MigrationOptions& options);

/// Puts the folders of a source that lies in the project itself below `legacy/`, and lets go of
/// trees that are adopted there; the project has to be opened anew afterwards. Throws as above.
void put_source_away(const Project& project, const MigrationSource& source);

/// Does what a call of that for `folder`, cut off, left to do.
void finish_originals(const Project& project, const std::string& folder);

/// A run that came, and why it stays; empty: it goes.
struct UndoneRun {
  RunHead head;
  std::string problem;
};

/// What undoing a migration would do.
struct MigrationUndo {
  std::string source;  ///< Absolute.
  std::vector<UndoneRun> runs;
  std::vector<std::string> originals;  ///< Folders of the source that come back from `legacy/`.
};

/// Looks at what undo_migration would find, and changes nothing. Throws as it does.
MigrationUndo plan_undo(const Project& project, const Catalog& catalog, const std::string& folder);

/// What was undone.
struct UndoneMigration {
  std::vector<std::string> gone;  ///< The folders of the runs that went.
  std::set<std::string> groups;   ///< Groups that had such runs and stay: their views are old.
  std::vector<std::string> problems;
};

/// Moves the runs that came from `folder` (absolute) to the trash, with all that was said of them
/// and with groups that hold nothing else, and its folders back from `legacy/`; runs that were run
/// again or pinned since stay and are problems. Throws Error(not_found) where nothing came from
/// there.
UndoneMigration undo_migration(const Project& project, Catalog& catalog, const std::string& folder);

}  // namespace cairn
