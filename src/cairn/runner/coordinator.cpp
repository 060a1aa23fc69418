#include "cairn/runner/coordinator.h"

#include <signal.h>

#include <algorithm>
#include <functional>
#include <future>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/lock.h"
#include "cairn/base/text.h"
#include "cairn/base/time_units.h"
#include "cairn/runner/dep_hash.h"
#include "cairn/runner/disk_limits.h"
#include "cairn/runner/interrupts.h"
#include "cairn/store/beside.h"
#include "cairn/store/journal.h"
#include "cairn/store/live.h"
#include "cairn/store/refresh.h"
#include "cairn/views/follow.h"

namespace cairn {

namespace {

/// Views follow at most this often while jobs run, and never take more than a twentieth of the
/// time.
constexpr TimeUs kViewInterval = 2 * kSecond;
constexpr TimeUs kViewShare = 20;
/// The catalog takes runs in while others are at work, where that is worth a transaction.
constexpr std::size_t kCatalogBatch = 100;

std::string label(const RunDefinition& definition) {
  std::string text = fmt::format("{} {}", definition.stage, definition.id.text);
  if (definition.name != definition.stage) text += " " + printable(definition.name);
  if (!definition.dataset.empty()) text += fmt::format(" ({})", printable(definition.dataset));
  return text;
}

/// Makes group.json of sessions that are about to get runs, and lists the runs of other sessions.
/// Returns whether that list became longer.
bool prepare_session(const Project& project, const Plan& plan) {
  std::vector<ReusedRun> reused;
  for (const PlannedRun& run : plan.runs) {
    if (run.state != PlanState::cached) {
      const bool is_placed_anew = !run.known || run.next_place;
      for (const GroupPlace& group : run.next_place ? run.next_place->groups : run.groups) {
        const bool has_file = is_placed_anew && has_group_file(project, group);
        if (has_file) ensure_session_file(project, plan.session, group);
      }
    } else if (!plan.session.folder.empty() && project.adopted_at(run.definition.path) == nullptr &&
               !is_below(run.definition.path, plan.session.folder)) {
      reused.push_back({run.definition.id, run.definition.digest});
    }
  }
  return !reused.empty() && add_reused(project, plan.session.folder, reused);
}

/// Makes the views of the session and of the groups in it, whose runs of other sessions have become
/// more: no run is committed that would bring them along.
RenderReport follow_session(const Project& project, const Session& session) {
  std::set<std::string> folders{session.folder};
  for (const RunHead& head : open_catalog_for_writing(project).find_below(session.folder)) {
    folders.insert(head.path);
  }
  return follow_runs(project, folders);
}

/// Adds what rendering did to a report of the same or of the whole command.
template <typename Report>
void add_views(const RenderReport& views, Report& report) {
  report.taken.insert(report.taken.end(), views.taken.begin(), views.taken.end());
  report.kept.insert(report.kept.end(), views.kept.begin(), views.kept.end());
  report.problems.insert(report.problems.end(), views.problems.begin(), views.problems.end());
}

/// What was typed into the documents of runs that are done again would go to the trash with them,
/// or stay in the archive.
RenderReport take_edits(const Project& project, const Plan& plan) {
  std::set<std::string> replaced;
  std::set<std::string> archived;
  for (const PlannedRun& run : plan.runs) {
    const bool stays = run.state == PlanState::cached || run.state == PlanState::running;
    if (!run.known || stays) continue;
    (run.next_place ? archived : replaced).insert(run.known->path);
  }
  if (replaced.empty() && archived.empty()) return {};
  Catalog catalog = open_catalog_for_writing(project);
  RenderReport report = keep_edited_views(project, catalog, replaced);
  add_views(take_typed_views(project, catalog, archived), report);
  return report;
}

class Coordinator {
 public:
  Coordinator(const Project& project, Plan& plan, const ScheduleOptions& options,
              Progress& progress)
      : project_(project), plan_(plan), progress_(progress), scheduler_(project, plan, options) {}

  RunReport run() {
    const TimeUs started = steady_us();
    last_beat_ = next_views_ = started;
    next_views_ += kViewInterval;
    scheduler_.start();
    while (!scheduler_.is_over()) {
      const std::int64_t journal_bytes = journal_size();
      const std::vector<JobResult> results = scheduler_.take_results(0.1);
      announce();
      for (const JobResult& result : results) take(result);
      journal_bytes_ = journal_bytes;
      listen();
      progress_.update(scheduler_.counts());
      beat();
      if (!changed_.empty() && steady_us() >= next_views_) follow(WhenBusy::skip);
      if (committed_.size() >= kCatalogBatch && !left_behind_) {
        let_follow([this](Catalog& catalog) { take_in(catalog); });
      }
    }
    progress_.clear();
    // All jobs have ended and all results are taken: the journal holds nothing else.
    journal_bytes_ = journal_size();
    if (!changed_.empty()) follow(WhenBusy::wait);
    if (left_behind_) {
      report_.left_behind = true;
      report_.problems.push_back(
          fmt::format("catalog and views were left behind ({}); the next command lets them follow",
                      *left_behind_));
    }
    report_.counts = scheduler_.counts();
    report_.seconds = seconds_of(steady_us() - started);
    return std::move(report_);
  }

