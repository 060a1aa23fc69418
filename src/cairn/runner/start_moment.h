// Runs of which each start is one of its own (`unique: true`), and folders that are named by the
// moment of a start or by a number: which known run stands for a start that need not be made, and
// how two runs that would lie in one place get folders of their own, also those of two cairns at
// once. It does not know when a run has to run.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "cairn/base/digest.h"
#include "cairn/identity/key.h"
#include "cairn/layout/paths.h"
#include "cairn/runner/plan.h"

namespace cairn {

/// What the newest of the `known` runs has as its start whose key is `key` but for that. Reads the
/// records of the stage's runs.
std::optional<Value> newest_start(const Project& project,
                                  const std::unordered_map<Digest, RunHead, DigestHash>& known,
                                  RunKey key);

/// Whether the path that these fields give tells runs apart by a number: one that the layout counts
/// (`numbered: true`), or the one behind the moment of a start (20251112_143128.2).
bool is_counted(const Layout& layout, const Kind& kind, const Map& fields);

/// `fields` with that number.
Map with_number(const Kind& kind, const Map& fields, int number);

/// Makes the folder of a run that is told from others by a number, so that no other cairn takes it;
/// where one was quicker, the run gets the next number. Any other run is left as it is. Throws
/// Error(io).
void claim_start(const Project& project, PlannedRun& run);

/// Lets a known run that is about to start where it lies keep the whole name of its folder: it may
/// show the moment of an earlier start, which nothing but its record tells. To be asked for before
/// that record makes way; a plan with thousands of runs does without. Empty where the name is not
/// cut, or not known.
void keep_whole_name(const Project& project, PlannedRun& run);

}  // namespace cairn
