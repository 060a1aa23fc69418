#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/runner/check.h"
#include "cairn/runner/definition.h"
#include "cairn/runner/environment.h"
#include "cairn/runner/freshness.h"
#include "cairn/runner/reason_detail.h"
#include "cairn/runner/select_run.h"
#include "cairn/runner/taken_runs.h"
#include "cairn/runner/why.h"
#include "cairn/store/resolve.h"

namespace cairn {

namespace {

/// The recorded runs of one stage and, once each, the runs that were their inputs.
class StagePoints {
 public:
  void add(const RecordedPoints& recorded) {
    std::vector<std::size_t> places;
    for (const Point& point : recorded.points) {
      places.push_back(point.given ? input(point, recorded.given[*point.given])
                                   : own(point, places));
    }
  }

  std::vector<PlannedRun> define(const Project& project, const Catalog& catalog,
                                 const Session& session) {
    return define_runs(project, catalog, session, std::move(points_), {.given = given_});
  }

 private:
  std::size_t own(Point point, const std::vector<std::size_t>& places) {
    for (Point::Need& need : point.needs) {
      for (std::size_t& upstream : need.points) upstream = places[upstream];
    }
    points_.push_back(std::move(point));
    return points_.size() - 1;
  }

  std::size_t input(Point point, const RunHead& head) {
    const auto [known, is_new] = places_.emplace(head.digest, points_.size());
    if (!is_new) return known->second;
    point.given = given_.size();
    given_.push_back(head);
    points_.push_back(std::move(point));
    return known->second;
  }

  std::vector<Point> points_;
  std::vector<RunHead> given_;
  std::map<Digest, std::size_t> places_;
};

/// Whether a start of a stage that is `unique` is a recorded one but for its moment.
bool is_same_start(const PlannedRun& run, const RunDefinition& recorded) {
  const auto is_same_input = [](const InputLink& a, const InputLink& b) {
    return a.name == b.name && a.run == b.run;
  };
  return run.point.stage->unique && run.definition.params == recorded.params &&
         std::ranges::equal(run.definition.inputs, recorded.inputs, is_same_input);
}

class TargetFinder {
 public:
  TargetFinder(const Project& project, const Catalog& catalog)
      : project_(project), catalog_(catalog), environment_(project) {}

  std::vector<CheckTarget> find(const std::vector<RunHead>& heads) {
    std::vector<CheckTarget> targets;
    for (const RunHead& head : heads) targets.push_back(recorded(head));
    for (const CheckTarget& target : targets) add_points(target.recorded.definition);
    for (CheckTarget& target : targets) complete(target);
    return targets;
  }

 private:
  CheckTarget recorded(const RunHead& head) const {
    if (head.status == RunStatus::finished) {
      return {.head = head, .recorded = load_record(project_, head)};
    }
    throw Error(ErrorCode::conflict,
                fmt::format("run {} is {}: only a finished run can be checked", head.id.text,
                            status_name(head.status)),
                "cairn run runs it again");
  }

  /// The runs of a stage are planned together, so that the catalog is read once. What could meet
  /// another in one plan is alone: starts of their own, and what cairn.yaml would make otherwise.
  void add_points(const RunDefinition& run) {
    const StageSpec* stage = project_.spec.find_stage(run.stage);
    if (stage == nullptr || plan_names_.contains(run.digest)) return;
    const RecordedPoints recorded = recorded_points(project_, catalog_, run);
    const bool is_as_recorded = recorded.points.size() == recorded.given.size() + 1 &&
                                recorded.points.back().params == run.params;
    const bool is_alone = stage->unique || !is_as_recorded;
    const std::string name = is_alone ? run.digest.hex() : run.stage;
    plan_names_.emplace(run.digest, name);
    points_[name].add(recorded);
  }

