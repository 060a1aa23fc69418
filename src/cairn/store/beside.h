// The place where runs are run again as a check, beside what is recorded: `.cairn/staging/check`.
// While one process holds it nobody else may, so that all it finds there is garbage of a process
// that was killed, and goes; at the end everything goes. It does not know what is checked.
#pragma once

#include <string>

#include "cairn/base/lock.h"
#include "cairn/record/run_definition.h"
#include "cairn/store/project.h"

namespace cairn {

class CheckArea {
 public:
  /// Takes the place and clears it; jobs of a killed check that still run are ended. Throws
  /// Error(busy) while another process checks, Error(io).
  explicit CheckArea(const Project& project);
  CheckArea(const CheckArea&) = delete;
  CheckArea& operator=(const CheckArea&) = delete;
  /// Clears it; what cannot be removed stays for the next one.
  ~CheckArea();

  /// The definition of a run with a folder of its own here, called as the run's folder is.
  RunDefinition place(const RunDefinition& definition) const;
  /// Removes what a run made here. Throws Error(io).
  void discard(const RunDefinition& placed) const;

 private:
  const Project& project_;
  FileLock lock_;
};

/// Removes what a killed check left, unless one is under way. Throws Error(io).
void clear_dead_check(const Project& project);

}  // namespace cairn
