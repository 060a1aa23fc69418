// Carrying out a migration: each run is copied into a folder of its own in `.cairn/staging`, every
// byte compared with its SHA-256, and moved to its place with its record, the record last. A run is
// there whole or not at all; what was cut off goes on when the same migration is asked for again.
// `.cairn/migrations/<id>.json` names the runs that came, so that all of it can be undone. The
// source is only read. It does not know how places are chosen.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cairn/exchange/migrate_plan.h"

namespace cairn {

/// What was done.
struct MigrationReport {
  std::size_t migrated = 0;
  std::size_t present = 0;
  std::vector<std::string> problems;  ///< Runs that could not be copied; the others were.
};

/// Copies the runs of `plan` that are not there yet; `progress` is told how many are done. Runs
/// whose files changed since they were planned are problems. Throws Error(io).
MigrationReport carry_out_migration(const Project& project, const MigrationSource& source,
                                    const MigrationPlan& plan,
                                    const std::function<void(std::size_t done)>& progress);

/// Moves the runs that came from `folder` (absolute) to the trash; those that were run again or
/// pinned since stay and are problems. Returns the folders that went. Throws Error(not_found) where
/// nothing came from there.
std::vector<std::string> undo_migration(const Project& project, const Catalog& catalog,
                                        const std::string& folder,
                                        std::vector<std::string>& problems);

}  // namespace cairn
