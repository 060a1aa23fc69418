#include "cairn/runner/scheduler.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "cairn/attempts/bring_back.h"
#include "cairn/base/clock.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/heap.h"
#include "cairn/base/text.h"
#include "cairn/base/time_units.h"
#include "cairn/record/store_paths.h"
#include "cairn/runner/disk_limits.h"
#include "cairn/runner/start_moment.h"
#include "cairn/store/resolve.h"

namespace cairn {

namespace {

/// A time that is younger than this may stay what it is while more is changed.
constexpr TimeUs kSettled = kSecond;

/// The mtimes of the folders that the folders of runs lie in, each looked at once: many inputs of
/// one job lie together.
class AroundRuns {
 public:
  explicit AroundRuns(const Project& project) : project_(project) {}

  /// 0 where there is no such folder.
  std::int64_t mtime_ns(const std::string& run_path) {
    std::string folder = parent_path(run_path);
    if (folder != folder_) {
      folder_ = std::move(folder);
      const std::optional<FileStat> status = stat_path(project_.absolute(folder_));
      mtime_ns_ = status ? status->mtime_ns : 0;
    }
    return mtime_ns_;
  }

 private:
  const Project& project_;
  std::string folder_ = "/";
  std::int64_t mtime_ns_ = 0;
};

}  // namespace

Scheduler::Scheduler(const Project& project, Plan& plan, ScheduleOptions options)
    : project_(project),
      plan_(plan),
      options_(std::move(options)),
      provenance_(project),
      environment_(project),
      trashed_(project),
      states_(plan.runs.size(), JobState::waiting),
      dependents_(plan.runs.size()),
      marks_(plan.runs.size()),
      waiting_for_(plan.runs.size(), 0),
      overtaken_(plan.runs.size(), 0),
      free_slots_(options_.slots) {
  for (std::size_t i = 0; i < plan_.runs.size(); ++i) {
    if (plan_.runs[i].state == PlanState::cached) {
      states_[i] = JobState::cached;
      continue;
    }
    if (plan_.runs[i].state == PlanState::running) {
      states_[i] = JobState::elsewhere;
      continue;
    }
    ++open_;
    for (const Point::Need& need : plan_.runs[i].point.needs) {
      for (const std::size_t upstream : need.points) {
        if (states_[upstream] == JobState::cached) continue;
        dependents_[upstream].push_back(i);
        ++waiting_for_[i];
      }
    }
    if (waiting_for_[i] == 0) make_ready(i);
  }
  mark_cached();
  for (std::size_t i = 0; i < states_.size(); ++i) {
    if (states_[i] == JobState::elsewhere) block_dependents(i);
  }
}

Scheduler::~Scheduler() { stop_starting(); }

void Scheduler::start() {
  const std::size_t count = std::min<std::size_t>(options_.slots, open_);
  for (std::size_t i = 0; i < count; ++i) workers_.emplace_back([this] { work(); });
}

void Scheduler::work() {
  widen_thread_heap();
  std::unique_lock<std::mutex> lock(mutex_);
  while (const std::optional<std::size_t> index = take_ready(lock)) {
    lock.unlock();
    run_one(*index);
    lock.lock();
  }
}

/// Slots that a run takes: never more than there are, so that it can start at all.
static unsigned slots_of(const PlannedRun& run, unsigned all) {
  return std::min(run.point.stage->resources.cpus, all);
}

/// What fails each time must not keep all others from being tried.
void Scheduler::make_ready(std::size_t index) {
  const PlannedRun& run = plan_.runs[index];
  const bool has_failed =
      run.state == PlanState::retry && run.compared && run.compared->status == RunStatus::failed;
  (has_failed ? ready_again_ : ready_).push_back(index);
}

std::optional<std::size_t> Scheduler::take_ready(std::unique_lock<std::mutex>& lock) {
  while (true) {
    if (open_ == 0 || stopped_) return std::nullopt;
    if (const std::optional<std::size_t> index = take_fitting()) {
      states_[*index] = JobState::running;
      free_slots_ -= slots_of(plan_.runs[*index], options_.slots);
      return index;
    }
    changed_.wait(lock);
  }
}

Reasons Scheduler::reasons_against(const PlannedRun& run, const Record& record,
                                   const Fingerprint& fingerprint, const std::string& folder) {
  Reasons reasons = stale_reasons(project_, run, record, fingerprint, plan_.triggers, folder);
  if (!plan_.triggers.contains(ReasonKind::environment)) return reasons;
  const RenderedCommand command = render_command(project_, plan_.runs, run);
  for (Reason& reason : environment_.differences(command, record)) {
    reasons.push_back(std::move(reason));
  }
  return reasons;
}

/// Later runs may fill slots that the oldest one cannot use yet, but each slot only once: then they
/// stay free for it, else it would start when all others are done.
std::optional<std::size_t> Scheduler::take_fitting() {
  if (ready_.empty() && ready_again_.empty()) return std::nullopt;
  const std::size_t oldest = ready_.empty() ? ready_again_.front() : ready_.front();
  for (std::deque<std::size_t>* ready : {&ready_, &ready_again_}) {
    const auto fits = std::find_if(ready->begin(), ready->end(), [&](std::size_t index) {
      return slots_of(plan_.runs[index], options_.slots) <= free_slots_;
    });
    if (fits == ready->end()) continue;
    const std::size_t index = *fits;
    if (index != oldest && overtaken_[oldest]++ >= options_.slots) return std::nullopt;
    ready->erase(fits);
    return index;
  }
  return std::nullopt;
}

std::shared_ptr<const Record> Scheduler::still_cached(PlannedRun& run,
                                                      const Fingerprint& fingerprint) {
  if (run.state != PlanState::upstream || !run.known) return nullptr;
  auto record = std::make_shared<Record>(load_record(project_, *run.known));
  Reasons reasons =
      reasons_against(run, *record, fingerprint, project_.absolute(run.definition.path));
  if (reasons.empty()) return record;
  run.reasons = std::move(reasons);
  run.reason = reasons_text(run.reasons);
  return nullptr;
}

std::shared_ptr<const Record> Scheduler::made_meanwhile(const PlannedRun& run,
                                                        const Fingerprint& fingerprint) const {
  const RunId& id = run.definition.id;
  const std::string folder = project_.absolute(run.definition.path);
  if (run.state == PlanState::forced) return nullptr;
  std::optional<Record> record = read_sound_record(folder, id);
  // Of an earlier number: another cairn has brought it back from the trash.
  // Where the last one is archived, those that lie here are older.
  const int number = record ? record->attempt().number : 0;
  const int known = last_known_end(run);
  const bool is_news = run.next_place ? number > known : number != known;
  if (!record || !is_news || record->status != RunStatus::finished) return nullptr;
  if (!stale_reasons(project_, run, *record, fingerprint, plan_.triggers).empty()) return nullptr;
  return std::make_shared<Record>(*std::move(record));
}

std::shared_ptr<const Record> Scheduler::from_trash(const PlannedRun& run,
                                                    const Fingerprint& fingerprint,
                                                    JobResult& result) {
  if (run.state == PlanState::forced) return nullptr;
  std::shared_ptr<const Record> back;
  // One that cannot come back is told of, and an older one may be as good.
  const auto comes_back = [&](const TrashedAttempt& found) {
    try {
      if (!reasons_against(run, found.record, fingerprint, found.folder).empty()) return false;
      require_whole(project_, found.entry, found.record);
      back = std::make_shared<Record>(
          bring_back(project_, run.definition, found.entry, last_known_end(run)));
      return true;
    } catch (const Error& error) {
      // A disk that refuses to write is no fault of the attempt.
      if (error.code() == ErrorCode::busy || error.code() == ErrorCode::io) throw;
      result.not_back =
          fmt::format("attempt {} in the trash ({}) cannot come back: {}",
                      found.record.attempt().number, found.entry.name, error.message());
      return false;
    }
  };
  trashed_.find(run, WentBy::replacement, comes_back);
  return back;
}

Record Scheduler::run_attempts(PlannedRun& run, Fingerprint fingerprint) {
  require_room(project_);  // Before anything is made or moved.
  take_next_place(run);
  claim_start(project_, run);
  keep_whole_name(project_, run);
  JobRequest request{.run = &run,
                     .command = render_command(project_, plan_.runs, run),
                     .fingerprint = std::move(fingerprint),
                     .reason = run.reason,
                     .plan = options_.plan_id};
  request.provenance =
      provenance_.begin({.argv = &request.command.argv,
                         .variables = &request.command.environment,
                         .deps = &request.fingerprint.deps,
                         .predict = run.definition.predict ? &*run.definition.predict : nullptr});
  request.begun = [this, &run](int fd) {
    const std::lock_guard<std::mutex> guard(mutex_);
    heartbeats_.push_back(fd);
    if (!run.announcement.empty()) announcements_.push_back(run.announcement);
  };
  request.ended = [this](int fd) {
    const std::lock_guard<std::mutex> guard(mutex_);
    std::erase(heartbeats_, fd);
  };
  request.changed_input = [this, &run] { return changed_input(run); };
  request.changed_deps = [this, &run, &request] {
    hasher_.expire();
    return changed_deps(project_, run, request.fingerprint, hasher_);
  };
  for (unsigned retry = 0;; ++retry) {
    Record record = run_job(project_, request, running_);
    const bool may_retry = record.status == RunStatus::failed && !running_.is_killed() &&
                           changed_input(run).empty() && !lacks_room(project_);
    if (!may_retry || retry == run.point.stage->retries) return record;
    request.reason = fmt::format("retry {} of {}", retry + 1, run.point.stage->retries);
  }
}

void Scheduler::mark_cached() {
  AroundRuns around(project_);
  for (std::size_t i = 0; i < plan_.runs.size(); ++i) {
    const std::optional<RunHead>& known = plan_.runs[i].known;
    if (states_[i] != JobState::cached || !known || project_.adopted_at(known->path)) continue;
    const RunDefinition& run = plan_.runs[i].definition;
    const TimeUs settled = now_us() - kSettled;
    // Out of a folder that runs share, their files go one by one.
    const std::int64_t mtime_ns = run.shared_folder ? 0 : around.mtime_ns(run.path);
    mark_record(i, mtime_ns / 1000 < settled ? mtime_ns : 0);
  }
}

void Scheduler::mark_record(std::size_t index, std::int64_t around_ns) {
  const RunDefinition& definition = plan_.runs[index].definition;
  const auto status = stat_path(record_path(project_.absolute(definition.path), definition.id));
  if (status) {
    marks_[index] =
        RecordMark{static_cast<std::int64_t>(status->size), status->mtime_ns, around_ns};
  }
}

std::string Scheduler::changed_input(const PlannedRun& run) const {
  AroundRuns around(project_);
  for (const Point::Need& need : run.point.needs) {
    for (const std::size_t index : need.points) {
      if (!marks_[index]) continue;
      const RunDefinition& input = plan_.runs[index].definition;
      const RecordMark& mark = *marks_[index];
      if (mark.around_ns != 0 && mark.around_ns == around.mtime_ns(input.path)) continue;
      const auto status = stat_path(record_path(project_.absolute(input.path), input.id));
      const bool stands = status && mark.size == static_cast<std::int64_t>(status->size) &&
                          mark.mtime_ns == status->mtime_ns;
      if (!stands) return fmt::format("{} {}", input.stage, input.id.text);
    }
  }
  return {};
}

void Scheduler::find_made(PlannedRun& run, const Fingerprint& fingerprint, JobResult& result) {
  result.record = still_cached(run, fingerprint);
  const bool was_coming = !result.record && finish_bringing_back(project_, run.definition);
  if (!result.record) result.record = made_meanwhile(run, fingerprint);
  if (result.record) {
    result.state = was_coming ? JobState::back : JobState::cached;
    return;
  }
  std::exception_ptr busy;
  try {
    result.record = from_trash(run, fingerprint, result);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::busy) throw;
    busy = std::current_exception();
  }
  if (result.record) {
    result.state = JobState::back;
  } else if (busy || !result.not_back.empty()) {
    // Another cairn may have brought back the very same.
    result.record = made_meanwhile(run, fingerprint);
    if (!result.record && busy) std::rethrow_exception(busy);
    if (!result.record) return;
    result.state = JobState::cached;
    result.not_back.clear();
  }
}

