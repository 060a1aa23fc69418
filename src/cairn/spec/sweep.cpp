#include "cairn/spec/sweep.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/spec/matrix_values.h"

namespace cairn {

namespace {

using Axes = std::vector<std::pair<const ParamSpec*, List>>;

class Expander {
 public:
  Expander(const ProjectSpec& project, const SweepRequest& request)
      : project_(project), request_(request) {}

  std::vector<Point> expand() {
    select_stages();
    check_overrides();
    add_given();
    for (const StageSpec& stage : project_.stages) {
      if (selected_.contains(stage.name)) expand_stage(stage);
    }
    return std::move(points_);
  }

 private:
  void select_stages() {
    std::vector<std::string> names;
    for (const StageSpec& stage : project_.stages) names.push_back(stage.name);
    for (const std::string& target : request_.stages.empty() ? names : request_.stages) {
      if (project_.find_stage(target) == nullptr) {
        const std::string hint = did_you_mean(target, names);
        throw Error(ErrorCode::invalid_input, fmt::format("there is no stage '{}'", target),
                    hint.empty() ? "the stages are: " + join(names, ", ") : hint);
      }
      select_with_needs(target);
    }
  }

  void select_with_needs(const std::string& name) {
    if (!selected_.insert(name).second) return;
    for (const NeedSpec& need : project_.find_stage(name)->needs) {
      if (!is_given(need)) select_with_needs(need.stage);
    }
  }

  bool is_given(const NeedSpec& need) const {
    return std::any_of(request_.given.begin(), request_.given.end(),
                       [&](const GivenRun& given) { return given.need == need.name; });
  }

  /// A given run is a point of the stage whose place it takes.
  void add_given() {
    for (std::size_t i = 0; i < request_.given.size(); ++i) {
      for (const StageSpec& stage : project_.stages) {
        const auto need = std::find_if(
            stage.needs.begin(), stage.needs.end(),
            [&](const NeedSpec& candidate) { return candidate.name == request_.given[i].need; });
        if (need == stage.needs.end() || !selected_.contains(stage.name)) continue;
        points_.push_back({.stage = project_.find_stage(need->stage),
                           .params = request_.given[i].params,
                           .by = {},
                           .needs = {},
                           .given = i});
        break;
      }
    }
  }

  /// "opt.lr=0.5" is the parameter lr of a stage opt; who has a map `opt` means something else.
  std::string hint_for(const Override& override, const std::vector<std::string>& known) const {
    const std::string head = override.source.substr(0, override.source.find_first_of(".="));
    const bool is_param =
        std::any_of(project_.stages.begin(), project_.stages.end(),
                    [&](const StageSpec& stage) { return stage.find_param(head) != nullptr; });
    if (override.stage.empty() || !is_param) return did_you_mean(override.param, known);
    return fmt::format("the parameter '{0}' is given as a whole: '{0}={{key: value}}'", head);
  }

  void check_overrides() const {
    for (const Override& override : request_.overrides) {
      std::vector<std::string> known;
      bool used = false;
      for (const StageSpec& stage : project_.stages) {
        for (const ParamSpec& param : stage.params) {
          known.push_back(param.name);
          used = used ||
                 (selected_.contains(stage.name) && override_applies(override, stage, param.name));
        }
      }
      if (used) continue;
      throw Error(ErrorCode::invalid_input,
                  fmt::format("'{}': no stage that is run has a parameter '{}'", override.source,
                              override.param),
                  hint_for(override, known));
    }
  }

  /// The values of each parameter: override, else matrix, else default.
  Axes stage_axes(const StageSpec& stage) const {
    Axes axes;
    const std::set<std::string> grouped = grouping_params(stage);
    for (const ParamSpec& param : stage.params) {
      const List* values = nullptr;
      for (const MatrixAxis& axis : stage.matrix) {
        if (axis.param == param.name) values = &axis.values;
      }
      for (const Override& override : request_.overrides) {
        if (override_applies(override, stage, param.name)) values = &override.values;
      }
      const bool all = param.type == ParamType::dataset && values != nullptr &&
                       *values == List{Value("all")} && project_.find_dataset("all") == nullptr;
      if (all) {
        axes.emplace_back(&param, all_datasets());
        continue;
      }
      if (values != nullptr) {
        axes.emplace_back(&param, checked(param, *values, stage.name));
      } else if (param.default_value) {
        axes.emplace_back(&param, checked(param, {*param.default_value}, stage.name));
      } else if (!grouped.contains(param.name)) {
        throw Error(ErrorCode::invalid_input,
                    fmt::format("{}: stage '{}': parameter '{}' has no value", param.place,
                                stage.name, param.name),
                    fmt::format("give it a default or a matrix, or type {}=VALUE", param.name));
      }
    }
    return axes;
  }

