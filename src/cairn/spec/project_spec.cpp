#include "cairn/spec/project_spec.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/text.h"

namespace cairn {

std::string CommandSpec::source() const {
  std::string text = is_shell ? "shell:" : "argv:";
  for (const TextTemplate& word : words) {
    // The length in front keeps ["a b"] and ["a", "b"] apart.
    text += is_shell ? word.source : fmt::format(" {}:{}", word.source.size(), word.source);
  }
  return text;
}

const ParamSpec* StageSpec::find_param(std::string_view param_name) const {
  for (const ParamSpec& param : params) {
    if (param.name == param_name) return &param;
  }
  return nullptr;
}

const StageSpec* ProjectSpec::find_stage(std::string_view name) const {
  for (const StageSpec& stage : stages) {
    if (stage.name == name) return &stage;
  }
  return nullptr;
}

const DatasetSpec* ProjectSpec::find_dataset(std::string_view name) const {
  for (const DatasetSpec& dataset : datasets) {
    if (dataset.name == name) return &dataset;
  }
  return nullptr;
}

}  // namespace cairn
