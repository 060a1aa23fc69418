#include "cairn/base/json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cairn/base/error.h"
#include "cairn/base/json_quick.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

/// Maps above this many keys look for duplicates in a hash table.
constexpr std::size_t kLinearKeys = 32;

// Reads bytes and leaves in `*next` how far the lexer has come, which its events do not tell.
class TrackingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  TrackingIterator(const char* at, const char** next) : at_(at), next_(next) {}

  const char& operator*() const { return *at_; }
  TrackingIterator& operator++() {
    *next_ = ++at_;
    return *this;
  }
  bool operator==(const TrackingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const TrackingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  const char** next_;
};

[[noreturn]] void fail_json(std::string_view text, std::string_view source, std::size_t offset,
                            std::string_view what, std::string hint = {}) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t start = before.rfind('\n');
  const std::string_view in_line =
      start == std::string_view::npos ? before : before.substr(start + 1);
  // Columns are counted in characters: continuation bytes of UTF-8 do not count.
  const auto column = 1 + std::count_if(in_line.begin(), in_line.end(), [](char c) {
                        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
                      });
  throw Error(ErrorCode::invalid_input, fmt::format("{}:{}:{}: {}", source, line, column, what),
              std::move(hint));
}

// Builds a Value from the parser's events: a stack of the lists and maps that are still open.
class ValueBuilder {
 public:
  ValueBuilder(std::string_view text, std::string_view source, WideIntegers wide)
      : text_(text), source_(source), wide_(wide) {}

  const char* next = nullptr;

  Value take() { return std::move(result_); }

  bool null() { return add(Value()); }
  bool boolean(bool b) { return add(Value(b)); }
  bool number_integer(std::int64_t i) { return add(Value(static_cast<long>(i))); }
  bool number_unsigned(std::uint64_t u) {
    const bool fits = u <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    return fits ? add(Value(static_cast<long>(u))) : wide_integer(std::to_string(u));
  }
  // The parser gives integers that it cannot hold as floats, too.
  bool number_float(double d, const std::string& token) {
    const bool is_real = token.find_first_of(".eE") != std::string::npos;
    return is_real ? add(Value(d)) : wide_integer(token);
  }
  bool string(std::string& s) { return add(Value(std::move(s))); }
  bool binary(std::vector<std::uint8_t>&) { return false; }
  bool start_object(std::size_t) { return open(Value(Map())); }
  bool start_array(std::size_t) { return open(Value(List())); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(std::string& name) {
    Open& top = open_.back();
    Map& map = top.container.as_map();
    bool duplicate = false;
    if (map.size() < kLinearKeys) {
      duplicate = map.contains(name);
    } else {
      if (top.keys.empty()) {
        for (const auto& entry : map) top.keys.insert(entry.first);
      }
      duplicate = !top.keys.insert(name).second;
    }
    if (duplicate) {
      fail(key_offset(), fmt::format("duplicate key '{}'", printable(name)));
    }
    top.key = std::move(name);
    return true;
  }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::json::exception& error) {
    // "[json.exception…] parse error at line 1, column 5: syntax error while parsing value - what;
    // last read: '…'; expected …": the place is counted here and shows what was read, so only the
    // rest is kept.
    std::string what = error.what();
    if (const auto place = what.find("] "); place != std::string::npos) what.erase(0, place + 2);
    if (what.starts_with("parse error at line")) what.erase(0, what.find(": ") + 2);
    if (what.starts_with("syntax error ")) what.erase(0, what.find("while"));
    if (const auto read = what.find("; last read: '"); read != std::string::npos) {
      const auto expected = what.rfind("'; expected");
      what.erase(read, expected == std::string::npos ? expected : expected + 1 - read);
    }
    fail(position > 0 ? position - 1 : 0, fmt::format("not JSON: {}", printable(what)));
  }

 private:
  struct Open {
    Value container;
    std::string key;                       // of the value that comes next, in a map
    std::unordered_set<std::string> keys;  // filled when the map grows large
  };

  [[noreturn]] void fail(std::size_t offset, std::string_view what) const {
    fail_json(text_, source_, offset, what);
  }

