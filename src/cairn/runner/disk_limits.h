// What a job may do to the disk: how large its run may grow, and how much room must be left, so
// that a run ends before the disk is full and others fail with it. It does not end anything.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cairn/store/project.h"
#include "cairn/store/run_definition.h"

namespace cairn {

class DiskLimits {
 public:
  /// storage.max_run_gb and storage.min_free_gb of the project, for one run.
  DiskLimits(const Project& project, const RunDefinition& definition);

  /// Why the run must not go on; nullopt when it may. Looks at a large folder less often.
  std::optional<std::string> exceeded();
  /// Seconds until it is worth to look again.
  double interval() const { return interval_; }

 private:
  std::string root_;
  std::string folder_;  ///< Empty: shared with other runs, so that its size says nothing.
  std::optional<std::uint64_t> most_bytes_;
  std::optional<std::uint64_t> least_free_;
  double interval_ = 0.5;
};

}  // namespace cairn