void Scheduler::run_one(std::size_t index) {
  PlannedRun& run = plan_.runs[index];
  JobResult result{.index = index, .state = JobState::failed};
  try {
    if (const std::string input = changed_input(run); !input.empty()) {
      throw Error(ErrorCode::busy,
                  fmt::format("its input {} is made again by another cairn", input),
                  "wait for it, then run this again");
    }
    Fingerprint fingerprint = make_fingerprint(project_, run, plan_.outputs, hasher_);
    find_made(run, fingerprint, result);
    if (!result.record) {
      result.record = std::make_shared<Record>(run_attempts(run, std::move(fingerprint)));
      result.message = result.record->attempt().message;
      if (result.record->status == RunStatus::finished) result.state = JobState::done;
      if (result.record->status == RunStatus::killed && running_.is_killed()) {
        result.state = JobState::killed;
      }
    }
  } catch (const Error& error) {
    // Somebody has begun it since the plan was made.
    if (error.code() == ErrorCode::busy) result.state = JobState::elsewhere;
    result.refused = error.code();
    result.message = error.hint().empty() ? error.message()
                                          : fmt::format("{} ({})", error.message(), error.hint());
  } catch (const std::exception& error) {
    result.refused = ErrorCode::internal;
    result.message = fmt::format("internal error: {}", error.what());
  }
  finish(std::move(result));
}

