#include "cairn/identity/python_json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/double_text.h"
#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/identity/python_value.h"

namespace cairn {

namespace {

// Ids of millions of configurations are made here, so that nothing is allocated for what is usual:
// maps that are small or sorted already, texts of plain ASCII.
class PythonWriter {
 public:
  PythonWriter(std::string& out, const PythonJsonOptions& options)
      : out_(out),
        options_(options),
        comma_(options.separators == PythonSeparators::spaced ? ", " : ","),
        colon_(options.separators == PythonSeparators::compact ? ":" : ": ") {}

  void write(const Value& value) {
    switch (value.type()) {
      case Value::Type::null:
        out_ += "null";
        break;
      case Value::Type::boolean:
        out_ += value.as_bool() ? "true" : "false";
        break;
      case Value::Type::integer:
        write_integer(value.as_int());
        break;
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
        if (!write_marked(value)) write_map(value.as_map());
        break;
    }
  }

 private:
  void write_integer(std::int64_t number) {
    std::array<char, 24> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    out_.append(buffer.data(), end.ptr);
  }

  void write_real(double number) {
    if (std::isfinite(number)) {
      append_double(out_, number);
      return;
    }
    if (options_.nan == PythonNaN::refuse) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("{} equals nothing and cannot be part of a name",
                              std::isnan(number) ? "NaN" : "an infinite number"));
    }
    out_ += std::isnan(number) ? "NaN" : number < 0 ? "-Infinity" : "Infinity";
  }

  void write_list(const List& list) {
    if (list.empty()) {
      out_ += "[]";
      return;
    }
    open('[');
    for (const Value& item : list) {
      separate(&item == &list.front());
      write(item);
    }
    close(']');
  }

  bool write_marked(const Value& value) {
    if (value.as_map().size() != 1 || !value.as_map().begin()->first.starts_with("__"))
      return false;
    if (const List* tuple = find_tuple(value)) {
      write_list(*tuple);
      return true;
    }
    PythonObject object;
    if (!read_object(value, object)) return false;
    if (options_.objects == PythonObjects::refuse) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("an object of type {} has no JSON", printable(object.type)));
    }
    write_string(object.text);
    return true;
  }

  // Python sorts by code points, which is the order of the bytes of UTF-8.
  void write_map(const Map& map) {
    if (map.empty()) {
      out_ += "{}";
      return;
    }
    const auto by_key = [](const Map::Entry& a, const Map::Entry& b) { return a.first < b.first; };
    if (std::is_sorted(map.begin(), map.end(), by_key)) {
      open('{');
      for (const Map::Entry& entry : map) write_entry(entry, &entry == &*map.begin());
      close('}');
      return;
    }
    constexpr std::size_t kFew = 32;
    std::array<const Map::Entry*, kFew> few{};
    std::vector<const Map::Entry*> many;
    const Map::Entry** sorted = few.data();
    if (map.size() > kFew) {
      many.resize(map.size());
      sorted = many.data();
    }
    std::size_t count = 0;
    for (const Map::Entry& entry : map) sorted[count++] = &entry;
    std::sort(sorted, sorted + count,
              [&](const Map::Entry* a, const Map::Entry* b) { return by_key(*a, *b); });
    open('{');
    for (std::size_t i = 0; i < count; ++i) write_entry(*sorted[i], i == 0);
    close('}');
  }

  void write_entry(const Map::Entry& entry, bool is_first) {
    separate(is_first);
    write_string(entry.first);
    out_ += colon_;
    write(entry.second);
  }

  void open(char bracket) {
    out_ += bracket;
    ++depth_;
    if (options_.separators == PythonSeparators::pretty) new_line();
  }

  void separate(bool is_first) {
    if (is_first) return;
    out_ += comma_;
    if (options_.separators == PythonSeparators::pretty) new_line();
  }

  void close(char bracket) {
    --depth_;
    if (options_.separators == PythonSeparators::pretty) new_line();
    out_ += bracket;
  }

  void new_line() {
    out_ += '\n';
    out_.append(2 * depth_, ' ');
  }

  static bool is_plain(std::string_view text) {
    bool plain = true;
    for (const char c : text) {
      plain &= static_cast<unsigned char>(c - 0x20) < 0x5F && c != '"' && c != '\\';
    }
    return plain;
  }

  void write_string(std::string_view string) {
    out_ += '"';
    if (is_plain(string)) {
      out_ += string;
    } else {
      write_escaped(string);
    }
    out_ += '"';
  }

  void write_escaped(std::string_view string) {
    if (!is_utf8(string)) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("text is not valid UTF-8: \"{}\"", printable(string)));
    }
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
  }

  // json.dumps writes what is between the blank and ~ as it is.
  void write_character(std::uint32_t code) {
    constexpr std::string_view kNamed = "\"\\\b\f\n\r\t";
    constexpr std::string_view kLetters = "\"\\bfnrt";
    const std::size_t named =
        code < 0x80 ? kNamed.find(static_cast<char>(code)) : std::string_view::npos;
    if (named != std::string_view::npos) {
      out_ += '\\';
      out_ += kLetters[named];
    } else if (code >= 0x20 && code < 0x7F) {
      out_ += static_cast<char>(code);
    } else if (code < 0x10000) {
      fmt::format_to(std::back_inserter(out_), "\\u{:04x}", code);
    } else {
      const std::uint32_t rest = code - 0x10000;
      fmt::format_to(std::back_inserter(out_), "\\u{:04x}\\u{:04x}", 0xD800 + (rest >> 10U),
                     0xDC00 + (rest & 0x3FFU));
    }
  }

  std::string& out_;
  const PythonJsonOptions& options_;
  std::string_view comma_;
  std::string_view colon_;
  std::size_t depth_ = 0;
};

}  // namespace

void append_python_json(std::string& out, const Value& value, const PythonJsonOptions& options) {
  PythonWriter(out, options).write(value);
}

std::string python_json(const Value& value, const PythonJsonOptions& options) {
  std::string out;
  append_python_json(out, value, options);
  return out;
}

}  // namespace cairn
