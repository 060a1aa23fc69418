// Whether a finished run is still what its command, code and data would make: the fingerprint of a
// planned run, and what differs from the record, reason by reason. It does not know where values
// were written.
#pragma once

#include <optional>
#include <vector>

#include "cairn/runner/dep_hash.h"
#include "cairn/runner/plan.h"

namespace cairn {

/// The fingerprint of a run whose upstream outputs are all known; `outputs` is indexed as the plan.
/// Throws Error(not_found) naming stage and dep when a dep is missing.
Fingerprint make_fingerprint(const Project& project, const PlannedRun& run,
                             const std::vector<std::optional<RunOutputs>>& outputs,
                             DepHasher& hasher);

/// The deps of a run that are not what its fingerprint says any more.
std::vector<std::string> changed_deps(const Project& project, const PlannedRun& run,
                                      const Fingerprint& fingerprint, DepHasher& hasher);

/// Throws Error(not_found), with the place, when a dep of the run does not exist.
void check_deps(const Project& project, const PlannedRun& run);

/// The path of a dep of `run` as the fingerprint names it, relative to the project.
std::string dep_path(const Project& project, const PlannedRun& run, const DepSpec& dep);

/// Why the recorded run no longer stands: leaves of the fingerprint that differ and may make a run
/// stale, then files of the run that are gone or were edited. Empty when it stands. A file that was
/// written after the record is read to tell whether its bytes changed.
Reasons stale_reasons(const Project& project, const PlannedRun& run, const Record& record,
                      const Fingerprint& fingerprint, const Triggers& triggers);
/// The same of an attempt whose files lie in `folder` (absolute) for now.
Reasons stale_reasons(const Project& project, const PlannedRun& run, const Record& record,
                      const Fingerprint& fingerprint, const Triggers& triggers,
                      const std::string& folder);

}  // namespace cairn
