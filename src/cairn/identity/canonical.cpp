#include "cairn/identity/canonical.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/double_text.h"
#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

/// Where in the value the writer stands: spelled out only when something is refused there.
struct Place {
  const Place* outer = nullptr;  ///< nullptr: the value itself.
  const std::string* key = nullptr;
  std::size_t index = 0;  ///< In a list, where there is no key.
};

std::string place_text(const Place& place) {
  if (place.outer == nullptr) return {};
  const std::string outer = place_text(*place.outer);
  if (place.key == nullptr) return fmt::format("{}[{}]", outer, place.index);
  return outer.empty() ? *place.key : outer + "." + *place.key;
}

[[noreturn]] void refuse(const Place& place, std::string_view what, std::string hint) {
  const std::string path = place_text(place);
  const std::string where = path.empty() ? "the value" : fmt::format("'{}'", printable(path));
  throw Error(ErrorCode::invalid_input, fmt::format("{} {}", where, what), std::move(hint));
}

class CanonicalWriter {
 public:
  std::string text;

  void write(const Value& value, const Place& place) {
    switch (value.type()) {
      case Value::Type::real:
        write_real(value.as_double(), place);
        break;
      case Value::Type::string:
        write_string(value.as_string(), place);
        break;
      case Value::Type::list:
        write_list(value.as_list(), place);
        break;
      case Value::Type::map:
        write_map(value.as_map(), place);
        break;
      default:
        append_json(text, value);  // null, bool and int have one spelling
    }
  }

 private:
  void write_real(double number, const Place& place) {
    if (!std::isfinite(number)) {
      refuse(place,
             fmt::format("is {}, which equals nothing and cannot be part of an id",
                         std::isnan(number) ? "NaN" : "infinite"),
             "write it as a text, or leave it out");
    }
    append_double(text, number == 0 ? 0.0 : number);
  }

  void write_string(const std::string& string, const Place& place) {
    if (!is_utf8(string)) refuse(place, "is not valid UTF-8", "ids are made of text, not of bytes");
    append_json_string(text, string);
  }

  void write_list(const List& list, const Place& place) {
    text += '[';
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (i > 0) text += ',';
      write(list[i], {.outer = &place, .index = i});
    }
    text += ']';
  }

  void write_map(const Map& map, const Place& place) {
    std::vector<const Map::Entry*> sorted;
    sorted.reserve(map.size());
    for (const auto& entry : map) sorted.push_back(&entry);
    std::ranges::sort(sorted, {},
                      [](const Map::Entry* entry) -> std::string_view { return entry->first; });
    text += '{';
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      const auto& [key, value] = *sorted[i];
      const Place below{.outer = &place, .key = &key};
      if (i > 0 && sorted[i - 1]->first == key) refuse(below, "stands twice in one map", "");
      if (i > 0) text += ',';
      write_string(key, below);
      text += ':';
      write(value, below);
    }
    text += '}';
  }
};

}  // namespace

std::string canonical_json(const Value& value) {
  CanonicalWriter writer;
  writer.write(value, {});
  return std::move(writer.text);
}

}  // namespace cairn
