#include "cairn/runner/check.h"

#include <signal.h>

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/process.h"
#include "cairn/base/time_units.h"
#include "cairn/base/version.h"
#include "cairn/runner/disk_limits.h"
#include "cairn/runner/interrupts.h"
#include "cairn/runner/job.h"
#include "cairn/store/beside.h"
#include "cairn/store/user_edits.h"

namespace cairn {

namespace {

constexpr std::array<std::string_view, 4> kResultNames = {"equal", "within", "differs", "failed"};
/// Names of differences that a link keeps; how many there are it says anyway.
constexpr std::size_t kMostKept = 20;

/// A project whose files need not survive a power cut: what a check makes is thrown away.
Project without_durability(const Project& project) {
  Project beside = project;
  beside.spec.durability = Durability::none;
  return beside;
}

List names_of(const CheckComparison& comparison) {
  List names;
  for (const CheckDifference& difference : comparison.differences) {
    const bool is_metric = difference.kind == CheckDifference::Kind::metric;
    if (names.size() == kMostKept) break;
    names.push_back((is_metric ? "metrics." : "") + difference.name);
  }
  return names;
}

/// The link that tells of a check, with what a reader needs to weigh it.
UserLink verified_link(const CheckOutcome& outcome) {
  UserLink link{.type = std::string(kVerifiedLink), .run = "", .at = now_us()};
  link.facts.append("result", check_result_name(outcome.result));
  link.facts.append("attempt", outcome.target->recorded.attempt().number);
  link.facts.append("host", host_name());
  link.facts.append("cairn", version());
  List changed;
  for (const Reason& reason : outcome.target->changed) changed.push_back(reason.leaf);
  if (!changed.empty()) link.facts.append("changed", std::move(changed));
  List names = names_of(outcome.comparison);
  if (!names.empty()) {
    link.facts.append("differences",
                      static_cast<std::int64_t>(outcome.comparison.differences.size()));
    link.facts.append("names", std::move(names));
  }
  if (!outcome.message.empty()) link.facts.append("message", outcome.message);
  return link;
}

/// Of each host the last check of a run counts.
void keep_outcome(const Project& project, const CheckOutcome& outcome) {
  edit_user(project, outcome.target->head, [&](UserEdits& edits) {
    UserLink link = verified_link(outcome);
    const Value* const host = link.facts.find("host");
    std::erase_if(edits.links, [&](const UserLink& known) {
      const Value* other = known.facts.find("host");
      return known.type == kVerifiedLink && other != nullptr && *other == *host;
    });
    edits.links.push_back(std::move(link));
  });
}

class Checker {
 public:
  Checker(const Project& project, const std::vector<CheckTarget>& targets, unsigned jobs,
          Progress& progress)
      : project_(project),
        beside_(without_durability(project)),
        targets_(targets),
        progress_(progress),
        area_(project),
        outcomes_(targets.size()) {
    const std::size_t count = std::min<std::size_t>(jobs, targets.size());
    allow_jobs(count);
    open_ = count;
    for (std::size_t i = 0; i < count; ++i) workers_.emplace_back([this] { work(); });
  }

  CheckReport run() {
    while (!wait_for_end()) {
      listen();
      progress_.update(counts());
    }
    progress_.clear();
    workers_.clear();
    if (failure_) std::rethrow_exception(failure_);
    for (std::optional<CheckOutcome>& outcome : outcomes_) {
      if (outcome) report_.outcomes.push_back(*std::move(outcome));
    }
    return std::move(report_);
  }

 private:
  void work() {
    while (const std::optional<std::size_t> index = take()) {
      try {
        std::optional<CheckOutcome> outcome = check(targets_[*index]);
        if (outcome) keep_outcome(project_, *outcome);
        const std::lock_guard<std::mutex> guard(mutex_);
        outcomes_[*index] = std::move(outcome);
        ++ended_;
      } catch (...) {
        const std::lock_guard<std::mutex> guard(mutex_);
        if (!failure_) failure_ = std::current_exception();
        stopped_ = true;
      }
    }
    const std::lock_guard<std::mutex> guard(mutex_);
    if (--open_ == 0) all_ended_.notify_all();
  }

