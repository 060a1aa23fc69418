#include "cairn/runner/plan.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "cairn/attempts/attempt.h"
#include "cairn/base/denied.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/record/store_paths.h"
#include "cairn/runner/definition.h"
#include "cairn/runner/environment.h"
#include "cairn/runner/freshness.h"
#include "cairn/runner/reason_detail.h"
#include "cairn/runner/taken_runs.h"
#include "cairn/runner/trashed_attempts.h"
#include "cairn/store/journal.h"
#include "cairn/store/live.h"
#include "cairn/store/resolve.h"
#include "cairn/store/user_edits.h"

namespace cairn {

namespace {

constexpr std::array<std::string_view, 8> kStateNames = {
    "cached", "missing", "stale", "retry", "forced", "upstream", "running", "trashed"};

constexpr const char* kDamaged = "its record is damaged";
constexpr const char* kRecordGone = "its record is gone";

/// How an attempt that did not finish is told of.
constexpr std::array<std::pair<RunStatus, std::string_view>, 6> kUnfinished = {
    {{RunStatus::pending, "is pending"},
     {RunStatus::running, "is running"},
     {RunStatus::failed, "failed"},
     {RunStatus::killed, "was killed"},
     {RunStatus::preempted, "was preempted"},
     {RunStatus::lost, "was lost"}}};

/// Decides the state of each run in order, so that what is upstream is decided first.
class Decider {
 public:
  Decider(const Project& project, const Catalog& catalog, const PlanRequest& request, Plan& plan)
      : project_(project),
        catalog_(catalog),
        request_(request),
        plan_(plan),
        environment_(project),
        trashed_(project),
        details_(project, request.sweep) {}

  void decide() {
    plan_.outputs.resize(plan_.runs.size());
    for (std::size_t i = 0; i < plan_.runs.size(); ++i) {
      if (const auto denied = denied_by([&] { decide_one(i); })) leave_open(i, *denied);
    }
  }

 private:
  void decide_one(std::size_t index) {
    PlannedRun& run = plan_.runs[index];
    if (run.is_taken) return decide_taken(index, run);
    check_deps(project_, run);
    if (run.known) run.compared = last_attempt(run);
    if (request_.force_all || request_.force_stages.contains(run.definition.stage)) {
      const std::string option = request_.force_all ? "--force" : "-R " + run.definition.stage;
      return set(index, PlanState::forced, {said(ReasonKind::forced, "forced", option)});
    }
    if (!run.known) {
      if (std::optional<Reason> reason = damaged_record(run)) {
        return set(index, PlanState::retry, {*std::move(reason)});
      }
      return set(index, PlanState::missing, {why_missing(run)});
    }
    // A record that says so tells of no end: such a run is made again.
    const bool is_record = run.known->record_size > 0;
    if (run.known->status == RunStatus::running && !is_record) {
      run.state = PlanState::running;
      run.reasons = {said(ReasonKind::attempt, unfinished(run))};
      run.reason = reasons_text(run.reasons);
      return;
    }
    if (run.known->status != RunStatus::finished) {
      return set(index, PlanState::retry, {said(ReasonKind::attempt, unfinished(run))});
    }
    decide_finished(index, run);
  }

  void leave_open(std::size_t index, const std::string& denied) {
    PlannedRun& run = plan_.runs[index];
    plan_.denied.push_back(denied);
    run.state = PlanState::retry;
    run.reasons = {said(ReasonKind::record, "this user may not look at it")};
    run.reason = reasons_text(run.reasons);
  }

  /// The catalog has no row of a record that is damaged or gone, so that the run looks like a new
  /// one.
  std::optional<Reason> damaged_record(const PlannedRun& run) const {
    const std::string folder = project_.absolute(run.definition.path);
    const RunId& id = run.definition.id;
    if (!stat_path(record_path(folder, id))) {
      const std::vector<FolderEntry> files = list_folder(run_files_folder(folder));
      const bool has_ended = std::ranges::any_of(files, [&](const FolderEntry& file) {
        const std::optional<RunFileName> name = parse_run_file_name(file.name);
        return name && name->id == id && name->kind == RunFileName::Kind::events &&
               was_kept(events_path(folder, id, name->attempt));
      });
      // Another cairn may have committed it between the two looks.
      if (!has_ended || stat_path(record_path(folder, id))) return std::nullopt;
      return said(ReasonKind::record, kRecordGone);
    }
    if (read_sound_record(folder, id)) return std::nullopt;
    return said(ReasonKind::record, kDamaged);
  }

