#include "cairn/spec/stage_graph.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

/// Depth-first order with the path kept, so that a cycle can be shown as it is.
class Sorter {
 public:
  explicit Sorter(std::vector<StageSpec>& stages) : stages_(stages), state_(stages.size()) {}

  void sort() {
    for (std::size_t i = 0; i < stages_.size(); ++i) visit(i);
    std::vector<StageSpec> sorted;
    sorted.reserve(stages_.size());
    for (const std::size_t index : order_) sorted.push_back(std::move(stages_[index]));
    stages_ = std::move(sorted);
  }

 private:
  enum class State { unseen, open, done };

  /// `place` is where the stage is needed; empty for one that nothing led to.
  void visit(std::size_t index, const std::string& place = {}) {
    if (state_[index] == State::done) return;
    path_.push_back(stages_[index].name);
    if (state_[index] == State::open) fail_cycle(place);
    state_[index] = State::open;
    for (const NeedSpec& need : stages_[index].needs) {
      visit(find(need, stages_[index].name), need.place);
    }
    state_[index] = State::done;
    path_.pop_back();
    order_.push_back(index);
  }

  std::size_t find(const NeedSpec& need, const std::string& stage) const {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < stages_.size(); ++i) {
      if (stages_[i].name == need.stage) return i;
      names.push_back(stages_[i].name);
    }
    throw Error(
        ErrorCode::invalid_input,
        fmt::format("{}: stage '{}' needs '{}', which is no stage", need.place, stage, need.stage),
        did_you_mean(need.stage, names));
  }

  [[noreturn]] void fail_cycle(const std::string& place) const {
    const auto start = std::find(path_.begin(), path_.end(), path_.back());
    const std::vector<std::string> cycle(start, path_.end());
    throw Error(
        ErrorCode::invalid_input,
        fmt::format("{}: the stages need each other in a circle: {}", place, join(cycle, " -> ")),
        "take one of these needs out");
  }

  std::vector<StageSpec>& stages_;
  std::vector<State> state_;
  std::vector<std::string> path_;
  std::vector<std::size_t> order_;
};

/// Fields of a run that `{run.…}` and `{need.…}` show.
constexpr std::array<std::string_view, 5> kRunFields = {"id", "name", "path", "stage", "digest"};

using Names = std::set<std::string, std::less<>>;

/// The names that may stand in braces, each with what it stands for.
class Known {
 public:
  /// Of two that bear one name, "a parameter" and "a need", none is meant.
  void add(std::string name, std::string_view what) {
    const auto [entry, is_new] = meanings_.try_emplace(std::move(name), what);
    if (!is_new && entry->second.find(what) == std::string::npos) {
      entry->second += fmt::format(" and {}", what);
      ambiguous_.insert(entry->first);
    }
  }
  bool contains(std::string_view name) const { return meanings_.contains(name); }
  /// "a parameter and a need" of an ambiguous name, else nothing.
  std::string_view ambiguity(std::string_view name) const {
    return ambiguous_.contains(name) ? meanings_.find(name)->second : std::string_view();
  }
  std::vector<std::string> list() const {
    std::vector<std::string> names;
    for (const auto& [name, what] : meanings_) names.push_back(name);
    return names;
  }

 private:
  std::map<std::string, std::string, std::less<>> meanings_;
  Names ambiguous_;
};

/// Names that have one value in every run of `stage`: its parameters and the fields of its dataset.
Known value_names(const ProjectSpec& project, const StageSpec& stage) {
  Known names;
  for (const std::string& param : param_names(stage)) names.add(param, "a parameter");
  Names with_fields;
  if (names.contains("dataset")) with_fields.insert("dataset");
  for (const ParamSpec& param : stage.params) {
    if (param.type == ParamType::dataset) with_fields.insert(param.name);
  }
  for (const std::string& name : with_fields) {
    for (const DatasetSpec& dataset : project.datasets) {
      for (const Map::Entry& field : dataset.fields) {
        names.add(name + "." + field.first, "a field of a dataset");
      }
    }
  }
  return names;
}

void add_need_names(const ProjectSpec& project, const NeedSpec& need, Known& names) {
  const StageSpec* upstream = project.find_stage(need.stage);
  names.add(need.name, "a need");
  const auto add = [&](std::string_view name, std::string_view what) {
    names.add(fmt::format("{}.{}", need.name, name), what);
  };
  for (const OutSpec& out : upstream->outs) add(out.name, "an out of a need");
  if (need.by) return;
  for (const std::string_view field : kRunFields) add(field, "a field of a need's run");
  for (const std::string& name : value_names(project, *upstream).list()) {
    add(name, "a value of a need");
  }
}

