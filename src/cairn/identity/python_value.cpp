#include "cairn/identity/python_value.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <limits>

#include <fmt/format.h>

#include "cairn/base/double_text.h"
#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/base/letters.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

/// The value of the only key of a map, when it is `key`.
const Value* only(const Value& value, std::string_view key) {
  return value.is_map() && value.as_map().size() == 1 ? value.find(key) : nullptr;
}

double read_float(const std::string& text) {
  if (text == "nan") return std::numeric_limits<double>::quiet_NaN();
  if (text == "inf" || text == "infinity") return std::numeric_limits<double>::infinity();
  if (text == "-inf" || text == "-infinity") return -std::numeric_limits<double>::infinity();
  double number = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end) {
    throw Error(ErrorCode::invalid_input, fmt::format("'{}' is no float", printable(text)),
                "write nan, inf, -inf or a number");
  }
  return number;
}

// repr of a text: single quotes, unless it holds some and no double ones.
void append_quoted(std::string& out, std::string_view text) {
  const bool has_single = text.find('\'') != std::string_view::npos;
  const char quote = has_single && text.find('"') == std::string_view::npos ? '"' : '\'';
  out += quote;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const std::string_view bytes = text.substr(at, size);
    std::uint32_t code = size == 1 ? lead : lead & (0xFFU >> (size + 1));
    for (const char c : bytes.substr(1))
      code = code << 6U | (static_cast<unsigned char>(c) & 0x3FU);
    at += size;
    if (code == '\n' || code == '\r' || code == '\t') {
      out += '\\';
      out += code == '\n' ? 'n' : code == '\r' ? 'r' : 't';
    } else if (code == static_cast<unsigned char>(quote) || code == '\\') {
      (out += '\\') += bytes;
    } else if (is_printable(code)) {
      out += bytes;
    } else if (code < 0x100) {
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", code);
    } else if (code < 0x10000) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", code);
    } else {
      fmt::format_to(std::back_inserter(out), "\\U{:08x}", code);
    }
  }
  out += quote;
}

void append_repr(std::string& out, const Value& value);

void append_items(std::string& out, const List& items) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += ", ";
    append_repr(out, items[i]);
  }
}

void append_map(std::string& out, const Map& map) {
  out += '{';
  bool first = true;
  for (const auto& [key, item] : map) {
    if (!first) out += ", ";
    first = false;
    append_quoted(out, key);
    out += ": ";
    append_repr(out, item);
  }
  out += '}';
}

void append_repr(std::string& out, const Value& value) {
  PythonObject object;
  if (const List* tuple = find_tuple(value)) {
    out += '(';
    append_items(out, *tuple);
    out += tuple->size() == 1 ? ",)" : ")";
  } else if (const std::string* digits = find_wide_integer(value)) {
    out += *digits;
  } else if (read_object(value, object)) {
    out += fmt::format("{}('{}')", object.type, object.text);
  } else if (value.is_null()) {
    out += "None";
  } else if (value.is_bool()) {
    out += value.as_bool() ? "True" : "False";
  } else if (value.is_int()) {
    out += fmt::format_int(value.as_int()).str();
  } else if (value.is_real()) {
    append_double(out, value.as_double());
  } else if (value.is_string()) {
    append_quoted(out, value.as_string());
  } else if (value.is_list()) {
    out += '[';
    append_items(out, value.as_list());
    out += ']';
  } else {
    append_map(out, value.as_map());
  }
}

}  // namespace

Value parse_python_json(std::string_view text, std::string_view source) {
  const auto marked = [](std::string_view token) {
    const std::string_view name = token == "NaN" ? "nan" : token == "Infinity" ? "inf" : "-inf";
    return fmt::format(R"({{"__float__":"{}"}})", name);
  };
  return parse_json(replace_nan_tokens(text, marked), source, WideIntegers::marked);
}

Value decode_python(Value value) {
  if (const Value* number = only(value, "__float__"); number != nullptr && number->is_string()) {
    return {read_float(number->as_string())};
  }
  if (value.is_list()) {
    for (Value& item : value.as_list()) item = decode_python(std::move(item));
  } else if (value.is_map()) {
    for (auto& entry : value.as_map()) entry.second = decode_python(std::move(entry.second));
  }
  return value;
}

const List* find_tuple(const Value& value) {
  const Value* items = only(value, "__tuple__");
  return items != nullptr && items->is_list() ? &items->as_list() : nullptr;
}

Value python_int(std::string_view digits) {
  const bool is_negative = digits.starts_with('-');
  if (is_negative || digits.starts_with('+')) digits.remove_prefix(1);
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  std::string text = is_negative && !digits.empty() ? "-" : "";
  text += digits.empty() ? "0" : digits;
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec == std::errc()) return {static_cast<long>(number)};
  return Map{{"__int__", text}};
}

const std::string* find_wide_integer(const Value& value) {
  const Value* digits = only(value, "__int__");
  if (digits == nullptr || !digits->is_string()) return nullptr;
  const std::string& text = digits->as_string();
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  const bool is_number = first < text.size() && text[first] != '0' &&
                         text.find_first_not_of("0123456789", first) == std::string::npos;
  return is_number ? &text : nullptr;
}

std::optional<double> python_number(const Value& value) {
  if (value.is_number()) return value.as_double();
  if (value.is_bool()) return value.as_bool() ? 1.0 : 0.0;
  const std::string* digits = find_wide_integer(value);
  if (digits == nullptr) return std::nullopt;
  return std::strtod(digits->c_str(), nullptr);  // Unlike from_chars it gives what is infinite.
}

bool read_object(const Value& value, PythonObject& object) {
  const Value* inner = only(value, "__object__");
  const Value* type = inner == nullptr ? nullptr : inner->find("type");
  const Value* text = inner == nullptr ? nullptr : inner->find("text");
  if (type == nullptr || text == nullptr || !type->is_string() || !text->is_string()) return false;
  object = {type->as_string(), text->as_string()};
  return true;
}

std::string python_str(const Value& value) {
  if (value.is_string()) return value.as_string();
  PythonObject object;
  if (read_object(value, object)) return std::string(object.text);
  std::string out;
  append_repr(out, value);
  return out;
}

bool is_true_in_python(const Value& value) {
  if (const List* tuple = find_tuple(value)) return !tuple->empty();
  switch (value.type()) {
    case Value::Type::null:
      return false;
    case Value::Type::boolean:
      return value.as_bool();
    case Value::Type::integer:
      return value.as_int() != 0;
    case Value::Type::real:
      return value.as_double() != 0;
    case Value::Type::string:
      return !value.as_string().empty();
    case Value::Type::list:
      return !value.as_list().empty();
    case Value::Type::map:
      return !value.as_map().empty();
  }
  return true;
}

}  // namespace cairn
