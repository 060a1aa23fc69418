#include "cairn/exchange/dynvision_names.h"

#include "cairn/exchange/foreign_files.h"

namespace cairn {

std::optional<ModelName> read_model_name(std::string_view text) {
  const std::size_t bar = text.find_last_of('_');
  if (bar == std::string_view::npos || bar == 0) return std::nullopt;
  const std::string_view seed = text.substr(bar + 1);
  if (seed.empty() || seed.find_first_not_of("0123456789.") != std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view head = text.substr(0, bar);
  const std::size_t colon = head.find(':');
  ModelName name{.model = std::string(head.substr(0, colon)), .params = {}, .seed = Value(seed)};
  if (seed.find('.') == std::string_view::npos) name.seed = plain_value(seed);
  if (name.model.empty() || name.model.find_first_of("_/=") != std::string::npos) {
    return std::nullopt;
  }
  if (colon == std::string_view::npos) return name;
  name.args = head.substr(colon + 1);
  std::optional<Map> params = read_pairs(name.args);
  if (!params || params->contains("hash")) return std::nullopt;
  name.params = *std::move(params);
  return name;
}

bool is_argued_name(std::string_view text) {
  const std::optional<ModelName> name = read_model_name(text);
  return name && !name->args.empty();
}

DataName read_data_name(std::string_view text) {
  const std::size_t bar = text.find('_');
  const std::string_view head = text.substr(0, bar);
  const std::size_t colon = head.find(':');
  return {.data = std::string(head.substr(0, colon)),
          .group = colon == std::string_view::npos ? "" : std::string(head.substr(colon + 1)),
          .status = bar == std::string_view::npos ? "" : std::string(text.substr(bar + 1))};
}

bool matches_pattern(const std::string& pattern, const std::string& full) {
  const std::optional<ModelName> wanted = read_model_name(pattern);
  const std::optional<ModelName> name = read_model_name(full);
  if (!wanted || !name || wanted->model != name->model) return false;
  if (wanted->params.size() != name->params.size()) return false;
  for (const auto& [key, value] : wanted->params) {
    const Value* other = name->params.find(key);
    if (other == nullptr || (!(value == Value("*")) && !(value == *other))) return false;
  }
  const std::string seeds = "." + to_text(wanted->seed) + ".";
  return seeds.find("." + to_text(name->seed) + ".") != std::string::npos;
}

void set_test_status(const ForeignTree& tree, ForeignRun& test) {
  for (const std::string_view table : {"test_outputs.csv", "test_data.csv"}) {
    if (tree.has_file(below(test.folder, table))) return;
  }
  test.status = RunStatus::pending;
  test.origin_status = "no test_outputs.csv";
}

}  // namespace cairn