 private:
  enum class WhenBusy { skip, wait };

  /// What runs say of themselves as they begin, each text once.
  void announce() {
    for (const std::string& text : scheduler_.take_announcements()) {
      if (!progress_.is_quiet() && announced_.insert(text).second) progress_.say(printable(text));
    }
  }

  void take(const JobResult& result) {
    const RunDefinition& definition = plan_.runs[result.index].definition;
    const bool is_committed = result.record && result.state != JobState::cached;
    if (is_committed) {
      committed_.push_back(result.record);
      report_.made.insert(result.index);
    }
    if (result.state == JobState::elsewhere) {
      report_.elsewhere.insert(result.index);
      if (!progress_.is_quiet()) {
        progress_.say(fmt::format("left out: {}: {}", label(definition), result.message));
      }
      return;
    }
    if (result.refused && !report_.refused) report_.refused = result.refused;
    if (!result.not_back.empty()) {
      report_.problems.push_back(fmt::format("{}: {}", label(definition), result.not_back));
    }
    // A job that failed without a record may have written one before it failed.
    if (is_committed || result.state == JobState::failed) changed_.insert(definition.path);
    if (result.record) {
      for (const std::string& problem : result.record->problems) {
        const std::string_view of_line = problem.starts_with("line ") ? "events " : "";
        report_.problems.push_back(fmt::format("{}: {}{}", label(definition), of_line, problem));
      }
    }
    if (result.state == JobState::done) note_changed_deps(*result.record);
    if (result.state == JobState::failed || result.state == JobState::killed) {
      // Without a record no run can be listed: it was refused before it began, or while it was
      // kept.
      if (result.record) report_.unfinished.insert(result.record->status);
      say_failure(result, definition);
    } else if (progress_.is_verbose() && result.state != JobState::skipped) {
      say_end(result, definition);
    }
  }

  void note_changed_deps(const Record& record) {
    for (const auto& [dep, leaf] : record.fingerprint.deps) {
      if (leaf != Value(kChangedDep)) continue;
      report_.problems.push_back(
          fmt::format("{}: its dep {} was changed while it ran; the next run makes it again",
                      label(record.definition), printable(dep)));
    }
  }

  void say_failure(const JobResult& result, const RunDefinition& definition) {
    const Redactor& redactor = project_.redactor;
    std::string text =
        fmt::format("failed: {}: {}", label(definition), redactor.redact(result.message));
    const std::string log = join_path(project_.absolute(definition.path), definition.log);
    const std::vector<std::string> tail = log_tail(log, kTailLines, redactor);
    if (!tail.empty()) {
      text += fmt::format("\n  log: {}", join_path(definition.path, definition.log));
      for (const std::string& line : tail) text += "\n  | " + line;
    }
    progress_.say(text);
  }

  void say_end(const JobResult& result, const RunDefinition& definition) {
    if (result.state == JobState::blocked) {
      progress_.say(fmt::format("blocked: {}: {}", label(definition), result.message));
    } else if (result.state == JobState::cached) {
      progress_.say(fmt::format("cached: {}: nothing changed", label(definition)));
    } else if (result.state == JobState::back) {
      progress_.say(fmt::format("back: {}: attempt {}, from the trash", label(definition),
                                result.record->attempt().number));
    } else {
      const RecordAttempt& attempt = result.record->attempt();
      progress_.say(fmt::format("done: {} in {}", label(definition),
                                human_duration(seconds_of(attempt.ended - attempt.started))));
    }
  }

  /// Ctrl-C once lets running jobs end; twice, or a signal that means "now", ends them.
  void listen() {
    const int signal_number = interrupts_.take();
    if (signal_number == 0) return;
    const bool is_first = report_.interrupted_by == 0;
    if (is_first) report_.interrupted_by = signal_number;
    if (is_first && signal_number == SIGINT) {
      scheduler_.stop_starting();
      progress_.say(
          "interrupted: waiting for the running jobs to end (Ctrl-C again ends them now)");
      return;
    }
    const bool is_third = ++hard_interrupts_ > 1;
    progress_.say(is_third ? "killing the running jobs" : "ending the running jobs");
    scheduler_.kill_all(is_third ? SIGKILL : SIGTERM);
  }

  void beat() {
    const TimeUs now = steady_us();
    if (static_cast<double>(now - last_beat_) < kHeartbeatInterval * 1e6) return;
    last_beat_ = now;
    scheduler_.beat();
  }

  /// Lets catalog and views follow what has been committed since the last time.
  void follow(WhenBusy when_busy) {
    const TimeUs started = steady_us();
    const std::string locks = ensure_hidden_folder(project_, "locks");
    const std::string path = join_path(locks, "render");
    std::optional<FileLock> lock = FileLock::try_acquire(path);
    if (!lock && when_busy == WhenBusy::skip) return;
    if (!lock) lock = FileLock::acquire(path);
    std::future<void> synced = sync_batch();
    const bool has_followed = let_follow([this](Catalog& catalog) {
      take_in(catalog);
      add_views(settle_views(project_, catalog, changed_), report_);
    });
    if (has_followed) changed_.clear();
    if (synced.valid()) synced.get();
    next_views_ = steady_us() + std::max(kViewInterval, (steady_us() - started) * kViewShare);
  }