void Scheduler::finish(JobResult result) {
  const std::lock_guard<std::mutex> guard(mutex_);
  const std::size_t index = result.index;
  states_[index] = result.state;
  free_slots_ += slots_of(plan_.runs[index], options_.slots);
  --open_;
  const bool has_looked = result.state == JobState::done || result.state == JobState::cached;
  // What it looked at when its command had ended serves the next one, unless that waited for what
  // this one has put in place since.
  if (!has_looked || !dependents_[index].empty()) hasher_.expire();
  const bool is_there = result.state == JobState::done || result.state == JobState::cached ||
                        result.state == JobState::back;
  if (is_there) {
    plan_.outputs[index] = outputs_of(*result.record);
    mark_record(index);
    for (const std::size_t dependent : dependents_[index]) {
      if (--waiting_for_[dependent] == 0 && states_[dependent] == JobState::waiting) {
        make_ready(dependent);
      }
    }
  } else {
    block_dependents(index);
    const bool has_failed = result.state != JobState::elsewhere;
    if (has_failed && options_.on_failure == OnFailure::stop_starting) stopped_ = true;
  }
  results_.push_back(std::move(result));
  if (stopped_) skip_waiting();
  changed_.notify_all();
  if (open_ == 0) all_ended_.notify_all();
}

