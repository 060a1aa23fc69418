#include "cairn/layout/values_behind.h"

#include <algorithm>
#include <string>

#include "cairn/base/text.h"

namespace cairn {

namespace {

/// Maps as one: a key on which they differ gets `several`.
Value merged_pairs(const std::vector<Value>& maps, const std::string& several) {
  Map merged;
  for (const Value& map : maps) {
    if (!map.is_map()) return Value();
    for (const auto& [key, value] : map.as_map()) {
      const Value* known = merged.find(key);
      if (known == nullptr) merged.append(key, value);
      if (known != nullptr && !(*known == value)) merged.set(key, several);
    }
  }
  return merged;
}

std::string joined(const std::vector<Value>& values, const std::string& several) {
  if (several == "*") return several;
  std::vector<std::string> texts;
  for (const Value& value : values) texts.push_back(to_text(value));
  return join(texts, several);
}

}  // namespace

std::vector<Value> each_once(const std::vector<const Value*>& values) {
  std::vector<Value> once;
  for (const Value* value : values) {
    if (std::ranges::find(once, *value) == once.end()) once.push_back(*value);
  }
  return once;
}

Value value_behind(const FieldRule& rule, const std::vector<Value>& values) {
  if (values.empty()) return Value();
  if (values.size() == 1) return values.front();
  if (!rule.several) return Value();
  if (rule.field_class.family() == FieldFamily::pairs) return merged_pairs(values, *rule.several);
  return joined(values, *rule.several);
}

bool is_pair(const Layout& layout, std::string_view name, const Value& value) {
  return !value.is_null() && find_field(layout.fields, name) == nullptr;
}

}  // namespace cairn
