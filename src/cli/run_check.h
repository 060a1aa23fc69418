// `cairn run --check RUN…`: recorded runs are run again beside, and what came out is said. It does
// not know how they are compared.
#pragma once

#include <string>
#include <vector>

#include "cairn/runner/progress.h"

namespace cairn {

/// The exit status of what a person interrupted, as of a shell.
inline constexpr int kExitInterrupted = 130;

struct RunCheckOptions {
  std::vector<std::string> words;  ///< Runs and groups.
  unsigned jobs = 1;
  bool dry_run = false;
  bool quiet = false;
  ProgressOptions progress;
};

/// Returns the exit status: 0 when every run came out the same within its tolerances, else 1, or
/// kExitInterrupted when it was interrupted.
int check_runs_verb(const RunCheckOptions& options);

}  // namespace cairn
