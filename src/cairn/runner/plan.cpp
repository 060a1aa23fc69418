#include "cairn/runner/plan.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/runner/definition.h"
#include "cairn/runner/freshness.h"
#include "cairn/store/attempt.h"
#include "cairn/store/resolve.h"
#include "cairn/store/user_edits.h"

namespace cairn {

namespace {

constexpr std::array<std::string_view, 6> kStateNames = {"cached", "missing", "stale",
                                                         "retry",  "forced",  "upstream"};

/// Decides the state of each run in order, so that what is upstream is decided first.
class Decider {
 public:
  Decider(const Project& project, const Catalog& catalog, const PlanRequest& request, Plan& plan)
      : project_(project), catalog_(catalog), request_(request), plan_(plan) {}

  void decide() {
    plan_.outputs.resize(plan_.runs.size());
    for (std::size_t i = 0; i < plan_.runs.size(); ++i) decide_one(i);
  }

 private:
  void decide_one(std::size_t index) {
    PlannedRun& run = plan_.runs[index];
    check_deps(project_, run);
    if (request_.force_all || request_.force_stages.contains(run.definition.stage)) {
      return set(index, PlanState::forced, "forced");
    }
    if (!run.known) return set(index, PlanState::missing, "it has never run");
    if (run.known->status != RunStatus::finished) {
      return set(index, PlanState::retry,
                 fmt::format("the last attempt is {}", status_name(run.known->status)));
    }
    decide_finished(index, run);
  }

  void decide_finished(std::size_t index, PlannedRun& run) {
    std::optional<Record> record;
    try {
      record = load_record(project_, *run.known);
    } catch (const Error& error) {
      const bool is_damaged = error.code() == ErrorCode::corrupt;
      return set(index, PlanState::retry,
                 is_damaged ? "its record is damaged" : "its record cannot be read");
    }
    if (const std::string upstream = pending_upstream(run); !upstream.empty()) {
      return set(index, PlanState::upstream, upstream + " runs first");
    }
    run.fingerprint = make_fingerprint(project_, run, plan_.outputs, hasher_);
    const std::string reason = why_stale(project_, run, *record, *run.fingerprint);
    if (!reason.empty()) return set(index, PlanState::stale, reason);
    set(index, PlanState::cached, "nothing changed");
    run.is_unsettled = has_open_commit(project_, *record, run.definition.path);
    plan_.outputs[index] = outputs_of(*record);
  }

  std::string pending_upstream(const PlannedRun& run) const {
    for (const Point::Need& need : run.point.needs) {
      for (const std::size_t index : need.points) {
        if (plan_.runs[index].state != PlanState::cached) return need.spec->stage;
      }
    }
    return "";
  }

  void set(std::size_t index, PlanState state, std::string reason) {
    PlannedRun& run = plan_.runs[index];
    if (state != PlanState::cached && is_pinned(run)) return hold(index, reason);
    run.state = state;
    // A run that is done again stays in its place, and keeps the label of those who made it.
    if (run.known && state != PlanState::cached) {
      const std::vector<RunRow> rows =
          catalog_.load_runs(std::span(&run.known->rowid, 1), RunParts::head);
      if (!rows.empty()) run.definition.experiment = rows.front().experiment;
    }
    run.reason = std::move(reason);
  }

  bool is_pinned(const PlannedRun& run) const {
    return run.known &&
           read_user_edits(project_.absolute(run.definition.path), run.known->id).pinned;
  }

  /// A pinned run stays as it is, and what needs it takes what it has.
  void hold(std::size_t index, const std::string& reason) {
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
    set(index, PlanState::cached, "pinned, else it would run: " + reason);
    plan_.outputs[index] = outputs_of(load_record(project_, *run.known));
  }

  const Project& project_;
  const Catalog& catalog_;
  const PlanRequest& request_;
  Plan& plan_;
  DepHasher hasher_;
};

void check_forced_stages(const Project& project, const PlanRequest& request) {
  for (const std::string& stage : request.force_stages) {
    if (project.spec.find_stage(stage) != nullptr) continue;
    throw Error(ErrorCode::invalid_input, fmt::format("there is no stage '{}' to force", stage));
  }
}

}  // namespace

std::string_view plan_state_name(PlanState state) {
  return kStateNames[static_cast<std::size_t>(state)];
}

std::size_t Plan::count(PlanState state) const {
  return static_cast<std::size_t>(std::count_if(
      runs.begin(), runs.end(), [&](const PlannedRun& run) { return run.state == state; }));
}

std::size_t Plan::work() const { return runs.size() - count(PlanState::cached); }

Plan make_plan(const Project& project, const Catalog& catalog, const PlanRequest& request) {
  check_forced_stages(project, request);
  std::vector<Point> points = expand_sweep(project.spec, request.sweep);
  const std::string& experiment =
      request.experiment.empty() ? project.spec.experiment.name : request.experiment;
  Plan plan{.session = choose_session(project, catalog.groups(), experiment, request.session)};
  plan.runs = define_runs(project, catalog, plan.session, std::move(points));
  Decider(project, catalog, request, plan).decide();
  return plan;
}

}  // namespace cairn