/// Everything that the command of `stage` may name.
Known command_names(const ProjectSpec& project, const StageSpec& stage) {
  Known names = value_names(project, stage);
  names.add("run", "the run's folder");
  names.add("cpus", "the processors of a job");
  for (const std::string_view field : kRunFields) {
    names.add(fmt::format("run.{}", field), "a field of the run");
  }
  for (const OutSpec& out : stage.outs) names.add("outs." + out.name, "an out");
  for (const NeedSpec& need : stage.needs) add_need_names(project, need, names);
  return names;
}

void check(const TextTemplate& text, const Known& known, std::string_view stage) {
  for (const std::string& name : text.placeholders()) {
    if (const std::string_view both = known.ambiguity(name); !both.empty()) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("{}: stage '{}': {{{}}} names {}", text.place, stage, name, both),
                  "give one of them another name");
    }
    if (known.contains(name)) continue;
    const std::vector<std::string> names = known.list();
    const std::optional<std::string> near = nearest(name, names);
    const bool is_of_shell = text.source.find("${" + name + "}") != std::string::npos;
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: stage '{}': {{{}}} names nothing", text.place, stage, name),
                is_of_shell ? fmt::format("a variable of the shell is ${{{{{}}}}} here", name)
                : near ? fmt::format("did you mean {{{}}}? (write {{{{ for a literal brace)", *near)
                       : fmt::format("known here: {}", join(names, ", ")));
  }
}

/// The params of a stage and of what it needs run by run: all that a run of it has one value of.
void add_params_behind(const ProjectSpec& project, const StageSpec& stage, Names& names) {
  for (const std::string& name : param_names(stage)) names.insert(name);
  for (const NeedSpec& need : stage.needs) {
    if (!need.by) add_params_behind(project, *project.find_stage(need.stage), names);
  }
}

void check_need_groups(const ProjectSpec& project, const StageSpec& stage) {
  for (const NeedSpec& need : stage.needs) {
    if (!need.by) continue;
    Names known;
    add_params_behind(project, *project.find_stage(need.stage), known);
    for (const std::string& param : *need.by) {
      if (known.contains(param)) continue;
      throw Error(ErrorCode::invalid_input,
                  fmt::format("{}: the need '{}' groups by '{}', which stage '{}' does not have",
                              need.place, need.name, param, need.stage),
                  did_you_mean(param, std::vector<std::string>(known.begin(), known.end())));
    }
  }
}

}  // namespace

std::vector<std::string> param_names(const StageSpec& stage) {
  std::vector<std::string> names;
  for (const ParamSpec& param : stage.params) names.push_back(param.name);
  for (const NeedSpec& need : stage.needs) {
    // A grouping value is a param of the points that a group makes.
    if (need.by) names.insert(names.end(), need.by->begin(), need.by->end());
  }
  return names;
}

void sort_stages(std::vector<StageSpec>& stages) { Sorter(stages).sort(); }

void check_placeholders(const ProjectSpec& project) {
  for (const StageSpec& stage : project.stages) {
    check_need_groups(project, stage);
    const Known values = value_names(project, stage);
    const Known all = command_names(project, stage);
    Known named = values;
    for (const NeedSpec& need : stage.needs) add_need_names(project, need, named);
    check(stage.run_name, named, stage.name);
    for (const DepSpec& dep : stage.deps) {
      check(dep.path, values, stage.name);
      if (dep.version) check(*dep.version, values, stage.name);
    }
    for (const OutSpec& out : stage.outs) check(out.path, values, stage.name);
    for (const TextTemplate& metric : stage.metrics) check(metric, values, stage.name);
    for (const TextTemplate& word : stage.command.words) check(word, all, stage.name);
    if (stage.predict) {
      Known predicting = values;
      for (const std::string_view name : kPredictNames) {
        predicting.add(std::string(name), "a path of predict");
      }
      for (const TextTemplate& word : stage.predict->words) check(word, predicting, stage.name);
    }
    for (const EnvironmentSpec& variable : stage.environment) {
      if (variable.value) check(*variable.value, all, stage.name);
    }
  }
}

}  // namespace cairn
