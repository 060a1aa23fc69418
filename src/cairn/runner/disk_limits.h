// What a job may do to the disk: how large its run may grow, and how much room must be left, so
// that a run ends before the disk is full and others fail with it. It does not end anything.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cairn/record/run_definition.h"
#include "cairn/store/project.h"

namespace cairn {

/// Why no job may start: the disk has less room than storage.min_free_gb. nullopt when one may.
std::optional<std::string> lacks_room(const Project& project);
/// Throws Error(io) where no job may start.
void require_room(const Project& project);

class DiskLimits {
 public:
  /// storage.max_run_gb and storage.min_free_gb of the project, for one run.
  DiskLimits(const Project& project, const RunDefinition& definition);

  /// Why the run must not go on; nullopt when it may. Looks at a large folder less often.
  std::optional<std::string> exceeded();
  /// Why the run is too large, whatever room there is; nullopt when it is not.
  std::optional<std::string> grown_too_large();
  /// Seconds until it is worth to look again.
  double interval() const { return interval_; }

 private:
  const Project& project_;
  /// Absolute paths of what the run writes: its folder, or in one that it shares what it declares.
  std::vector<std::string> places_;
  std::optional<std::uint64_t> most_bytes_;
  double interval_ = 0.5;
};

}  // namespace cairn