  List all_datasets() const {
    List names;
    for (const DatasetSpec& dataset : project_.datasets) names.emplace_back(dataset.name);
    return names;
  }

  static std::set<std::string> grouping_params(const StageSpec& stage) {
    std::set<std::string> names;
    for (const NeedSpec& need : stage.needs) {
      if (need.by) names.insert(need.by->begin(), need.by->end());
    }
    return names;
  }

  List checked(const ParamSpec& param, const List& values, const std::string& stage) const {
    List result;
    std::set<std::string> seen;
    for (const Value& value : values) {
      Value typed = check_param(param, value, stage);
      if (param.type == ParamType::dataset) check_dataset(typed, param, stage);
      if (seen.insert(identity_of(typed)).second) result.push_back(std::move(typed));
    }
    return result;
  }

  /// A text that two values share when they are equal: a value given twice is one run.
  static std::string identity_of(const Value& value) {
    if (value.is_list()) {
      std::string text = "[";
      for (const Value& item : value.as_list()) text += identity_of(item) + ",";
      return text + "]";
    }
    if (value.is_map()) {
      std::map<std::string, std::string> entries;
      for (const auto& [key, item] : value.as_map()) entries[key] = identity_of(item);
      std::string text = "{";
      for (const auto& [key, item] : entries) text += to_json(key) + ":" + item + ",";
      return text + "}";
    }
    const bool is_zero = value.is_real() && value.as_double() == 0;
    return fmt::format("{}:{}", value.type_name(), is_zero ? "0.0" : to_json(value));
  }

  void check_dataset(const Value& value, const ParamSpec& param, const std::string& stage) const {
    if (project_.find_dataset(value.as_string()) != nullptr) return;
    std::vector<std::string> names;
    for (const DatasetSpec& dataset : project_.datasets) names.push_back(dataset.name);
    const std::string hint = did_you_mean(value.as_string(), names);
    throw Error(ErrorCode::invalid_input,
                fmt::format("stage '{}': {} = '{}' is no dataset (declared at {})", stage,
                            param.name, value.as_string(), param.place),
                hint.empty() ? "the datasets are: " + join(names, ", ") : hint);
  }

  /// The ways in which one need can be met: single points, or one group for each combination.
  std::vector<std::pair<Map, Point::Need>> need_choices(const NeedSpec& need) const {
    std::vector<std::pair<Map, Point::Need>> choices;
    std::map<std::string, std::size_t> group_of;
    for (std::size_t i = 0; i < points_.size(); ++i) {
      const Point& point = points_[i];
      if (point.stage->name != need.stage || point.given.has_value() != is_given(need)) continue;
      if (point.given && request_.given[*point.given].need != need.name) continue;
      if (!need.by) {
        choices.push_back({Map(), {&need, {i}}});
        continue;
      }
      Map by;
      for (const std::string& name : *need.by) by.set(name, by_value(points_[i], name));
      const auto [group, is_new] = group_of.try_emplace(to_json(by), choices.size());
      if (is_new) choices.push_back({by, {&need, {}}});
      choices[group->second].second.points.push_back(i);
    }
    return choices;
  }

  /// The value of the point itself, else of what it needs run by run.
  Value by_value(const Point& point, const std::string& name) const {
    if (const Value* value = point.params.find(name)) return *value;
    for (const Point::Need& need : point.needs) {
      if (need.spec->by) continue;
      Value value = by_value(points_[need.points.front()], name);
      if (!value.is_null()) return value;
    }
    return {};
  }

  void expand_stage(const StageSpec& stage) {
    const Axes axes = stage_axes(stage);
    std::vector<std::vector<std::pair<Map, Point::Need>>> needs;
    double count = 1;
    for (const auto& [param, values] : axes) count *= static_cast<double>(values.size());
    for (const NeedSpec& need : stage.needs) {
      needs.push_back(need_choices(need));
      count *= static_cast<double>(needs.back().size());
    }
    check_count(stage, count);
    Point point{.stage = &stage};
    add_needs(point, needs, 0, axes);
  }