  std::optional<std::size_t> take() {
    const std::lock_guard<std::mutex> guard(mutex_);
    if (stopped_ || next_ == targets_.size()) return std::nullopt;
    return next_++;
  }

  /// Nullopt for one that was interrupted.
  std::optional<CheckOutcome> check(const CheckTarget& target) {
    require_room(project_);
    PlannedRun placed = target.run();
    placed.definition = area_.place(placed.definition);
    const JobRequest request{.run = &placed,
                             .command = render_command(project_, target.plan->runs, placed),
                             .fingerprint = target.fingerprint,
                             .reason = fmt::format("check of {}", target.head.id.text),
                             .begun = [](int) {},
                             .ended = [](int) {}};
    const TimeUs started = steady_us();
    const Record again = run_job_beside(beside_, request, running_);
    CheckOutcome outcome{.target = &target, .seconds = seconds_of(steady_us() - started)};
    const std::string folder = project_.absolute(placed.definition.path);
    if (again.status != RunStatus::finished) {
      if (running_.is_killed()) return std::nullopt;
      outcome.result = CheckResult::failed;
      outcome.message = project_.redactor.redact(again.attempt().message);
      outcome.tail =
          log_tail(join_path(folder, placed.definition.log), kTailLines, project_.redactor);
    } else {
      outcome.comparison = compare_outs({target.recorded, project_.absolute(target.head.path)},
                                        {again, folder}, placed.point.stage->tolerance);
      const bool is_same = outcome.comparison.differences.empty();
      outcome.result = is_same ? CheckResult::equal : CheckResult::within;
      if (outcome.comparison.differs()) outcome.result = CheckResult::differs;
    }
    area_.discard(placed.definition);
    return outcome;
  }

  bool wait_for_end() {
    std::unique_lock<std::mutex> lock(mutex_);
    return all_ended_.wait_for(lock, std::chrono::milliseconds(100), [&] { return open_ == 0; });
  }

  void listen() {
    const int signal_number = interrupts_.take();
    if (signal_number == 0) return;
    const bool is_first = report_.interrupted_by == 0;
    if (is_first) report_.interrupted_by = signal_number;
    {
      const std::lock_guard<std::mutex> guard(mutex_);
      stopped_ = true;
    }
    if (is_first && signal_number == SIGINT) {
      progress_.say(
          "interrupted: waiting for the running checks to end (Ctrl-C again ends them now)");
      return;
    }
    running_.signal_all(++hard_interrupts_ > 1 ? SIGKILL : SIGTERM);
  }

  ScheduleCounts counts() const {
    const std::lock_guard<std::mutex> guard(mutex_);
    return {.done = ended_, .running = next_ - ended_, .left = targets_.size() - next_};
  }

  const Project& project_;
  const Project beside_;
  const std::vector<CheckTarget>& targets_;
  Progress& progress_;
  Interrupts interrupts_;  // Before the workers: they inherit the blocked signals.
  CheckArea area_;
  RunningJobs running_;
  CheckReport report_;
  int hard_interrupts_ = 0;

  mutable std::mutex mutex_;
  std::condition_variable all_ended_;
  std::vector<std::optional<CheckOutcome>> outcomes_;
  std::size_t next_ = 0;
  std::size_t ended_ = 0;
  std::size_t open_ = 0;  ///< Workers that have not ended.
  bool stopped_ = false;
  std::exception_ptr failure_;
  std::vector<std::jthread> workers_;
};

}  // namespace

std::string_view check_result_name(CheckResult result) {
  return kResultNames[static_cast<std::size_t>(result)];
}

CheckReport check_runs(const Project& project, const std::vector<CheckTarget>& targets,
                       unsigned jobs, Progress& progress) {
  return Checker(project, targets, jobs, progress).run();
}

}  // namespace cairn
