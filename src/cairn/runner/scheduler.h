// Running a plan on this machine: workers take what is ready, in plan order, as slots allow, and
// what failed the last time after all else; what depends on a failed run is blocked. Workers only
// run and commit; whoever called sees each result through `take_results`, on its own thread. It
// does not know catalog, views or terminals.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "cairn/base/error.h"
#include "cairn/runner/environment.h"
#include "cairn/runner/freshness.h"
#include "cairn/runner/job.h"
#include "cairn/runner/plan.h"
#include "cairn/runner/trashed_attempts.h"

namespace cairn {

/// How one run of the plan came out.
enum class JobState {
  waiting,  ///< For what it needs, or for a slot.
  running,
  done,       ///< It ran and finished.
  cached,     ///< Nothing had to run.
  back,       ///< Nothing had to run: an earlier attempt came back from the trash.
  failed,     ///< It ran and failed, or could not be recorded.
  killed,     ///< It was interrupted.
  blocked,    ///< Something that it needs failed.
  skipped,    ///< Never started: the plan was stopped before.
  elsewhere,  ///< Another cairn makes it.
};

struct JobResult {
  std::size_t index = 0;  ///< In the plan.
  JobState state = JobState::waiting;
  std::shared_ptr<const Record> record;  ///< Absent when nothing was recorded.
  std::string message;                   ///< Why it failed.
  std::optional<ErrorCode> refused;      ///< It was not the job that failed, but cairn.
  std::string not_back;  ///< Why an attempt in the trash did not come back; empty: there was none.
};

/// What happens when a run fails.
enum class OnFailure {
  stop_starting,  ///< Runs that are under way end; no other starts.
  keep_going,     ///< Everything that does not depend on it still runs.
};

struct ScheduleOptions {
  unsigned slots = 1;
  OnFailure on_failure = OnFailure::stop_starting;
  std::string plan_id;
};

/// Numbers of runs in each state.
struct ScheduleCounts {
  std::size_t done = 0, cached = 0, back = 0, running = 0, failed = 0, killed = 0, blocked = 0,
              skipped = 0, left = 0, elsewhere = 0;
};

class Scheduler {
 public:
  Scheduler(const Project& project, Plan& plan, ScheduleOptions options);
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;
  /// Waits for all workers.
  ~Scheduler();

  void start();
  /// What ended since the last call. Waits `seconds`, or until all has ended: whoever asks in a
  /// loop is not woken by each job.
  std::vector<JobResult> take_results(double seconds);
  /// The announcements of runs that began since the last call.
  std::vector<std::string> take_announcements();
  /// Whether every run has ended or never will start, and all results were taken.
  bool is_over() const;
  ScheduleCounts counts() const;
  /// Starts no more runs; those under way go on.
  void stop_starting();
  /// The same, and ends the process groups of those under way with a signal.
  void kill_all(int signal_number);
  /// Touches the events files of all running attempts.
  void beat();

 private:
  void work();
  std::optional<std::size_t> take_ready(std::unique_lock<std::mutex>& lock);
  std::optional<std::size_t> take_fitting();
  void make_ready(std::size_t index);
  void run_one(std::size_t index);
  Record run_attempts(PlannedRun& run, Fingerprint fingerprint);
  /// The record of a run that had to wait for its upstream and turned out to be cached; null when
  /// it has to run, and then its reasons are known.
  std::shared_ptr<const Record> still_cached(PlannedRun& run, const Fingerprint& fingerprint);
  /// The record of a run that another cairn has made since the plan was; null when none has.
  std::shared_ptr<const Record> made_meanwhile(const PlannedRun& run,
                                               const Fingerprint& fingerprint) const;
  /// Brings back the attempt in the trash that is as the run is wanted, and returns its record;
  /// null when there is none, or it is damaged, which `result` then tells.
  std::shared_ptr<const Record> from_trash(const PlannedRun& run, const Fingerprint& fingerprint,
                                           JobResult& result);
  /// Looks whether nothing has to run, in these three ways; says so in `result`.
  void find_made(PlannedRun& run, const Fingerprint& fingerprint, JobResult& result);
  /// What a recorded attempt, whose files lie in `folder`, lacks to be cached.
  Reasons reasons_against(const PlannedRun& run, const Record& record,
                          const Fingerprint& fingerprint, const std::string& folder);
  /// Notes the record of a run that others may need as it is now.
  void mark_record(std::size_t index, std::int64_t around_ns = 0);
  /// The same for all that are cached as the plan begins.
  void mark_cached();
  /// The first input of the run whose record is another one than the plan, or we, knew: another
  /// cairn makes it again, or has done so. Empty: none.
  std::string changed_input(const PlannedRun& run) const;
  void finish(JobResult result);
  void block_dependents(std::size_t index);
  void skip_waiting();

  const Project& project_;
  Plan& plan_;
  ScheduleOptions options_;
  RunningJobs running_;
  DepHasher hasher_;
  ProvenanceCapture provenance_;
  EnvironmentCheck environment_;
  TrashedAttempts trashed_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::condition_variable all_ended_;
  std::vector<JobState> states_;
  std::vector<std::vector<std::size_t>> dependents_;
  /// A record file as it was when the outputs of its run were taken from it.
  struct RecordMark {
    std::int64_t size = 0;
    std::int64_t mtime_ns = 0;
    /// Of the folder that the run's folder lies in, as of which the record stands: a new attempt
    /// takes the run's folder away, which changes it. 0: it does not tell.
    std::int64_t around_ns = 0;
  };
  /// Absent: of adopted runs, and of those that have no record yet.
  std::vector<std::optional<RecordMark>> marks_;
  std::vector<std::size_t> waiting_for_;  ///< Needs of each run that have not ended well yet.
  std::vector<unsigned> overtaken_;       ///< By how many later ones, as it waited for its slots.
  std::deque<std::size_t> ready_;
  std::deque<std::size_t> ready_again_;  ///< Those that failed the last time.
  std::deque<JobResult> results_;
  std::vector<int> heartbeats_;
  std::vector<std::string> announcements_;
  unsigned free_slots_ = 0;
  std::size_t open_ = 0;  ///< Runs that are waiting or running.
  bool stopped_ = false;
  std::vector<std::jthread> workers_;
};

}  // namespace cairn
