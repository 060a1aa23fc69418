#include "cairn/runner/select_run.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/runner/definition.h"
#include "cairn/runner/kept_points.h"
#include "cairn/runner/taken_runs.h"
#include "cairn/store/resolve.h"

namespace cairn {

namespace {

const NeedSpec* need_called(const StageSpec& stage, std::string_view name) {
  const auto found =
      std::ranges::find_if(stage.needs, [&](const NeedSpec& need) { return need.name == name; });
  return found == stage.needs.end() ? nullptr : &*found;
}

/// Which inputs of the run are used as they lie.
enum class AsTheyLie {
  foreign,  ///< Those that no stage here makes.
  all,
};

/// Some runs, of which the chosen ones are those that were looked for.
struct Selection {
  std::vector<PlannedRun> runs;
  std::vector<RunHead> given;
  std::set<std::size_t> chosen;
  bool is_exact = false;  ///< The recorded run itself is among them.
};

class RunSelection {
 public:
  RunSelection(const Project& project, const Catalog& catalog, const RunDefinition& definition,
               const PlanRequest& request)
      : project_(project), catalog_(catalog), definition_(definition), request_(request) {}

  Selection select(AsTheyLie inputs) {
    Selection selection;
    define(sweep_of(inputs, selection.given), selection);
    return selection;
  }

  /// What spans the run, with the runs that are given to it.
  SweepRequest sweep_of(AsTheyLie inputs, std::vector<RunHead>& heads) {
    const StageSpec& stage = stage_of_record(project_, definition_.stage);
    SweepRequest sweep = request_.sweep;
    sweep.stages = {stage.name};
    heads = take_given(project_, catalog_, sweep);
    std::set<std::string> replaced;
    for (const GivenRun& given : sweep.given) replaced.insert(given.need);
    values_.clear();
    behind_.clear();
    add_values(definition_);
    for (const InputLink& input : definition_.inputs) {
      if (!replaced.contains(input.name)) add_input(stage, input, inputs, sweep, heads);
    }
    std::vector<Override> overrides = recorded_overrides();
    std::ranges::move(sweep.overrides, std::back_inserter(overrides));
    sweep.overrides = std::move(overrides);
    return sweep;
  }

 private:
  /// Takes an input as a run that is there, or its values, for its stage makes it from them.
  void add_input(const StageSpec& stage, const InputLink& input, AsTheyLie inputs,
                 SweepRequest& sweep, std::vector<RunHead>& heads) {
    const NeedSpec* need = need_called(stage, input.name);
    const std::optional<RunHead> head = catalog_.find_by_digest(input.run);
    if (need == nullptr || !head) return;
    if (inputs == AsTheyLie::foreign && is_made_here(*head, need->stage)) return add_behind(*head);
    GivenRun given{.need = need->name, .params = values_of_input(*head, *need)};
    sweep.given.push_back(std::move(given));
    heads.push_back(*head);
  }

  /// The values of an input. The run has those of its group that come from what the input itself
  /// came of, and the stage the defaults that were added later.
  Map values_of_input(const RunHead& head, const NeedSpec& need) const {
    const RunDefinition input = load_record(project_, head).definition;
    Map values = input.params;
    for (const std::string& name : need.by.value_or(std::vector<std::string>{})) {
      const Value* value = definition_.params.find(name);
      if (value != nullptr && !values.contains(name)) values.set(name, *value);
    }
    if (input.stage != need.stage) return values;
    for (const ParamSpec& param : project_.spec.find_stage(need.stage)->params) {
      const bool is_missing = param.default_value && !values.contains(param.name);
      if (is_missing) values.set(param.name, *param.default_value);
    }
    return values;
  }

  /// Whether this project makes the run, and all that it came of.
  bool is_made_here(const RunHead& head, const std::string& stage_name) {
    const auto [known, is_new] = made_here_.emplace(head.digest, false);
    if (!is_new) return known->second;
    const StageSpec* stage = project_.spec.find_stage(stage_name);
    const RunDefinition definition = load_record(project_, head).definition;
    const bool is_made = project_.adopted_at(head.path) == nullptr && stage != nullptr &&
                         definition.stage == stage_name &&
                         std::ranges::all_of(definition.inputs, [&](const InputLink& input) {
                           const NeedSpec* need = need_called(*stage, input.name);
                           const std::optional<RunHead> behind = catalog_.find_by_digest(input.run);
                           return need != nullptr && behind && is_made_here(*behind, need->stage);
                         });
    made_here_[head.digest] = is_made;
    return is_made;
  }

