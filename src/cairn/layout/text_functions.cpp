#include "cairn/layout/text_functions.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <utility>

#include "cairn/base/clock.h"
#include "cairn/base/text.h"
#include "cairn/base/time_units.h"

namespace cairn {

namespace {

Found make_map(Arena& arena, Map map) {
  return map.empty() ? Found() : keep(arena, std::move(map));
}

std::string text_of(const Found& found) {
  const Value* one = one_of(found);
  return one == nullptr || one->is_null() ? std::string() : to_text(*one);
}

}  // namespace

Found call_text(CallArguments arguments, Arena& arena) {
  std::string text;
  for (const Found& argument : arguments) text += text_of(argument);
  return keep(arena, std::move(text));
}

Found call_with_prefix(CallArguments arguments, Arena& arena) {
  const Value* value = one_of(arguments[1]);
  if (value == nullptr || value->is_null()) return {};
  const std::string prefix = text_of(arguments[0]);
  if (!value->is_map()) return keep(arena, prefix + to_text(*value));
  Map prefixed;
  for (const auto& [key, entry] : value->as_map()) prefixed.set(prefix + key, entry);
  return make_map(arena, std::move(prefixed));
}

Found call_whole(CallArguments arguments, Arena& arena) {
  const Value* one = one_of(arguments[0]);
  if (one == nullptr) return {};
  if (!one->is_string()) return one;
  const std::string& text = one->as_string();
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_spelled = read.ec == std::errc() && std::to_string(number) == text;
  return is_spelled ? keep(arena, number) : Found(one);
}

Found call_pairs(CallArguments arguments, Arena& arena) {
  Map values;
  for (const std::string& pair : split(text_of(arguments[0]), '+')) {
    const std::size_t equals = pair.find('=');
    if (equals != std::string::npos) values.set(pair.substr(0, equals), pair.substr(equals + 1));
  }
  return make_map(arena, std::move(values));
}

Found call_nested(CallArguments arguments, Arena& arena) {
  const Value* value = one_of(arguments[0]);
  if (value == nullptr || !value->is_map()) return {};
  Map map;
  for (const auto& [key, entry] : value->as_map()) set_path(map, key, entry);
  return make_map(arena, std::move(map));
}

Found call_statuses(CallArguments arguments, Arena& arena) {
  const Value* tags = one_of(arguments[0]);
  if (tags == nullptr || !tags->is_map()) return {};
  Map statuses;
  for (const auto& [key, entry] : tags->as_map()) {
    if (key.ends_with(".status") || key.ends_with(".reason")) set_path(statuses, key, entry);
  }
  return make_map(arena, std::move(statuses));
}

Found call_unix_time(CallArguments arguments, Arena& arena) {
  const auto time = parse_utc(text_of(arguments[0]));
  return time ? keep(arena, seconds_of(*time)) : Found();
}

Found call_seconds_of(CallArguments arguments, Arena& arena) {
  const std::string text = text_of(arguments[0]);
  const std::size_t dot = text.find('.');
  if (dot == std::string::npos) return text.empty() ? Found() : keep(arena, text);
  return keep(arena, text.substr(0, dot) + "Z");
}

Found call_of_role(CallArguments arguments, Arena&) {
  std::vector<const Value*> kept;
  for (const Value* item : items_of(arguments[0])) {
    const Value* role = item->find("role");
    const auto asked = arguments.subspan(1);
    if (role != nullptr && std::ranges::any_of(asked, [&](const Found& argument) {
          return text_of(argument) == to_text(*role);
        })) {
      kept.push_back(item);
    }
  }
  return kept;
}

}  // namespace cairn
