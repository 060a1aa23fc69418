#include "cairn/base/yaml.h"

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

std::string place_of(const std::string* source, const Mark& mark) {
  return source == nullptr ? fmt::format("{}:{}", mark.line, mark.column)
                           : fmt::format("{}:{}:{}", *source, mark.line, mark.column);
}

std::string_view type_name(const YamlNode& node) {
  if (node.is_map()) return "map";
  return node.is_list() ? "list" : node.scalar.type_name();
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  for (const Entry& entry : entries) {
    if (entry.key == key) return &entry.value;
  }
  return nullptr;
}

Value YamlNode::to_value() const {
  if (is_list()) {
    List list;
    list.reserve(items.size());
    for (const YamlNode& item : items) list.push_back(item.to_value());
    return list;
  }
  if (is_map()) {
    Map map;
    for (const Entry& entry : entries) map.append(entry.key, entry.value.to_value());
    return map;
  }
  return scalar;
}

std::string YamlNode::place() const { return place_of(source, mark); }

Value parse_yaml(std::string_view text, std::string_view source) {
  return YamlDocument(std::string(source), text).root().to_value();
}

void fail_at(const YamlNode& node, std::string_view message, std::string hint) {
  throw Error(ErrorCode::invalid_input, fmt::format("{}: {}", node.place(), message),
              std::move(hint));
}

void check_keys(const YamlNode& node, std::span<const std::string_view> allowed,
                std::string_view what) {
  if (!node.is_map()) {
    fail_at(node, fmt::format("{} must be a map, not {}", what, type_name(node)),
            fmt::format("keys that it may hold: {}", fmt::join(allowed, ", ")));
  }
  for (const YamlNode::Entry& entry : node.entries) {
    bool known = false;
    for (const std::string_view name : allowed) known = known || name == entry.key;
    if (known) continue;
    const auto near = nearest(entry.key, allowed);
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: unknown key '{}' in {}", place_of(node.source, entry.key_mark),
                            printable(entry.key), what),
                near ? fmt::format("did you mean '{}'?", *near)
                     : fmt::format("keys that it may hold: {}", fmt::join(allowed, ", ")));
  }
}

}  // namespace cairn