  std::size_t offset() const { return static_cast<std::size_t>(next - text_.data()); }

  // The parser stands behind a key's closing quote; a quote inside a key has an odd number of
  // backslashes before it, the opening quote has none.
  std::size_t key_offset() const {
    std::size_t at = offset() - 1;
    while (at > 0) {
      --at;
      if (text_[at] != '"') continue;
      std::size_t slashes = 0;
      while (slashes < at && text_[at - slashes - 1] == '\\') ++slashes;
      if (slashes % 2 == 0) break;
    }
    return at;
  }

  bool wide_integer(const std::string& digits) {
    if (wide_ == WideIntegers::as_text) return add(Value(digits));
    if (wide_ == WideIntegers::marked) return add(Map{{"__int__", digits}});
    // The parser may have looked at the byte behind the number.
    const std::size_t last = text_.find_last_of("0123456789", offset() - 1);
    fail_json(text_, source_, last + 1 - digits.size(),
              fmt::format("{} does not fit in 64 bits", fit_width(digits, 40)),
              "quote it to keep it as text, or write it with a decimal point");
  }

  bool add(Value value) {
    if (open_.empty()) {
      result_ = std::move(value);
    } else if (Open& top = open_.back(); top.container.is_list()) {
      top.container.as_list().push_back(std::move(value));
    } else {
      top.container.as_map().append(std::move(top.key), std::move(value));
    }
    return true;
  }

  bool open(Value container) {
    if (open_.size() >= kMaxJsonDepth) {
      fail(offset() - 1, fmt::format("nested deeper than {} levels", kMaxJsonDepth));
    }
    open_.push_back({std::move(container), {}, {}});
    return true;
  }

  bool close() {
    Value done = std::move(open_.back().container);
    open_.pop_back();
    return add(std::move(done));
  }

  std::string_view text_;
  std::string_view source_;
  WideIntegers wide_;
  std::vector<Open> open_;
  Value result_;
};

void append_integer(std::string& out, std::int64_t number) {
  std::array<char, 24> digits;
  out.append(digits.data(), std::to_chars(digits.begin(), digits.end(), number).ptr);
}

class Writer {
 public:
  Writer(std::string& out, JsonStyle style) : out_(out), style_(style) {}

  void write(const Value& value) {
    switch (value.type()) {
      case Value::Type::null:
        out_ += "null";
        break;
      case Value::Type::boolean:
        out_ += value.as_bool() ? "true" : "false";
        break;
      case Value::Type::integer:
        append_integer(out_, value.as_int());
        break;
      case Value::Type::real:
        write_real(value.as_double());
        break;
      case Value::Type::string:
        append_json_string(out_, value.as_string());
        break;
      case Value::Type::list:
        write_list(value.as_list());
        break;
      case Value::Type::map:
        write_map(value.as_map());
        break;
    }
  }

  void write_list(const List& list) {
    if (list.empty()) {
      out_ += "[]";
      return;
    }
    out_ += '[';
    ++depth_;
    for (const Value& item : list) {
      separate(&item == &list.front());
      write(item);
    }
    close(']');
  }

  void write_map(const Map& map) {
    if (map.empty()) {
      out_ += "{}";
      return;
    }
    out_ += '{';
    ++depth_;
    bool first = true;
    for (const auto& [key, value] : map) {
      separate(std::exchange(first, false));
      append_json_string(out_, key);
      out_ += style_ == JsonStyle::compact ? ":" : ": ";
      write(value);
    }
    close('}');
  }

 private:
  void write_real(double number) {
    if (std::isnan(number)) {
      out_ += "\"NaN\"";
    } else if (std::isinf(number)) {
      out_ += number < 0 ? "\"-Infinity\"" : "\"Infinity\"";
    } else {
      out_ += double_text(number);
    }
  }

  void separate(bool first) {
    if (!first) out_ += ',';
    if (style_ == JsonStyle::pretty) {
      new_line();
    } else if (style_ == JsonStyle::spaced && !first) {
      out_ += ' ';
    }
  }

  void close(char bracket) {
    --depth_;
    if (style_ == JsonStyle::pretty) new_line();
    out_ += bracket;
  }

