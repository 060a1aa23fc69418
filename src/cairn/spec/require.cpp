#include "cairn/spec/require.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/spec/filter_check.h"
#include "cairn/spec/filter_evaluate.h"
#include "cairn/spec/project_spec.h"
#include "cairn/spec/stage_graph.h"

namespace cairn {

namespace {

/// Only tests of runs that exist ask for artifacts, groups and tags.
bool has_run_tests(const FilterNode& node) {
  const auto any = [](const std::vector<FilterNode>& parts) {
    return std::any_of(parts.begin(), parts.end(), has_run_tests);
  };
  if (const auto* all = std::get_if<FilterAll>(&node.node)) return any(all->parts);
  if (const auto* some = std::get_if<FilterAny>(&node.node)) return any(some->parts);
  if (const auto* negated = std::get_if<FilterNot>(&node.node)) return any(negated->part);
  return std::holds_alternative<FilterHas>(node.node);
}

Filter read_rule(const std::string& text, const StageSpec& stage) {
  Filter filter = parse_filter(text);
  const std::vector<std::string> names = param_names(stage);
  const auto resolve = [&](FilterKey& key) -> FilterKeyType {
    const bool is_param = key.scope == KeyOwner::run && !key.point &&
                          (key.family == FilterFamily::bare || key.family == FilterFamily::param);
    if (!is_param) fail_in_filter(text, key.span, "a rule looks at params only");
    if (std::find(names.begin(), names.end(), key.name) == names.end()) {
      const std::string hint = did_you_mean(key.name, names);
      fail_in_filter(
          text, key.span, fmt::format("stage '{}' has no param '{}'", stage.name, key.name),
          hint.empty() && !names.empty() ? "its params are: " + join(names, ", ") : hint);
    }
    key.family = FilterFamily::param;
    return {FilterType::any, FilterUnit::none};
  };
  check_filter(filter, resolve, 0);
  if (has_run_tests(filter.root)) {
    fail_in_filter(text, {}, "a rule looks at params only, not at artifacts, groups or tags");
  }
  return filter;
}

class ParamSubject : public FilterSubject {
 public:
  explicit ParamSubject(const Map& params) : params_(params) {}
  std::optional<Value> value(const FilterKey& key) const override {
    const Value* found = params_.find(key.name);
    return found == nullptr ? std::nullopt : std::optional(*found);
  }
  bool has(const FilterHas& /*has*/) const override { return false; }
  bool any_related(KeyOwner /*scope*/, const RelatedTest& /*test*/) const override { return false; }

 private:
  const Map& params_;
};

/// "lr = 0.5, model = PLS": the values that a rule looks at, each once.
std::string values_text(const Filter& filter, const Map& params) {
  std::vector<std::string> texts;
  for_each_term(filter.root, [&](const FilterTerm& term) {
    const Value* value = params.find(term.key.name);
    std::string text =
        fmt::format("{} = {}", term.key.name, value == nullptr ? "null" : to_text(*value));
    if (std::find(texts.begin(), texts.end(), text) == texts.end()) {
      texts.push_back(std::move(text));
    }
  });
  return join(texts, ", ");
}

}  // namespace

std::vector<RequireSpec> read_require(const YamlNode& node, const StageSpec& stage) {
  if (node.is_map()) fail_at(node, "require must be a filter or a list of filters");
  const std::vector<YamlNode> one = node.is_list() ? node.items : std::vector<YamlNode>{node};
  std::vector<RequireSpec> rules;
  for (const YamlNode& item : one) {
    if (item.kind != YamlNode::Kind::scalar || !item.scalar.is_string()) {
      fail_at(item, "a rule must be a text", "as in require: \"lr < 1\"");
    }
    try {
      rules.push_back({read_rule(item.scalar.as_string(), stage), item.place()});
    } catch (const Error& error) {
      fail_at(item, error.message(), error.hint());
    }
  }
  return rules;
}

void check_requirements(const StageSpec& stage, const Map& params) {
  for (const RequireSpec& rule : stage.require) {
    if (evaluate(rule.filter, ParamSubject(params)) == Truth::yes) continue;
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: stage '{}' requires {}, but a run has {}", rule.place, stage.name,
                            rule.filter.text, values_text(rule.filter, params)),
                "give other values, or change the rule");
  }
}

}  // namespace cairn
