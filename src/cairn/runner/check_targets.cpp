#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/runner/check.h"
#include "cairn/runner/environment.h"
#include "cairn/runner/freshness.h"
#include "cairn/runner/reason_detail.h"
#include "cairn/runner/why.h"
#include "cairn/store/resolve.h"

namespace cairn {

namespace {

/// The values of a run, and of the single runs upstream of it, as if they stood on the command
/// line.
class RecordedValues {
 public:
  RecordedValues(const Project& project, const Catalog& catalog)
      : project_(project), catalog_(catalog) {}

  std::vector<Override> of(const RunDefinition& run) {
    add(run);
    std::vector<Override> overrides;
    for (auto& [name, values] : values_) {
      overrides.push_back({.stage = name.first,
                           .param = name.second,
                           .values = std::move(values),
                           .source = fmt::format("the record of {}", run.id.text)});
    }
    return overrides;
  }

 private:
  void add(const RunDefinition& run) {
    const StageSpec* stage = project_.spec.find_stage(run.stage);
    if (stage == nullptr || !seen_.insert(run.digest).second) return;
    for (const auto& [param, value] : run.params) {
      // What cairn.yaml does not know any more cannot be set; the key then tells that it is gone.
      if (stage->find_param(param) == nullptr) continue;
      List& values = values_[{run.stage, param}];
      if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
    }
    for (const NeedSpec& need : stage->needs) {
      if (need.by) continue;  // Members of a group come from the matrix.
      for (const InputLink& input : run.inputs) {
        if (input.name == need.name) add_upstream(input.run);
      }
    }
  }

  void add_upstream(const Digest& digest) {
    const std::vector<RunHead> heads = catalog_.find_copies(digest);
    if (!heads.empty()) add(load_record(project_, heads.front()).definition);
  }

  const Project& project_;
  const Catalog& catalog_;
  std::map<std::pair<std::string, std::string>, List> values_;
  std::set<Digest> seen_;
};

class TargetFinder {
 public:
  TargetFinder(const Project& project, const Catalog& catalog)
      : project_(project), catalog_(catalog), environment_(project) {}

  CheckTarget find(const RunHead& head) {
    if (head.status != RunStatus::finished) {
      throw Error(ErrorCode::conflict,
                  fmt::format("run {} is {}: only a finished run can be checked", head.id.text,
                              status_name(head.status)),
                  "cairn run runs it again");
    }
    CheckTarget target{.head = head, .recorded = load_record(project_, head)};
    plan_for(target);
    complete_outputs(target);
    const PlannedRun& run = target.run();
    target.fingerprint = make_fingerprint(project_, run, plan_->outputs, hasher_);
    target.changed = changed_leaves_of(target);
    return target;
  }

 private:
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

  static std::optional<std::size_t> place_in(const Plan& plan, const Digest& digest) {
    for (std::size_t i = 0; i < plan.runs.size(); ++i) {
      if (plan.runs[i].definition.digest == digest) return i;
    }
    return std::nullopt;
  }

  /// What cairn.yaml asks of its stage does for most runs; the others are planned by their own
  /// values.
  void plan_for(CheckTarget& target) {
    const RunDefinition& wanted = target.recorded.definition;
    request_ = {};
    if (project_.spec.find_stage(wanted.stage) != nullptr) request_.sweep.stages = {wanted.stage};
    std::shared_ptr<Plan>& of_stage = plans_[wanted.stage];
    if (!of_stage) of_stage = std::make_shared<Plan>(make_plan(project_, catalog_, request_));
    plan_ = of_stage;
    std::optional<std::size_t> index = place_in(*plan_, wanted.digest);
    if (!index && !request_.sweep.stages.empty()) {
      request_.sweep.overrides = RecordedValues(project_, catalog_).of(wanted);
      plan_ = std::make_shared<Plan>(make_plan(project_, catalog_, request_));
      index = place_in(*plan_, wanted.digest);
    }
    if (!index) {
      const Explainer explainer(project_, catalog_, request_, *plan_);
      const std::string why = reasons_text(explainer.why_not_asked(wanted));
      throw Error(ErrorCode::conflict,
                  fmt::format("cairn.yaml cannot make run {} ({}) any more{}{}", wanted.id.text,
                              printable(target.head.path), why.empty() ? "" : ": ", why),
                  fmt::format("see: cairn why {}", wanted.id.text));
    }
    target.plan = plan_;
    target.index = *index;
  }

  /// The plan knows the outputs of cached runs; a check takes those of any finished one.
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
                      fmt::format("cairn run {}", upstream.definition.stage));
        }
        outputs = outputs_of(load_record(project_, *upstream.known));
      }
    }
  }

  const Project& project_;
  const Catalog& catalog_;
  std::map<std::string, std::shared_ptr<Plan>> plans_;  ///< By stage, without overrides.
  std::shared_ptr<Plan> plan_;                          ///< Of the run that is looked at.
  PlanRequest request_;
  DepHasher hasher_;
  EnvironmentCheck environment_;
};

}  // namespace

std::vector<CheckTarget> find_check_targets(const Project& project, const Catalog& catalog,
                                            const std::vector<RunHead>& runs) {
  TargetFinder finder(project, catalog);
  std::vector<CheckTarget> targets;
  for (const RunHead& run : runs) targets.push_back(finder.find(run));
  return targets;
}

}  // namespace cairn
