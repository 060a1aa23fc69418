#include "cairn/spec/value_place.h"

#include <fmt/format.h>

namespace cairn {

namespace {

const MatrixAxis* find_axis(const StageSpec& stage, std::string_view param) {
  for (const MatrixAxis& axis : stage.matrix) {
    if (axis.param == param) return &axis;
  }
  return nullptr;
}

/// The place of one value of an axis, whose declaration may have turned an int into a float.
std::string place_in_axis(const MatrixAxis& axis, const ParamSpec& param, const StageSpec& stage,
                          const Value& value) {
  for (std::size_t i = 0; i < axis.value_places.size() && i < axis.values.size(); ++i) {
    if (check_param(param, axis.values[i], stage.name) == value) return axis.value_places[i];
  }
  return axis.place;
}

}  // namespace

std::string value_place(const ProjectSpec& project, const SweepRequest& request, const Point& point,
                        std::string_view param) {
  const StageSpec& stage = *point.stage;
  const Value* value = point.params.find(param);
  const ParamSpec* declared = stage.find_param(param);
  if (value == nullptr) return "";
  if (declared == nullptr) {
    for (const Point::Need& need : point.needs) {
      const StageSpec* upstream = project.find_stage(need.spec->stage);
      if (!need.spec->by || upstream->find_param(param) == nullptr) continue;
      return value_place(project, request,
                         {.stage = upstream, .params = point.params, .by = {}, .needs = {}}, param);
    }
    return "";
  }
  for (auto entry = request.overrides.rbegin(); entry != request.overrides.rend(); ++entry) {
    if (override_applies(*entry, stage, param)) {
      return fmt::format("{} on the command line", entry->source);
    }
  }
  if (const MatrixAxis* axis = find_axis(stage, param)) {
    return place_in_axis(*axis, *declared, stage, *value);
  }
  return declared->default_place;
}

std::string param_place(const StageSpec& stage, std::string_view param) {
  if (const MatrixAxis* axis = find_axis(stage, param)) return axis->place;
  const ParamSpec* declared = stage.find_param(param);
  return declared == nullptr ? "" : declared->place;
}

}  // namespace cairn
