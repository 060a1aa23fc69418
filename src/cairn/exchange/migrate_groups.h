// What people said of the groups of a project that is migrated: the description, notes, tags and
// objectives of its group files go to the group here that holds the same runs, or that has the same
// name in the layout and holds all of them. Nothing is guessed beyond that: what has no such group
// is told. It does not know how runs are copied.
#pragma once

#include <string>
#include <vector>

#include "cairn/exchange/migrate_plan.h"

namespace cairn {

/// Adds to `plan` the groups of `source` that something is known of, and to its conflicts those
/// for which there is no place. Nothing is written.
void plan_groups(const MigrationSource& source, const Project& project, MigrationPlan& plan);

/// Writes what the planned groups say into those of the project, where nothing is said yet. Returns
/// a line for each text that gave way to another one. Throws Error(io).
std::vector<std::string> write_groups(const Project& project, const MigrationPlan& plan);

}  // namespace cairn
