#include "cairn/spec/param.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

struct TypeName {
  std::string_view name;
  ParamType type;
};
constexpr std::array kTypeNames = {
    TypeName{"any", ParamType::any},       TypeName{"bool", ParamType::boolean},
    TypeName{"int", ParamType::integer},   TypeName{"float", ParamType::real},
    TypeName{"string", ParamType::string}, TypeName{"list", ParamType::list},
    TypeName{"map", ParamType::map},       TypeName{"dataset", ParamType::dataset}};

constexpr std::array<std::string_view, 5> kDeclarationKeys = {"type", "min", "max", "choices",
                                                              "default"};

ParamType read_type(const YamlNode& node) {
  const std::string text = to_text(node.scalar);
  std::vector<std::string> names;
  for (const TypeName& row : kTypeNames) {
    if (row.name == text) return row.type;
    names.emplace_back(row.name);
  }
  fail_at(node, fmt::format("unknown type '{}'", text),
          fmt::format("the types are {}", join(names, ", ")));
}

std::string_view type_text(ParamType type) {
  const auto* row = std::find_if(kTypeNames.begin(), kTypeNames.end(),
                                 [&](const TypeName& entry) { return entry.type == type; });
  return row->name;
}

double read_bound(const YamlNode& node) {
  if (node.kind != YamlNode::Kind::scalar || !node.scalar.is_number() ||
      std::isnan(node.scalar.as_double())) {
    fail_at(node, "a bound must be a number");
  }
  return node.scalar.as_double();
}

bool is_declaration(const YamlNode& node) {
  return node.is_map() && !node.entries.empty() &&
         std::any_of(node.entries.begin(), node.entries.end(), [](const YamlNode::Entry& entry) {
           return std::find(kDeclarationKeys.begin(), kDeclarationKeys.end(), entry.key) !=
                  kDeclarationKeys.end();
         });
}

bool has_type(const Value& value, ParamType type) {
  switch (type) {
    case ParamType::any:
      return true;
    case ParamType::boolean:
      return value.is_bool();
    case ParamType::integer:
      return value.is_int();
    case ParamType::real:
      return value.is_number();
    case ParamType::list:
      return value.is_list();
    case ParamType::map:
      return value.is_map();
    case ParamType::string:
    case ParamType::dataset:
      return value.is_string();
  }
  return false;
}

/// A value as its type wants it: 1 given to a float is 1.0, wherever it stands.
Value widened(ParamType type, const Value& value) {
  return type == ParamType::real && value.is_int() ? Value(value.as_double()) : value;
}

/// Whether a NaN stands in `value` at any depth.
bool holds_nan(const Value& value) {
  if (value.is_list())
    return std::any_of(value.as_list().begin(), value.as_list().end(), holds_nan);
  if (value.is_map()) {
    return std::any_of(value.as_map().begin(), value.as_map().end(),
                       [](const Map::Entry& entry) { return holds_nan(entry.second); });
  }
  return value.is_real() && std::isnan(value.as_double());
}

[[noreturn]] void reject(const ParamSpec& param, const Value& value, std::string_view stage,
                         std::string_view why, std::string hint = {}) {
  throw Error(ErrorCode::invalid_input,
              fmt::format("stage '{}': {} = {} {} (declared at {})", stage, param.name,
                          printable(to_text(value)), why, param.place),
              std::move(hint));
}

void check_range(const ParamSpec& param, const Value& value, std::string_view stage) {
  if (!param.min && !param.max) return;
  if (!value.is_number()) reject(param, value, stage, "is not a number, but has a range");
  const double number = value.as_double();
  if (param.min && number < *param.min) {
    reject(param, value, stage, fmt::format("is below its minimum {}", *param.min));
  }
  if (param.max && number > *param.max) {
    reject(param, value, stage, fmt::format("is above its maximum {}", *param.max));
  }
}

void check_choices(const ParamSpec& param, const Value& value, std::string_view stage) {
  if (!param.choices) return;
  if (std::find(param.choices->begin(), param.choices->end(), value) != param.choices->end())
    return;
  std::vector<std::string> texts;
  for (const Value& choice : *param.choices) texts.push_back(to_text(choice));
  const std::optional<std::string> near = nearest(to_text(value), texts);
  reject(param, value, stage, fmt::format("is not one of {}", join(texts, ", ")),
         near ? fmt::format("did you mean {}?", *near) : "");
}

}  // namespace

ParamSpec read_param(const std::string& name, const YamlNode& node) {
  ParamSpec param{.name = name, .place = node.place()};
  if (!is_declaration(node)) {
    param.default_value = node.to_value();
    param.default_place = param.place;
    return param;
  }
  check_keys(node, kDeclarationKeys, fmt::format("the declaration of parameter '{}'", name));
  if (const YamlNode* type = node.find("type")) param.type = read_type(*type);
  if (const YamlNode* min = node.find("min")) param.min = read_bound(*min);
  if (const YamlNode* max = node.find("max")) param.max = read_bound(*max);
  if (const YamlNode* choices = node.find("choices")) {
    if (!choices->is_list()) fail_at(*choices, "choices must be a list, as in [a, b]");
    param.choices.emplace();
    for (const YamlNode& choice : choices->items) {
      param.choices->push_back(widened(param.type, choice.to_value()));
    }
  }
  // Widened here too: a default is left out of the key by comparison with the value.
  if (const YamlNode* value = node.find("default")) {
    param.default_value = widened(param.type, value->to_value());
    param.default_place = value->place();
  }
  return param;
}

Value check_param(const ParamSpec& param, const Value& given, std::string_view stage) {
  const Value value = widened(param.type, given);
  if (holds_nan(value)) {
    reject(param, value, stage, "is not a number, and NaN cannot name a run");
  }
  if (!has_type(value, param.type)) {
    reject(param, value, stage,
           fmt::format("is a {}, and {} takes a {}", value.type_name(), param.name,
                       type_text(param.type)));
  }
  check_range(param, value, stage);
  check_choices(param, value, stage);
  return value;
}

}  // namespace cairn