  /// Another cairn may have moved the record away since the catalog was asked.
  Reason why_unreadable(const RunHead& run) const {
    const bool is_there = stat_path(record_path(project_.absolute(run.path), run.id)).has_value();
    return said(ReasonKind::record, is_there ? kDamaged : kRecordGone);
  }

  /// A run that is no more where it was committed has run: journals outlive its folder.
  Reason why_missing(const PlannedRun& run) {
    if (!journaled_) journaled_ = journaled_runs(project_);
    return journaled_->contains(run.definition.digest)
               ? said(ReasonKind::record, "its folder is gone")
               : said(ReasonKind::never_ran, "it has never run");
  }

  /// What is used as it lies has to be finished; nothing here could make it so.
  void decide_taken(std::size_t index, PlannedRun& run) {
    if (run.known->status != RunStatus::finished) {
      throw Error(ErrorCode::conflict,
                  fmt::format("run {} ({}) cannot be an input: it is {}", run.known->id.text,
                              run.definition.name, status_name(run.known->status)),
                  fmt::format("see: cairn show {}", run.known->id.text));
    }
    run.compared = last_attempt(run);
    run.state = PlanState::cached;
    run.reason = project_.adopted_at(run.known->path) == nullptr ? "it was given as an input"
                                                                 : "it is an adopted run";
    plan_.outputs[index] = outputs_of_taken(run, load_record(project_, *run.known));
  }

  void decide_finished(std::size_t index, PlannedRun& run) {
    const std::optional<Record> record =
        read_sound_record(project_.absolute(run.known->path), run.known->id);
    if (!record) return set(index, PlanState::retry, {why_unreadable(*run.known)});
    refuse_other_key(run, *record);
    run.compared->ended = record->attempt().ended;
    if (Reasons causes = upstream_causes(run); !causes.empty()) {
      return set(index, PlanState::upstream, std::move(causes));
    }
    run.fingerprint = make_fingerprint(project_, run, plan_.outputs, hasher_);
    Reasons reasons = stale_reasons(project_, run, *record, *run.fingerprint, plan_.triggers);
    add_environment(run, *record, reasons);
    if (!reasons.empty()) {
      details_.fill(run, *record, reasons);
      return set(index, PlanState::stale, std::move(reasons));
    }
    set(index, PlanState::cached, {});
    run.is_unsettled = has_open_commit(project_, *record, run.definition.path);
    plan_.outputs[index] = outputs_of(*record);
  }

  /// Everything else compares digests. Here, where both texts are at hand, two keys of one digest
  /// would show: neither run may stand for the other.
  static void refuse_other_key(const PlannedRun& run, const Record& record) {
    if (record.definition.key == run.definition.key) return;
    throw Error(ErrorCode::corrupt,
                fmt::format("run {} ({}) has the digest of what is planned, and another key",
                            run.known->id.text, printable(run.known->path)),
                "one of the two is damaged, or SHA-256 is broken: cairn verify tells which");
  }

  void add_environment(const PlannedRun& run, const Record& record, Reasons& reasons) {
    if (!plan_.triggers.contains(ReasonKind::environment)) return;
    const RenderedCommand command = render_command(project_, plan_.runs, run);
    for (Reason& reason : environment_.differences(command, record)) {
      reasons.push_back(std::move(reason));
    }
  }

  /// Whether a run that this one needs has to run, or to come back, first.
  bool waits(const PlannedRun& run) const {
    return std::ranges::any_of(run.point.needs, [&](const Point::Need& need) {
      return std::ranges::any_of(need.points, [&](std::size_t index) {
        return plan_.runs[index].state != PlanState::cached;
      });
    });
  }