void Scheduler::block_dependents(std::size_t index) {
  for (const std::size_t dependent : dependents_[index]) {
    if (states_[dependent] != JobState::waiting) continue;
    states_[dependent] = JobState::blocked;
    --open_;
    results_.push_back(
        {.index = dependent,
         .state = JobState::blocked,
         .message = fmt::format("{} {} did not finish", plan_.runs[index].definition.stage,
                                plan_.runs[index].definition.id.text)});
    block_dependents(dependent);
  }
}

void Scheduler::skip_waiting() {
  for (std::size_t i = 0; i < states_.size(); ++i) {
    if (states_[i] != JobState::waiting) continue;
    states_[i] = JobState::skipped;
    --open_;
    results_.push_back({.index = i, .state = JobState::skipped});
  }
  ready_.clear();
  ready_again_.clear();
}

std::vector<JobResult> Scheduler::take_results(double seconds) {
  std::unique_lock<std::mutex> lock(mutex_);
  all_ended_.wait_for(lock, std::chrono::duration<double>(seconds), [&] { return open_ == 0; });
  std::vector<JobResult> taken(std::make_move_iterator(results_.begin()),
                               std::make_move_iterator(results_.end()));
  results_.clear();
  return taken;
}

std::vector<std::string> Scheduler::take_announcements() {
  const std::lock_guard<std::mutex> guard(mutex_);
  return std::exchange(announcements_, {});
}

bool Scheduler::is_over() const {
  const std::lock_guard<std::mutex> guard(mutex_);
  return open_ == 0 && results_.empty();
}

ScheduleCounts Scheduler::counts() const {
  const std::lock_guard<std::mutex> guard(mutex_);
  ScheduleCounts counts;
  for (const JobState state : states_) {
    counts.done += state == JobState::done;
    counts.cached += state == JobState::cached;
    counts.back += state == JobState::back;
    counts.running += state == JobState::running;
    counts.failed += state == JobState::failed;
    counts.killed += state == JobState::killed;
    counts.blocked += state == JobState::blocked;
    counts.skipped += state == JobState::skipped;
    counts.elsewhere += state == JobState::elsewhere;
    counts.left += state == JobState::waiting;
  }
  return counts;
}

void Scheduler::stop_starting() {
  const std::lock_guard<std::mutex> guard(mutex_);
  stopped_ = true;
  skip_waiting();
  changed_.notify_all();
  all_ended_.notify_all();
}

void Scheduler::kill_all(int signal_number) {
  stop_starting();
  running_.signal_all(signal_number);
}

void Scheduler::beat() {
  const std::lock_guard<std::mutex> guard(mutex_);
  for (const int fd : heartbeats_) touch_now(fd);
}

}  // namespace cairn
