// One run from begin to commit on this machine: claim, start the command, wait with its timeout,
// commit. It does not know the plan's order or who else runs.
#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cairn/attempts/attempt.h"
#include "cairn/runner/placeholders.h"
#include "cairn/store/provenance_capture.h"

namespace cairn {

/// The process groups that run now, so that all can be ended at once. Safe for many threads.
class RunningJobs {
 public:
  void add(const ChildProcess& child);
  void remove(const ChildProcess& child);
  /// Sends a signal to every group that runs, and to those that start later.
  void signal_all(int signal_number);
  bool is_killed() const;

 private:
  mutable std::mutex mutex_;
  std::set<pid_t> groups_;
  int killed_by_ = 0;
};

/// What a job is given.
struct JobRequest {
  const PlannedRun* run = nullptr;
  RenderedCommand command;
  Fingerprint fingerprint;
  std::string reason;
  std::string plan;
  std::optional<PendingProvenance> provenance;  ///< Absent: the record tells of none.
  /// Called when the attempt has begun and when it is over, with the descriptor of its events file:
  /// whoever keeps the heartbeat wants to know.
  std::function<void(int events_fd)> begun;
  std::function<void(int events_fd)> ended;
  /// Asked when the command has ended well: an input that is not what the fingerprint says any
  /// more, which fails the attempt. Absent: nobody looks.
  std::function<std::string()> changed_input;
  /// Asked then too: the deps that are not what the fingerprint says any more. Whether the command
  /// has read them before or after is not known: the run has finished, and is stale. Absent: nobody
  /// looks.
  std::function<std::vector<std::string>()> changed_deps;
};

/// Runs one attempt. Returns its record, also for a command that failed. Throws Error(busy),
/// Error(io) when nothing could be recorded.
Record run_job(const Project& project, const JobRequest& request, RunningJobs& running);

/// Runs the command beside its run, in the folder that the definition names, and commits nothing:
/// the record only says what would have been recorded. Throws Error(io).
Record run_job_beside(const Project& project, const JobRequest& request, RunningJobs& running);

/// Sees to it that so many jobs can run at a time. Throws Error(invalid_input) when the system does
/// not allow us as many open files as they need.
void allow_jobs(std::size_t count);

/// Lines of a log that the report of a failure shows.
inline constexpr std::size_t kTailLines = 12;
/// The last lines of a run's log as they may be shown, for a person who wants to see what went
/// wrong. Very long ones are cut: an array that was printed on one line would be a wall.
std::vector<std::string> log_tail(const std::string& path, std::size_t lines,
                                  const Redactor& redactor);

}  // namespace cairn
