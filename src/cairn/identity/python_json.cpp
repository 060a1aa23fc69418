#include "cairn/identity/python_json.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

class PythonWriter {
 public:
  explicit PythonWriter(PythonSeparators separators)
      : comma_(separators == PythonSeparators::spaced ? ", " : ","),
        colon_(separators == PythonSeparators::spaced ? ": " : ":") {}

  std::string text;

  void write(const Value& value) {
    switch (value.type()) {
      case Value::Type::real:
        write_real(value.as_double());
        break;
      case Value::Type::string:
        write_string(value.as_string());
        break;
      case Value::Type::list:
        write_list(value.as_list());
        break;
      case Value::Type::map:
        write_map(value.as_map());
        break;
      default:
        text += to_json(value);  // null, bool and int are the same there
    }
  }

 private:
  void write_real(double number) {
    if (std::isnan(number)) {
      text += "NaN";
    } else if (std::isinf(number)) {
      text += number < 0 ? "-Infinity" : "Infinity";
    } else {
      text += double_text(number);
    }
  }

  void write_list(const List& list) {
    text += '[';
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (i > 0) text += comma_;
      write(list[i]);
    }
    text += ']';
  }

  // Python sorts by code points, which is the order of the bytes of UTF-8.
  void write_map(const Map& map) {
    std::vector<const Map::Entry*> sorted;
    sorted.reserve(map.size());
    for (const auto& entry : map) sorted.push_back(&entry);
    std::ranges::sort(sorted, {},
                      [](const Map::Entry* entry) -> std::string_view { return entry->first; });
    text += '{';
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      if (i > 0) text += comma_;
      write_string(sorted[i]->first);
      text += colon_;
      write(sorted[i]->second);
    }
    text += '}';
  }

  void write_string(std::string_view string) {
    if (!is_utf8(string)) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("text is not valid UTF-8: \"{}\"", printable(string)));
    }
    text += '"';
    for (std::size_t at = 0; at < string.size();) {
      const auto lead = static_cast<unsigned char>(string[at]);
      const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
      std::uint32_t code = size == 1 ? lead : lead & (0xFFU >> (size + 1));
      for (std::size_t i = 1; i < size; ++i) {
        code = code << 6U | (static_cast<unsigned char>(string[at + i]) & 0x3FU);
      }
      write_character(code);
      at += size;
    }
    text += '"';
  }

  void write_character(std::uint32_t code) {
    constexpr std::string_view kNamed = "\"\\\b\f\n\r\t";
    constexpr std::string_view kLetters = "\"\\bfnrt";
    const std::size_t named =
        code < 0x80 ? kNamed.find(static_cast<char>(code)) : std::string_view::npos;
    if (named != std::string_view::npos) {
      text += '\\';
      text += kLetters[named];
    } else if (code >= 0x20 && code < 0x7F) {
      text += static_cast<char>(code);
    } else if (code < 0x10000) {
      text += fmt::format("\\u{:04x}", code);
    } else {
      const std::uint32_t rest = code - 0x10000;
      text += fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + (rest >> 10U), 0xDC00 + (rest & 0x3FFU));
    }
  }

  std::string_view comma_;
  std::string_view colon_;
};

}  // namespace

std::string python_json(const Value& value, PythonSeparators separators) {
  PythonWriter writer(separators);
  writer.write(value);
  return std::move(writer.text);
}

}  // namespace cairn
