// Whether a finished run is still what its command, code and data would make: the fingerprint of a
// planned run, and the comparison with the record. It does not know ids or paths of runs.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "cairn/runner/plan.h"

namespace cairn {

/// Digests of what commands depend on, remembered while size, mtime and inode stay as they were.
/// Safe for many threads.
class DepHasher {
 public:
  /// The digest of a file or folder. Throws Error(not_found), Error(io).
  Digest hash(const std::string& path);

 private:
  struct Entry {
    std::string state;  ///< Sizes, mtimes and inodes of all files.
    Digest digest;
  };
  std::mutex mutex_;
  std::map<std::string, Entry> known_;
};

/// The outputs of a record: declared outs and metrics files; all artifacts but logs where it
/// declares none.
RunOutputs outputs_of(const Record& record);

/// The fingerprint of a run whose upstream outputs are all known; `outputs` is indexed as the plan.
/// Throws Error(not_found) naming stage and dep when a dep is missing.
Fingerprint make_fingerprint(const Project& project, const PlannedRun& run,
                             const std::vector<std::optional<RunOutputs>>& outputs,
                             DepHasher& hasher);

/// Throws Error(not_found), with the place, when a dep of the run does not exist.
void check_deps(const Project& project, const PlannedRun& run);

/// Why the recorded run no longer stands; empty when it does.
std::string why_stale(const Project& project, const PlannedRun& run, const Record& record,
                      const Fingerprint& fingerprint);

}  // namespace cairn