  void check_count(const StageSpec& stage, double count) const {
    const double total = static_cast<double>(points_.size()) + count;
    if (total <= static_cast<double>(request_.max_points)) return;
    throw Error(
        ErrorCode::invalid_input,
        fmt::format("stage '{}' spans {:.0f} runs; one plan may have {}", stage.name, count,
                    request_.max_points),
        "narrow the matrix, or run a part of it, as in: cairn run " + stage.name + " seed=1");
  }

  void add_needs(const Point& point,
                 const std::vector<std::vector<std::pair<Map, Point::Need>>>& needs, std::size_t at,
                 const Axes& axes) {
    if (at == needs.size()) return add_axes(point, axes, 0);
    for (const auto& [by, need] : needs[at]) {
      Point next = point;
      if (!merge(next.by, by)) continue;
      next.needs.push_back(need);
      if (!agree(next)) continue;
      add_needs(next, needs, at + 1, axes);
    }
  }

  /// Whether the single needs of a point come from the same runs where they have a stage in common,
  /// and fit its grouping values: `test` of a model takes the data that the model was trained on.
  bool agree(const Point& point) const {
    std::map<const StageSpec*, std::size_t> lineage;
    return std::all_of(point.needs.begin(), point.needs.end(), [&](const Point::Need& need) {
      if (need.spec->by) return true;
      for (const auto& [name, value] : point.by) {
        const Value* other = points_[need.points.front()].params.find(name);
        if (other != nullptr && !(*other == value)) return false;
      }
      return joins(need.points.front(), lineage);
    });
  }

  /// Adds a point and its single needs to a lineage; false when a stage is in it with another
  /// point.
  bool joins(std::size_t index, std::map<const StageSpec*, std::size_t>& lineage) const {
    const auto [known, is_new] = lineage.emplace(points_[index].stage, index);
    if (!is_new) return known->second == index;
    return std::all_of(points_[index].needs.begin(), points_[index].needs.end(),
                       [&](const Point::Need& need) {
                         return need.spec->by || joins(need.points.front(), lineage);
                       });
  }

  /// Adds the grouping values; false when two needs disagree about one, so that they do not join.
  static bool merge(Map& into, const Map& by) {
    for (const auto& [name, value] : by) {
      const Value* known = into.find(name);
      if (known != nullptr && !(*known == value)) return false;
      into.set(name, value);
    }
    return true;
  }

  void add_axes(const Point& point, const Axes& axes, std::size_t at) {
    if (at == axes.size()) return add_point(point);
    const auto& [param, values] = axes[at];
    for (const Value& value : values) {
      const Value* grouped = point.by.find(param->name);
      if (grouped != nullptr && !(*grouped == value)) continue;
      Point next = point;
      next.params.set(param->name, value);
      add_axes(next, axes, at + 1);
    }
  }

  void add_point(Point point) {
    for (const auto& [name, value] : point.by) point.params.set(name, value);
    check_requirements(*point.stage, point.params);
    points_.push_back(std::move(point));
  }

  const ProjectSpec& project_;
  const SweepRequest& request_;
  std::set<std::string> selected_;
  std::vector<Point> points_;
};

}  // namespace

Override parse_override(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0) {
    throw Error(ErrorCode::invalid_input, fmt::format("'{}' is not key=value", text));
  }
  std::string_view key = text.substr(0, equals);
  Override override{.stage = "", .param = "", .values = {}, .source = std::string(text)};
  if (const std::size_t dot = key.find('.'); dot != std::string_view::npos) {
    override.stage = std::string(key.substr(0, dot));
    key.remove_prefix(dot + 1);
  }
  override.param = std::string(key);
  override.values = read_override_values(text.substr(equals + 1), text);
  return override;
}

bool override_applies(const Override& override, const StageSpec& stage, std::string_view param) {
  if (override.stage.empty()) return override.param == param;
  // What stands before the first dot is a stage, or the beginning of a dotted parameter.
  return (override.stage == stage.name && override.param == param) ||
         param == override.stage + "." + override.param;
}

std::vector<Point> expand_sweep(const ProjectSpec& project, const SweepRequest& request) {
  return Expander(project, request).expand();
}

}  // namespace cairn
