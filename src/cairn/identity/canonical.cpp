#include "cairn/identity/canonical.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

[[noreturn]] void refuse(const std::string& path, std::string_view what, std::string hint) {
  const std::string where = path.empty() ? "the value" : fmt::format("'{}'", printable(path));
  throw Error(ErrorCode::invalid_input, fmt::format("{} {}", where, what), std::move(hint));
}

class CanonicalWriter {
 public:
  std::string text;

  void write(const Value& value, const std::string& path) {
    switch (value.type()) {
      case Value::Type::real:
        write_real(value.as_double(), path);
        break;
      case Value::Type::string:
        write_string(value.as_string(), path);
        break;
      case Value::Type::list:
        write_list(value.as_list(), path);
        break;
      case Value::Type::map:
        write_map(value.as_map(), path);
        break;
      default:
        text += to_json(value);  // null, bool and int have one spelling
    }
  }

 private:
  void write_real(double number, const std::string& path) {
    if (!std::isfinite(number)) {
      refuse(path,
             fmt::format("is {}, which equals nothing and cannot be part of an id",
                         std::isnan(number) ? "NaN" : "infinite"),
             "write it as a text, or leave it out");
    }
    text += double_text(number == 0 ? 0.0 : number);
  }

  void write_string(const std::string& string, const std::string& path) {
    if (!is_utf8(string)) refuse(path, "is not valid UTF-8", "ids are made of text, not of bytes");
    append_json_string(text, string);
  }

  void write_list(const List& list, const std::string& path) {
    text += '[';
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (i > 0) text += ',';
      write(list[i], fmt::format("{}[{}]", path, i));
    }
    text += ']';
  }

  void write_map(const Map& map, const std::string& path) {
    std::vector<const Map::Entry*> sorted;
    sorted.reserve(map.size());
    for (const auto& entry : map) sorted.push_back(&entry);
    std::ranges::sort(sorted, {},
                      [](const Map::Entry* entry) -> std::string_view { return entry->first; });
    text += '{';
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      const auto& [key, value] = *sorted[i];
      const std::string below = path.empty() ? key : path + "." + key;
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
  writer.write(value, "");
  return std::move(writer.text);
}

}  // namespace cairn