  void add_behind(const RunHead& head) {
    if (!behind_.insert(head.digest).second) return;
    const RunDefinition definition = load_record(project_, head).definition;
    add_values(definition);
    for (const InputLink& input : definition.inputs) {
      if (const std::optional<RunHead> behind = catalog_.find_by_digest(input.run)) {
        add_behind(*behind);
      }
    }
  }

  void add_values(const RunDefinition& definition) {
    for (const auto& [name, value] : definition.params) {
      List& values = values_[definition.stage][name];
      if (std::ranges::find(values, value) == values.end()) values.push_back(value);
    }
  }

  /// Stages may have parameters of the same name: each gets its own values.
  std::vector<Override> recorded_overrides() const {
    std::vector<Override> overrides;
    for (const auto& [name, params] : values_) {
      const StageSpec* stage = project_.spec.find_stage(name);
      for (const auto& [param, values] : params) {
        if (stage->find_param(param) == nullptr) continue;
        overrides.push_back({.stage = name,
                             .param = param,
                             .values = values,
                             .source = fmt::format("{}.{}", name, param)});
      }
    }
    return overrides;
  }

  void define(const SweepRequest& sweep, Selection& selection) const {
    const std::string& experiment =
        request_.experiment.empty() ? project_.spec.experiment.name : request_.experiment;
    const Session session =
        choose_session(project_, catalog_.groups(), experiment, request_.session);
    selection.runs = define_runs(project_, catalog_, session, expand_sweep(project_.spec, sweep),
                                 {.given = selection.given});
    std::set<std::size_t> exact;
    for (std::size_t i = 0; i < selection.runs.size(); ++i) {
      const PlannedRun& run = selection.runs[i];
      if (run.is_taken || run.point.stage->name != definition_.stage) continue;
      selection.chosen.insert(i);
      if (run.definition.digest == definition_.digest) exact.insert(i);
    }
    selection.is_exact = !exact.empty();
    if (selection.is_exact) selection.chosen = std::move(exact);
  }

  const Project& project_;
  const Catalog& catalog_;
  const RunDefinition& definition_;
  const PlanRequest& request_;
  std::map<std::string, std::map<std::string, List>> values_;  ///< Stage → param → values.
  std::set<Digest> behind_;                                    ///< Runs whose values are in it.
  std::map<Digest, bool> made_here_;
};

}  // namespace

const StageSpec& stage_of_record(const Project& project, const std::string& name) {
  if (const StageSpec* stage = project.spec.find_stage(name)) return *stage;
  throw Error(ErrorCode::not_found, fmt::format("cairn.yaml has no stage '{}'", printable(name)),
              "a run is run again by its stage; write that into cairn.yaml");
}

void select_run(const Project& project, const Catalog& catalog, const RunDefinition& definition,
                PlanRequest& request) {
  RunSelection selection(project, catalog, definition, request);
  Selection selected = selection.select(AsTheyLie::foreign);
  if (request.sweep.overrides.empty() && !selected.is_exact) {
    // An input that is not made anew from its values, as each start of a `unique` stage.
    Selection with_inputs = selection.select(AsTheyLie::all);
    if (with_inputs.is_exact) selected = std::move(with_inputs);
  }
  request.points = points_with_needs(selected.runs, selected.chosen);
  request.given = std::move(selected.given);
}

RecordedPoints recorded_points(const Project& project, const Catalog& catalog,
                               const RunDefinition& definition) {
  for (const InputLink& input : definition.inputs) {
    if (catalog.find_by_digest(input.run)) continue;
    throw Error(ErrorCode::not_found,
                fmt::format("run {} needs run {} ({}), of which there is no record any more",
                            definition.id.text, input.id, printable(input.name)),
                fmt::format("where the trash has it: cairn restore {}", input.id));
  }
  RecordedPoints recorded;
  const PlanRequest request;
  recorded.points = expand_sweep(
      project.spec,
      RunSelection(project, catalog, definition, request).sweep_of(AsTheyLie::all, recorded.given));
  return recorded;
}

}  // namespace cairn
