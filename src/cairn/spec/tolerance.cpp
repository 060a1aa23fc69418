#include "cairn/spec/tolerance.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/text.h"
#include "cairn/spec/project_spec.h"

namespace cairn {

namespace {

constexpr std::string_view kMetrics = "metrics";
constexpr std::string_view kMetricPrefix = "metrics.";

Tolerance read_one(const YamlNode& node) {
  const Value& value = node.scalar;
  if (node.kind == YamlNode::Kind::scalar && value == Value("any")) return {.is_any = true};
  const bool is_number = node.kind == YamlNode::Kind::scalar && value.is_number();
  if (!is_number || !(value.as_double() >= 0 && value.as_double() < 1)) {
    fail_at(node, "a tolerance is a share from 0 to below 1, or any",
            "as in tolerance: {metrics: 1e-6, model: any}");
  }
  return {.relative = value.as_double()};
}

}  // namespace

std::optional<Tolerance> ToleranceSpec::find(std::string_view name) const {
  const auto found = std::find_if(named_.begin(), named_.end(),
                                  [&](const auto& entry) { return entry.first == name; });
  return found == named_.end() ? std::nullopt : std::optional(found->second);
}

Tolerance ToleranceSpec::of_out(std::string_view name) const {
  if (const std::optional<Tolerance> own = find(name)) return *own;
  return everything_.value_or(Tolerance{});
}

Tolerance ToleranceSpec::of_metric(std::string_view key) const {
  if (const auto own = find(std::string(kMetricPrefix) + std::string(key))) return *own;
  if (const std::optional<Tolerance> all = find(kMetrics)) return *all;
  return everything_.value_or(Tolerance{});
}

bool ToleranceSpec::speaks_of_metrics() const {
  return everything_ || std::any_of(named_.begin(), named_.end(), [](const auto& entry) {
           return entry.first == kMetrics || entry.first.starts_with(kMetricPrefix);
         });
}

ToleranceSpec read_tolerance(const YamlNode& node, const StageSpec& stage) {
  ToleranceSpec spec;
  if (!node.is_map()) {
    spec.everything_ = read_one(node);
    return spec;
  }
  std::vector<std::string> names{std::string(kMetrics)};
  for (const OutSpec& out : stage.outs) names.push_back(out.name);
  for (const YamlNode::Entry& entry : node.entries) {
    const bool is_known = entry.key.starts_with(kMetricPrefix) ||
                          std::find(names.begin(), names.end(), entry.key) != names.end();
    if (!is_known) {
      const std::optional<std::string> near = nearest(entry.key, names);
      fail_at(entry.value,
              fmt::format("stage '{}' has no out '{}' that could have a tolerance", stage.name,
                          entry.key),
              near ? fmt::format("did you mean '{}'?", *near)
                   : "name outs, metrics or metrics.KEY: " + join(names, ", "));
    }
    spec.named_.emplace_back(entry.key, read_one(entry.value));
  }
  return spec;
}

}  // namespace cairn