  /// Calls `use` with the catalog, and returns whether it came to its end. What stands in its way
  /// is told when all has ended, if it still does: jobs are running, and must not suffer from an
  /// index.
  bool let_follow(const std::function<void(Catalog&)>& use) {
    try {
      with_sound_catalog(use);
      left_behind_.reset();
    } catch (const Error& error) {
      if (error.code() != ErrorCode::busy && error.code() != ErrorCode::io) throw;
      left_behind_ = error.message();
    }
    return !left_behind_;
  }

  /// Calls `use` with the catalog. Where that turns out to be damaged a new one takes its place.
  void with_sound_catalog(const std::function<void(Catalog&)>& use) {
    try {
      Catalog catalog = open_catalog_for_writing(project_);
      use(catalog);
      return;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::corrupt && error.code() != ErrorCode::internal) throw;
      const std::optional<std::string> told = put_damaged_catalog_aside(project_);
      if (!told) throw;
      report_.problems.push_back(*told);
    }
    Catalog catalog = open_catalog_for_writing(project_);
    use(catalog);
  }

  /// Takes what was committed into the catalog.
  void take_in(Catalog& catalog) {
    add_committed(project_, catalog, committed_, journal_bytes_);
    committed_.clear();
  }

  /// Durability batch: one sync of the whole file system for everything since the last one. The
  /// catalog and the views follow meanwhile: they are made again from whatever a power cut leaves.
  std::future<void> sync_batch() const {
    if (project_.spec.durability != Durability::batch) return {};
    return std::async(std::launch::async,
                      [this] { sync_file_system(Site::commit_artifact_fsync, project_.root); });
  }

  const Project& project_;
  Plan& plan_;
  Progress& progress_;
  Interrupts interrupts_;  // Before the scheduler: its threads inherit the blocked signals.
  Scheduler scheduler_;
  RunReport report_;
  std::set<std::string> announced_;
  std::set<std::string> changed_;  ///< Run folders whose views have to follow.
  std::vector<std::shared_ptr<const Record>> committed_;
  std::optional<std::string> left_behind_;  ///< Why catalog and views could not follow.
  std::int64_t journal_bytes_ = 0;
  TimeUs last_beat_ = 0;
  TimeUs next_views_ = 0;
  int hard_interrupts_ = 0;
};

}  // namespace

RenderReport settle_views(const Project& project, Catalog& catalog,
                          const std::set<std::string>& folders) {
  const SyncReport fresh = refresh(project, catalog);
  const bool everything = catalog.views_are_stale(journal_name());
  RenderReport report =
      render_views(project, catalog, everything ? std::set<std::string>{} : folders);
  if (report.problems.empty()) catalog.mark_views_fresh();
  report.problems.insert(report.problems.end(), fresh.problems.begin(), fresh.problems.end());
  // Rendering wrote into group folders; the catalog takes note of their new mtimes, so that the
  // next command finds nothing to look at.
  refresh(project, catalog);
  return report;
}

/// The runs that others made when the plan was.
static std::set<std::size_t> made_by_others(const Plan& plan) {
  std::set<std::size_t> runs;
  for (std::size_t i = 0; i < plan.runs.size(); ++i) {
    if (plan.runs[i].state == PlanState::running) runs.insert(i);
  }
  return runs;
}

RunReport run_plan(const Project& project, Plan& plan, const ScheduleOptions& options,
                   Progress& progress) {
  if (plan.work() > 0) {
    require_room(project);
    allow_jobs(std::min<std::size_t>(options.slots, plan.work()));
    ensure_hidden_folder(project, "");
  }
  const bool is_session_changed =
      (plan.work() > 0 || !plan.session.is_new) && prepare_session(project, plan);
  for (const PlannedRun& run : plan.runs) {
    if (run.is_unsettled) finish_commit(project, run.definition.path, run.definition.id);
  }
  if (plan.work() == 0) {
    RunReport report;
    report.counts.cached = plan.count(PlanState::cached);
    report.elsewhere = made_by_others(plan);
    report.counts.elsewhere = report.elsewhere.size();
    if (is_session_changed) add_views(follow_session(project, plan.session), report);
    return report;
  }
  clear_dead_check(project);
  const RenderReport edits = take_edits(project, plan);
  RunReport report = Coordinator(project, plan, options, progress).run();
  report.elsewhere.merge(made_by_others(plan));
  // Where views were left behind the next command makes all of them; following the session now
  // would settle the journal that tells it so.
  if (is_session_changed && !report.left_behind)
    add_views(follow_session(project, plan.session), report);
  report.taken.insert(report.taken.begin(), edits.taken.begin(), edits.taken.end());
  report.kept.insert(report.kept.begin(), edits.kept.begin(), edits.kept.end());
  report.problems.insert(report.problems.begin(), edits.problems.begin(), edits.problems.end());
  return report;
}

}  // namespace cairn