  const std::shared_ptr<Plan>& plan_of(const RunDefinition& run) {
    const std::string& name = plan_names_[run.digest];
    std::shared_ptr<Plan>& plan = plans_[name];
    if (plan) return plan;
    plan = std::make_shared<Plan>();
    plan->session = choose_session(project_, catalog_.groups(), project_.spec.experiment.name,
                                   SessionChoice::join_newest);
    plan->runs = points_[name].define(project_, catalog_, plan->session);
    plan->outputs.resize(plan->runs.size());
    return plan;
  }

  void complete(CheckTarget& target) {
    plan_ = plan_of(target.recorded.definition);
    target.plan = plan_;
    target.index = place_of(target);
    complete_outputs(target);
    target.fingerprint = make_fingerprint(project_, target.run(), plan_->outputs, hasher_);
    target.changed = changed_leaves_of(target);
  }

  /// What makes it another experiment; outs that were edited are no part of that.
  Reasons changed_leaves_of(const CheckTarget& target) {
    Reasons reasons = stale_reasons(project_, target.run(), target.recorded, target.fingerprint,
                                    default_triggers());
    std::erase_if(reasons, [](const Reason& reason) { return reason.kind == ReasonKind::outs; });
    ReasonDetails(project_, request_.sweep).fill(target.run(), target.recorded, reasons);
    const RenderedCommand command = render_command(project_, plan_->runs, target.run());
    for (Reason& reason : environment_.differences(command, target.recorded)) {
      reasons.push_back(std::move(reason));
    }
    return reasons;
  }

  std::size_t place_of(const CheckTarget& target) {
    const RunDefinition& wanted = target.recorded.definition;
    for (std::size_t i = 0; i < plan_->runs.size(); ++i) {
      PlannedRun& run = plan_->runs[i];
      if (run.is_taken) continue;
      if (run.definition.digest == wanted.digest) return i;
      if (!is_same_start(run, wanted)) continue;
      // The recorded start once more, and not another one.
      run.definition = wanted;
      run.definition.path = target.head.path;
      run.known = target.head;
      return i;
    }
    const std::string why =
        reasons_text(Explainer(project_, catalog_, request_, *plan_).why_not_asked(wanted));
    throw Error(ErrorCode::conflict,
                fmt::format("cairn.yaml cannot make run {} ({}) any more{}{}", wanted.id.text,
                            printable(target.head.path), why.empty() ? "" : ": ", why),
                fmt::format("see: cairn why {}", wanted.id.text));
  }

  /// Takes what the inputs hold now; whether that is what they held then, the fingerprint says.
  void complete_outputs(const CheckTarget& target) {
    for (const Point::Need& need : target.run().point.needs) {
      for (const std::size_t point : need.points) {
        std::optional<RunOutputs>& outputs = plan_->outputs[point];
        if (outputs) continue;
        const PlannedRun& upstream = plan_->runs[point];
        if (!upstream.known || upstream.known->status != RunStatus::finished) {
          throw Error(ErrorCode::not_found,
                      fmt::format("run {} needs {} {}, which has not run", target.head.id.text,
                                  upstream.definition.stage, upstream.definition.id.text),
                      fmt::format("cairn rerun {}", upstream.definition.id.text));
        }
        outputs = outputs_of_taken(upstream, load_record(project_, *upstream.known));
      }
    }
  }

  const Project& project_;
  const Catalog& catalog_;
  const PlanRequest request_;
  std::map<Digest, std::string> plan_names_;  ///< Of the runs that are looked at.
  std::map<std::string, StagePoints> points_;
  std::map<std::string, std::shared_ptr<Plan>> plans_;
  std::shared_ptr<Plan> plan_;  ///< Of the run that is looked at.
  DepHasher hasher_;
  EnvironmentCheck environment_;
};

}  // namespace

std::vector<CheckTarget> find_check_targets(const Project& project, const Catalog& catalog,
                                            const std::vector<RunHead>& runs) {
  return TargetFinder(project, catalog).find(runs);
}

}  // namespace cairn