  void new_line() {
    out_ += '\n';
    out_.append(2 * depth_, ' ');
  }

  std::string& out_;
  JsonStyle style_;
  std::size_t depth_ = 0;
};

Value read_json_carefully(std::string_view text, std::string_view source, WideIntegers wide) {
  ValueBuilder builder(text, source, wide);
  const char* begin = text.data();
  builder.next = begin;
  nlohmann::json::sax_parse(TrackingIterator(begin, &builder.next),
                            TrackingIterator(begin + text.size(), &builder.next), &builder);
  return builder.take();
}

}  // namespace

std::string replace_nan_tokens(std::string_view text, std::string (*written)(std::string_view)) {
  constexpr std::array<std::string_view, 3> kTokens = {"NaN", "-Infinity", "Infinity"};
  std::string out;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (in_string && c == '\\' && i + 1 < text.size()) {
      out += text.substr(i, 2);
      i += 2;
      continue;
    }
    if (c == '"') in_string = !in_string;
    const auto token = std::find_if(kTokens.begin(), kTokens.end(), [&](std::string_view name) {
      return !in_string && text.substr(i).starts_with(name);
    });
    if (token != kTokens.end()) {
      out += written(*token);
      i += token->size();
    } else {
      out += c;
      ++i;
    }
  }
  return out;
}

Value parse_json(std::string_view text, std::string_view source, WideIntegers wide) {
  if (std::optional<Value> value = read_json_quickly(text)) return *std::move(value);
  return read_json_carefully(text, source, wide);
}

Value parse_json_rows(std::string_view text, std::string_view source, const JsonRows& rows) {
  if (std::optional<Value> value = read_json_quickly(text, rows)) return *std::move(value);
  return read_json_carefully(text, source, WideIntegers::refused);
}

std::string to_json(const Value& value, JsonStyle style) {
  std::string out;
  append_json(out, value, style);
  return out;
}

void append_json(std::string& out, const Value& value, JsonStyle style) {
  Writer(out, style).write(value);
}

void JsonFields::start(std::string_view key) {
  if (!std::exchange(is_first_, false)) out_ += separator_;
  append_json_string(out_, key);
  out_ += ':';
}

void JsonFields::text(std::string_view key, std::string_view value) {
  start(key);
  append_json_string(out_, value);
}

void JsonFields::integer(std::string_view key, std::int64_t value) {
  start(key);
  append_integer(out_, value);
}

void JsonFields::boolean(std::string_view key, bool value) {
  start(key);
  out_ += value ? "true" : "false";
}

void JsonFields::value(std::string_view key, const Value& value) {
  start(key);
  Writer(out_, JsonStyle::compact).write(value);
}

void JsonFields::list(std::string_view key, const List& value) {
  start(key);
  Writer(out_, JsonStyle::compact).write_list(value);
}

void JsonFields::map(std::string_view key, const Map& value) {
  start(key);
  Writer(out_, JsonStyle::compact).write_map(value);
}

// What stands behind the backslash of a byte that JSON escapes: a letter, or u for \u00xx; 0 for
// all that is written as it is.
static constexpr std::array<char, 256> kEscapes = [] {
  constexpr std::string_view kNamed = "\"\\\b\f\n\r\t";
  constexpr std::string_view kLetters = "\"\\bfnrt";
  std::array<char, 256> escapes{};
  std::fill_n(escapes.begin(), 0x20, 'u');
  for (std::size_t i = 0; i < kNamed.size(); ++i) {
    escapes[static_cast<unsigned char>(kNamed[i])] = kLetters[i];
  }
  return escapes;
}();

void append_json_string(std::string& out, std::string_view text) {
  if (!is_utf8(text)) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("text is not valid UTF-8: \"{}\"", printable(text)));
  }
  out += '"';
  std::size_t written = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const char escape = kEscapes[byte];
    if (escape == 0) continue;
    out.append(text, written, at - written);
    written = at + 1;
    out += '\\';
    out += escape;
    if (escape == 'u') fmt::format_to(std::back_inserter(out), "{:04x}", byte);
  }
  out.append(text, written);
  out += '"';
}

}  // namespace cairn
