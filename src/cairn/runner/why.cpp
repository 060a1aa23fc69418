#include "cairn/runner/why.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/spec/value_place.h"
#include "cairn/store/resolve.h"

namespace cairn {

namespace {

/// The key as values, with all params instead of those that differ from their defaults.
Map key_values(const RunDefinition& run) {
  const Value key = parse_json(run.key, "the key of the run");
  Map values{{"stage", run.stage}, {"kind", run.kind}};
  Map params;
  for (const auto& [name, value] : run.params) {
    const Value* inputs = key.find("inputs");
    // A dataset stands among the inputs, with its version.
    if (inputs == nullptr || inputs->find(name) == nullptr) params.append(name, value);
  }
  values.append("params", std::move(params));
  if (const Value* inputs = key.find("inputs")) values.append("inputs", *inputs);
  return values;
}

std::string id_of_need(const RunDefinition& run, const std::string& need) {
  for (const InputLink& input : run.inputs) {
    if (input.name == need) return input.id;
  }
  return "none";
}

/// A leaf of the key as a reason: params by their names, inputs by the runs that they name.
Reason key_reason(const LeafChange& change, const RunDefinition& known,
                  const RunDefinition& wanted) {
  Reason reason{ReasonKind::params, change.leaf, change.before, change.after, "", ""};
  constexpr std::string_view kInputs = "inputs.";
  if (!change.leaf.starts_with(kInputs)) return reason;
  const std::string rest = change.leaf.substr(kInputs.size());
  const std::string name = rest.substr(0, rest.find('.'));
  reason.kind = ReasonKind::inputs;
  if (rest == name + ".run") {
    reason.before = id_of_need(known, name);
    reason.after = id_of_need(wanted, name);
  }
  // "dataset.dataset" is the dataset itself, "dataset.version" a field of it.
  const std::string shown = rest == name + "." + name || rest == name + ".run" ? name : rest;
  reason.detail = fmt::format("{}: {}", shown, change_text(reason.before, reason.after));
  return reason;
}

/// Params whose value is the same on both sides, and that only one key leaves out as its default.
void add_elided(const RunDefinition& known, const RunDefinition& wanted, Reasons& reasons) {
  const Value before = parse_json(known.key, "the key of the run");
  const Value after = parse_json(wanted.key, "the key of the run");
  const Value* old_params = before.find("params");
  const Value* new_params = after.find("params");
  if (old_params == nullptr || new_params == nullptr) return;
  for (const LeafChange& change : changed_leaves(old_params->as_map(), new_params->as_map())) {
    Reason reason{ReasonKind::params, "params." + change.leaf, change.before, change.after, "", ""};
    const Value* value = (change.before ? known : wanted).params.find(change.leaf);
    if (value == nullptr) continue;
    reason.before = reason.after = *value;
    reason.detail = fmt::format("{}: {} {} its default, which the key leaves out", change.leaf,
                                printable(to_text(*value)), change.before ? "is now" : "was then");
    reasons.push_back(std::move(reason));
  }
}

/// How many values of a recorded run differ from what is wanted, those that only one has included.
std::size_t distance(const RunRow& row, const RunDefinition& wanted) {
  constexpr std::size_t kOtherStage = 1000;
  constexpr std::size_t kOtherKind = 100;
  std::size_t equal = 0;
  for (const auto& [name, value] : row.params) {
    const Value* other = wanted.params.find(name);
    equal += other != nullptr && *other == value;
  }
  std::size_t differing = row.params.size() + wanted.params.size() - 2 * equal;
  differing += row.dataset != wanted.dataset;
  differing += !(row.seed == wanted.seed);
  if (row.stage != wanted.stage) differing += kOtherStage;
  if (row.kind != wanted.kind) differing += kOtherKind;
  return differing;
}

bool has_ended(RunStatus status) {
  return status != RunStatus::pending && status != RunStatus::running && status != RunStatus::lost;
}

ComparedAttempt compared_attempt(const Record& record) {
  return {.id = record.definition.id,
          .digest = record.definition.digest,
          .path = record.definition.path,
          .attempt = record.attempt().number,
          .status = record.status,
          .ended = record.attempt().ended};
}

}  // namespace

std::size_t leaf_count(const Fingerprint& fingerprint) {
  std::size_t count =
      1 + fingerprint.params.size() + fingerprint.deps.size() + fingerprint.environment.size();
  for (const auto& [need, leaves] : fingerprint.inputs) {
    count += leaves.is_map() ? leaves.as_map().size() : 1;
  }
  return count;
}

Reasons key_differences(const RunDefinition& known, const RunDefinition& wanted) {
  Reasons reasons;
  for (const LeafChange& change : changed_leaves(key_values(known), key_values(wanted))) {
    reasons.push_back(key_reason(change, known, wanted));
  }
  if (reasons.empty()) add_elided(known, wanted, reasons);
  return reasons;
}

Explainer::Explainer(const Project& project, const Catalog& catalog, const PlanRequest& request,
                     const Plan& plan)
    : project_(project), catalog_(catalog), plan_(plan), details_(project, request.sweep) {}

Explanation Explainer::explain(std::size_t index) {
  const PlannedRun& run = plan_.runs[index];
  Explanation answer{.run = &run, .reasons = run.reasons};
  answer.compared = run.compared;
  if (run.compared) answer.compared_with = ComparedWith::own_attempt;
  if (run.state == PlanState::upstream) {
    explain_upstream(answer);
    return answer;
  }
  find_fingerprint(index, answer);
  if (run.state == PlanState::missing) explain_missing(answer);
  if (run.state == PlanState::forced) explain_forced(answer);
  return answer;
}

/// The fingerprint that is wanted now, where all that is upstream is known.
void Explainer::find_fingerprint(std::size_t index, Explanation& answer) {
  const PlannedRun& run = plan_.runs[index];
  std::optional<Fingerprint> wanted = run.fingerprint;
  const bool knows_inputs =
      std::all_of(run.point.needs.begin(), run.point.needs.end(), [&](const Point::Need& need) {
        return std::all_of(need.points.begin(), need.points.end(),
                           [&](std::size_t point) { return plan_.outputs[point].has_value(); });
      });
  if (!wanted && knows_inputs) {
    wanted = make_fingerprint(project_, run, plan_.outputs, hasher_);
  }
  if (!wanted) return;
  answer.leaves = leaf_count(*wanted);
  if (run.state != PlanState::cached) find_twin(answer, *wanted);
}

void Explainer::find_twin(Explanation& answer, const Fingerprint& wanted) {
  const Digest digest = fingerprint_digest(wanted);
  if (answer.run->known) {
    try {
      const Record record = load_record(project_, *answer.run->known);
      for (const RecordAttempt& attempt : record.attempts) {
        if (attempt.fingerprint != digest || attempt.status != RunStatus::finished) continue;
        answer.same_as = compared_attempt(record);
        answer.same_as->attempt = attempt.number;
        answer.same_as->status = attempt.status;
        answer.same_as->ended = attempt.ended;
        return;
      }
    } catch (const Error& error) {
      // No record that can be read tells of earlier attempts: the reasons say so already.
      if (error.code() != ErrorCode::corrupt && error.code() != ErrorCode::not_found) throw;
    }
  }
  for (const RunHead& head : heads()) {
    const bool is_itself = head.digest == answer.run->definition.digest;
    if (is_itself || head.status != RunStatus::finished || head.fingerprint != digest) continue;
    answer.same_as = compared_attempt(load_record(project_, head));
    return;
  }
}

const std::vector<RunHead>& Explainer::heads() {
  if (heads_) return *heads_;
  heads_ = catalog_.heads();
  std::erase_if(*heads_,
                [](const RunHead& head) { return head.copy != 0 || !has_ended(head.status); });
  std::sort(heads_->begin(), heads_->end(),
            [](const RunHead& a, const RunHead& b) { return a.rowid > b.rowid; });
  return *heads_;
}

/// The latest runs of a stage; of all stages when it has none: it may have been renamed.
const std::vector<RunRow>& Explainer::candidates(const std::string& stage) {
  const auto [known, is_new] = candidates_.try_emplace(stage);
  if (!is_new) return known->second;
  std::vector<std::int64_t> rowids;
  for (const bool any_stage : {false, true}) {
    for (const RunHead& head : heads()) {
      if (rowids.size() == kMostCandidates) break;
      if (any_stage || head.stage == stage) rowids.push_back(head.rowid);
    }
    if (!rowids.empty()) break;
  }
  known->second = catalog_.load_runs(rowids, RunParts::columns);
  return known->second;
}

std::optional<Record> Explainer::nearest_record(const RunDefinition& wanted) {
  const RunRow* nearest = nullptr;
  std::size_t least = 0;
  for (const RunRow& row : candidates(wanted.stage)) {
    const std::size_t differing = distance(row, wanted);
    if (nearest != nullptr && differing >= least) continue;
    nearest = &row;
    least = differing;
  }
  if (nearest == nullptr) return std::nullopt;
  const std::vector<RunHead> heads = catalog_.find_copies(nearest->digest);
  if (heads.empty()) return std::nullopt;
  return load_record(project_, heads.front());
}

void Explainer::explain_missing(Explanation& answer) {
  // Where it has run, that it is gone says all, whatever its neighbours are.
  if (answer.reasons.front().kind != ReasonKind::never_ran) return;
  const std::optional<Record> nearest = nearest_record(answer.run->definition);
  if (!nearest) return;
  answer.compared_with = ComparedWith::nearest_run;
  answer.compared = compared_attempt(*nearest);
  answer.reasons = differences(nearest->definition, *answer.run);
}

void Explainer::explain_forced(Explanation& answer) const {
  const PlannedRun& run = *answer.run;
  if (!run.known) {
    answer.otherwise = PlanState::missing;
    return;
  }
  if (run.known->status != RunStatus::finished) {
    answer.otherwise = PlanState::retry;
    return;
  }
  if (answer.leaves == 0) return;
  DepHasher hasher;
  const Record record = load_record(project_, *run.known);
  const Fingerprint wanted = make_fingerprint(project_, run, plan_.outputs, hasher);
  const bool stands = stale_reasons(project_, run, record, wanted, plan_.triggers).empty();
  answer.otherwise = stands ? PlanState::cached : PlanState::stale;
}

/// The runs before the one at `index` that run for a reason of their own.
std::vector<std::size_t> Explainer::first_to_run(const PlannedRun& run) const {
  std::vector<std::size_t> first;
  std::vector<bool> seen(plan_.runs.size());
  std::vector<const PlannedRun*> left = {&run};
  while (!left.empty()) {
    const PlannedRun& next = *left.back();
    left.pop_back();
    for (const Point::Need& need : next.point.needs) {
      for (const std::size_t point : need.points) {
        const PlannedRun& before = plan_.runs[point];
        if (before.state == PlanState::cached || seen[point]) continue;
        seen[point] = true;
        if (before.state == PlanState::upstream) {
          left.push_back(&before);
        } else {
          first.push_back(point);
        }
      }
    }
  }
  return first;
}

/// Names the runs that come first by what makes them run, each cause once.
void Explainer::explain_upstream(Explanation& answer) {
  struct Cause {
    Reason reason;
    std::vector<const PlannedRun*> runs;
  };
  std::vector<Cause> causes;
  std::map<std::vector<std::string>, std::size_t> places;  // By stage, state, text and place.
  for (const std::size_t index : first_to_run(*answer.run)) {
    const PlannedRun& first = plan_.runs[index];
    for (const Reason& reason : first.reasons) {
      const auto [known, is_new] =
          places.try_emplace({first.definition.stage, std::string(plan_state_name(first.state)),
                              reason_text(reason), reason.place},
                             causes.size());
      if (is_new) causes.push_back({reason, {}});
      causes[known->second].runs.push_back(&first);
    }
  }
  answer.reasons.clear();
  for (const Cause& cause : causes) {
    const RunDefinition& first = cause.runs.front()->definition;
    if (cause.runs.size() > 1) {
      const std::string which =
          fmt::format("{} runs of {} {}, as {}", cause.runs.size(), first.stage,
                      goes_first(cause.runs.front()->state, cause.runs.size()), first.id.text);
      answer.reasons.push_back(reason_before(which, cause.reason));
      continue;
    }
    // Of a single run that is new it can be said which value makes it so.
    Explanation before{.run = cause.runs.front(), .reasons = {cause.reason}};
    if (before.run->state == PlanState::missing) explain_missing(before);
    if (before.reasons.empty()) before.reasons = {cause.reason};
    for (const Reason& reason : before.reasons) {
      answer.reasons.push_back(reason_before(fmt::format("{} {} {}", first.stage, first.id.text,
                                                         goes_first(cause.runs.front()->state, 1)),
                                             reason));
    }
  }
}

/// Where a run is another one because it needs another run, says which value makes that so.
void Explainer::follow_inputs(const RunDefinition& known, const PlannedRun& run,
                              Reasons& reasons) const {
  for (const Point::Need& need : run.point.needs) {
    const std::string& name = need.spec->name;
    const auto reason = std::find_if(reasons.begin(), reasons.end(), [&](const Reason& one) {
      return one.leaf == fmt::format("inputs.{}.run", name);
    });
    const auto input = std::find_if(known.inputs.begin(), known.inputs.end(),
                                    [&](const InputLink& one) { return one.name == name; });
    if (reason == reasons.end() || input == known.inputs.end() || need.points.empty()) continue;
    const std::optional<RunHead> before = catalog_.find_by_digest(input->run);
    if (!before) continue;
    const PlannedRun& wanted = plan_.runs[need.points.front()];
    const Reasons causes = differences(load_definition(project_, *before), wanted);
    if (causes.empty()) continue;
    reason->detail += ", " + reasons_text(causes);
    reason->place = causes.front().place;
  }
}

Reasons Explainer::differences(const RunDefinition& known, const PlannedRun& run) const {
  Reasons reasons = key_differences(known, run.definition);
  for (Reason& reason : reasons) reason.place = details_.place(run, reason);
  follow_inputs(known, run, reasons);
  return reasons;
}

Reasons Explainer::why_not_asked(const RunDefinition& recorded) const {
  const PlannedRun* nearest = nullptr;
  Reasons least;
  for (const PlannedRun& run : plan_.runs) {
    if (run.definition.stage != recorded.stage) continue;
    Reasons reasons = key_differences(recorded, run.definition);
    if (nearest != nullptr && reasons.size() >= least.size()) continue;
    nearest = &run;
    least = std::move(reasons);
  }
  for (Reason& reason : least) {
    constexpr std::string_view kParams = "params.";
    reason.place = details_.place(*nearest, reason);
    if (!reason.leaf.starts_with(kParams)) continue;
    const std::string param = reason.leaf.substr(kParams.size());
    if (details_.is_overridden(*nearest, param)) continue;
    // The value that is missed stands nowhere: its axis or declaration is the place to look.
    const std::string axis = param_place(*nearest->point.stage, param);
    if (!axis.empty()) reason.place = axis;
  }
  return least;
}

}  // namespace cairn
