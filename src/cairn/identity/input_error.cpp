#include "cairn/identity/input_error.h"

#include <cmath>

#include <fmt/format.h>

namespace cairn {

namespace {

std::string below(const std::string& path, const std::string& key) {
  return path.empty() ? key : path + "." + key;
}

std::optional<std::string> find_non_finite(const Value& value, const std::string& path) {
  if (value.is_real() && !std::isfinite(value.as_double())) return path;
  if (value.is_list()) {
    for (std::size_t i = 0; i < value.as_list().size(); ++i) {
      auto found = find_non_finite(value.as_list()[i], fmt::format("{}[{}]", path, i));
      if (found) return found;
    }
  } else if (value.is_map()) {
    for (const auto& [key, item] : value.as_map()) {
      if (auto found = find_non_finite(item, below(path, key))) return found;
    }
  }
  return std::nullopt;
}

// Walks the nodes and spells each path as find_non_finite does: keys may hold dots themselves.
const YamlNode* find_node(const YamlNode& node, const std::string& at, const std::string& path) {
  if (at == path) return &node;
  const YamlNode* nearest = &node;
  std::size_t longest = 0;
  const auto look = [&](const YamlNode& child, const std::string& child_path) {
    const bool leads = path.starts_with(child_path) &&
                       (path.size() == child_path.size() || path[child_path.size()] == '.' ||
                        path[child_path.size()] == '[');
    if (!leads || child_path.size() < longest) return;
    longest = child_path.size();
    nearest = find_node(child, child_path, path);
  };
  for (const YamlNode::Entry& entry : node.entries) look(entry.value, below(at, entry.key));
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    look(node.items[i], fmt::format("{}[{}]", at, i));
  }
  return nearest;
}

}  // namespace

const std::string& needed_text(const Value& value) {
  if (value.is_string()) return value.as_string();
  throw InputError("", fmt::format("a text is needed, not {}", value.type_name()));
}

std::optional<std::string> find_non_finite(const Value& value) {
  return find_non_finite(value, "");
}

const YamlNode* find_input_node(const YamlNode& root, const std::string& path) {
  return find_node(root, "", path);
}

}  // namespace cairn