  /// Why something before this run runs first, each cause once, however far before it is and
  /// however many runs it makes run.
  Reasons upstream_causes(const PlannedRun& run) const {
    Reasons causes;
    std::set<std::pair<std::string, std::string>> known;  // By text and place.
    for (const Point::Need& need : run.point.needs) {
      std::set<std::pair<PlanState, std::string_view>> seen;
      for (const std::size_t index : need.points) {
        const PlannedRun& before = plan_.runs[index];
        if (before.state == PlanState::cached) continue;
        // Of many members most run for one reason; texts are not made again for each.
        const bool is_one = before.reasons.size() == 1;
        if (is_one && !seen.emplace(before.state, before.reason).second) continue;
        for (const Reason& reason : before.reasons) {
          Reason cause = reason;
          if (before.state != PlanState::upstream) {
            cause = reason_before(
                fmt::format("{} {}", before.definition.stage, goes_first(before.state, 1)), reason);
          }
          if (known.emplace(cause.detail, cause.place).second) causes.push_back(std::move(cause));
        }
      }
    }
    return causes;
  }

  /// Whether what lies in the trash would be cached if it lay in its place.
  bool fits(const PlannedRun& run, const TrashedAttempt& found) {
    try {
      Reasons reasons = stale_reasons(project_, run, found.record, *run.fingerprint, plan_.triggers,
                                      found.folder);
      if (reasons.empty()) add_environment(run, found.record, reasons);
      return reasons.empty();
    } catch (const Error&) {
      return false;  // It went meanwhile, or cannot be read: it is as good as none.
    }
  }

  /// A run that would run may be in the trash as it is wanted; returns its state then.
  PlanState look_in_trash(PlannedRun& run, PlanState state) {
    using enum PlanState;
    const bool may_come = state == missing || state == stale || state == retry;
    if (!may_come || !trashed_.has(run) || waits(run)) return state;
    if (!run.fingerprint) run.fingerprint = make_fingerprint(project_, run, plan_.outputs, hasher_);
    const auto fit = [&](const TrashedAttempt& found) { return fits(run, found); };
    for (const WentBy how : {WentBy::replacement, WentBy::cleaning}) {
      const std::optional<TrashedAttempt> found = trashed_.find(run, how, fit);
      if (!found) continue;
      run.in_trash = in_trash(*found);
      return how == WentBy::replacement ? trashed : state;
    }
    return state;
  }

  static Reason said(ReasonKind kind, std::string words, std::string place = "") {
    return {.kind = kind,
            .leaf = "",
            .before = {},
            .after = {},
            .detail = std::move(words),
            .place = std::move(place)};
  }

  static ComparedAttempt last_attempt(const PlannedRun& run) {
    return {.id = run.known->id,
            .digest = run.known->digest,
            .path = run.known->path,
            .attempt = static_cast<int>(run.known->attempt),
            .status = run.known->status};
  }

  RunRow head_row(const PlannedRun& run) const {
    std::vector<RunRow> rows = catalog_.load_runs(std::span(&run.known->rowid, 1), RunParts::head);
    return rows.empty() ? RunRow{} : std::move(rows.front());
  }

  /// "attempt 2 failed: the command exited with 1".
  std::string unfinished(PlannedRun& run) const {
    const RunRow row = head_row(run);
    run.compared->ended = row.ended.value_or(row.started.value_or(0));
    const auto* const words =
        std::find_if(kUnfinished.begin(), kUnfinished.end(),
                     [&](const auto& entry) { return entry.first == run.known->status; });
    std::string text = fmt::format("attempt {} {}", run.known->attempt, words->second);
    if (!row.message.empty()) text += ": " + row.message;
    return text;
  }

  void set(std::size_t index, PlanState state, Reasons reasons) {
    PlannedRun& run = plan_.runs[index];
    if (state != PlanState::cached && is_pinned(run)) return hold(index, std::move(reasons));
    state = look_in_trash(run, state);
    run.state = state;
    // A run that is done again stays in its place, and keeps the label of those who made it.
    if (run.known && !run.next_place && state != PlanState::cached) {
      const RunRow row = head_row(run);
      if (row.rowid != 0) run.definition.experiment = row.experiment;
    }
    run.reason = state == PlanState::cached ? "nothing changed" : reasons_text(reasons);
    run.reasons = std::move(reasons);
    // Behind one that runs first it may turn out to be cached where it is.
    if (state != PlanState::cached && state != PlanState::upstream) take_next_place(run);
  }

  bool is_pinned(const PlannedRun& run) const {
    return run.known && read_user_edits(project_, run.definition.path, run.known->id).pinned;
  }

  /// A pinned run stays as it is, and what needs it takes what it has.
  void hold(std::size_t index, Reasons reasons) {
    PlannedRun& run = plan_.runs[index];
    if (run.known->status != RunStatus::finished) {
      throw Error(
          ErrorCode::conflict,
          fmt::format("run {} ({}) is pinned, and its last attempt is {}: nothing can use "
                      "it, and it gets no new attempt",
                      run.known->id.text, run.definition.path, status_name(run.known->status)),
          fmt::format("let it go with: cairn unpin {}", run.known->id.text));
    }
    run.is_held = true;
    run.state = PlanState::cached;
    run.reason = "pinned, else it would run: " + reasons_text(reasons);
    run.reasons = std::move(reasons);
    plan_.outputs[index] = outputs_of(load_record(project_, *run.known));
  }

  const Project& project_;
  const Catalog& catalog_;
  const PlanRequest& request_;
  Plan& plan_;
  DepHasher hasher_;
  EnvironmentCheck environment_;
  TrashedAttempts trashed_;
  ReasonDetails details_;
  std::optional<std::unordered_set<Digest, DigestHash>>
      journaled_;  ///< Read when a run is missing.
};

void check_forced_stages(const Project& project, const PlanRequest& request) {
  for (const std::string& stage : request.force_stages) {
    if (project.spec.find_stage(stage) != nullptr) continue;
    throw Error(ErrorCode::invalid_input, fmt::format("there is no stage '{}' to force", stage));
  }
}

}  // namespace

std::string_view goes_first(PlanState state, std::size_t count) {
  if (state == PlanState::trashed) return count == 1 ? "comes back first" : "come back first";
  return count == 1 ? "runs first" : "run first";
}

std::string_view plan_state_name(PlanState state) {
  return kStateNames[static_cast<std::size_t>(state)];
}

int last_known_end(const PlannedRun& run) {
  if (!run.compared) return 0;
  const RunStatus status = run.compared->status;
  const bool has_ended = status != RunStatus::running && status != RunStatus::lost;
  return has_ended ? run.compared->attempt : run.compared->attempt - 1;
}

std::optional<int> replaced_attempt(const PlannedRun& run) {
  const bool is_made = run.state != PlanState::cached && run.state != PlanState::running;
  const bool was_finished = run.compared && run.compared->status == RunStatus::finished;
  // What is archived stays where it is.
  if (!is_made || !was_finished || run.next_place) return std::nullopt;
  return run.compared->attempt;
}

void take_next_place(PlannedRun& run) {
  if (!run.next_place) return;
  run.definition.path = run.next_place->path;
  run.definition.whole_name = run.next_place->whole_name;
  run.groups = run.next_place->groups;
}

std::size_t Plan::count(PlanState state) const {
  return static_cast<std::size_t>(std::count_if(
      runs.begin(), runs.end(), [&](const PlannedRun& run) { return run.state == state; }));
}

std::size_t Plan::work() const {
  return runs.size() - count(PlanState::cached) - count(PlanState::running);
}

Plan make_plan(const Project& project, const Catalog& catalog, const PlanRequest& request) {
  check_forced_stages(project, request);
  SweepRequest sweep = request.sweep;
  std::vector<RunHead> given = take_given(project, catalog, sweep);
  if (request.points) given = request.given;
  std::vector<Point> points = request.points ? *request.points : expand_sweep(project.spec, sweep);
  const std::string& experiment =
      request.experiment.empty() ? project.spec.experiment.name : request.experiment;
  Plan plan{.session = choose_session(project, catalog.groups(), experiment, request.session),
            .triggers = request.triggers};
  plan.runs =
      define_runs(project, catalog, plan.session, std::move(points),
                  {.given = given, .unique_runs = request.unique_runs, .started = request.started});
  Decider(project, catalog, request, plan).decide();
  return plan;
}

}  // namespace cairn
