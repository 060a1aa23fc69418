#include "cairn/identity/argument_strings.h"

#include <array>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/letters.h"
#include "cairn/base/text.h"
#include "cairn/identity/input_error.h"
#include "cairn/identity/python_value.h"

namespace cairn {

namespace {

/// Argument strings that one map may make.
constexpr std::size_t kMostProducts = 100'000;

std::string text_input(const Value& input, const std::string& key) {
  const Value* found = input.find(key);
  if (found == nullptr) throw InputError("", fmt::format("the input has no '{}'", key));
  if (!found->is_string()) {
    throw InputError(key, fmt::format("'{}' must be a text, not {}", key, found->type_name()));
  }
  return found->as_string();
}

std::string new_value(const Value& input) {
  const Value* found = input.find("new_value");
  if (found == nullptr) throw InputError("", "the input has no 'new_value'");
  return python_str(*found);
}

std::optional<std::string> type_at(const Value& input) {
  const Value* found = input.find("value_type");
  if (found == nullptr || found->is_null()) return std::nullopt;
  return text_input(input, "value_type");
}

enum class Keys { exact, endings };
enum class Values { whole, cut };

/// One number: "2e-05", "1e+16". A '+' that begins no exponent separates arguments.
constexpr std::string_view kFloat = R"([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[-+]?[0-9]+)?)";

/// The pattern of "key=value" for values of a type.
std::string value_pattern(const std::optional<std::string>& type, Values values) {
  const std::string any = values == Values::cut ? "[0-9a-z.]+" : "[^+_]+";
  if (!type) return any;
  if (*type == "int") return "[0-9]+";
  if (*type == "float")
    return values == Values::cut ? R"([0-9]+(?:\.[0-9]+)?)" : std::string(kFloat);
  if (*type == "str") return "[a-z]+";
  throw InputError("value_type", fmt::format("unknown type '{}'", printable(*type)),
                   "it is int, float, str or null");
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view(R"(\^$.|?*+()[]{})").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

/// Where the text "key=value" of the first hit stands, and where its value begins.
struct Hit {
  std::size_t at, value_at, end;
};

Hit find_argument(const std::string& text, const std::string& key,
                  const std::optional<std::string>& type, Keys keys, Values values) {
  const std::string before = keys == Keys::exact ? "(^|[:+])" : "()";
  const std::regex pattern(before + escaped(key) + "=(" + value_pattern(type, values) + ")");
  std::smatch match;
  if (text.size() > 65536 || !std::regex_search(text, match, pattern)) {
    throw InputError("s", fmt::format("'{}' has no {}value of '{}'", printable(text),
                                      type ? *type + " " : "", printable(key)));
  }
  const auto at = static_cast<std::size_t>(match.position(0) + match.length(1));
  return {at, static_cast<std::size_t>(match.position(2)),
          static_cast<std::size_t>(match.position(0) + match.length(0))};
}

/// A text as the number, bool or null that it spells.
Value guessed(const std::string& text) {
  const std::size_t sign = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
  if (text.size() > sign && text.find_first_not_of("0123456789", sign) == std::string::npos) {
    return python_int(text);
  }
  const char* end = text.data() + text.size();
  double number = 0;
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec == std::errc::result_out_of_range && read.ptr == end) {
    return {std::strtod(text.c_str(), nullptr)};  // infinite or zero, as float() makes it
  }
  if (read.ec == std::errc() && read.ptr == end) return {number};
  const std::string small = lower_text(text);
  if (small == "none") return {};
  if (small == "true" || small == "false") return {small == "true"};
  return {text};
}

Value extracted(const Value& input, Keys keys, Values values) {
  const std::string text = text_input(input, "s");
  const std::optional<std::string> type = type_at(input);
  const Hit hit = find_argument(text, text_input(input, "key"), type, keys, values);
  const std::string value = text.substr(hit.value_at, hit.end - hit.value_at);
  const Value guess = guessed(value);
  if (!type) return guess;
  const std::optional<double> number = python_number(guess);
  if (*type == "float" && number) return {*number};
  return *type == "str" ? Value(value) : guess;
}

}  // namespace

Value arguments_product(const Value& input) {
  if (!is_true_in_python(input)) return List{""};
  if (!input.is_map()) {
    throw InputError("", fmt::format("arguments are a map, not {}", input.type_name()));
  }
  std::vector<std::string> made = {""};
  for (const auto& [key, value] : input.as_map()) {
    const List one = {value};
    const List& values = value.is_list() ? value.as_list() : one;
    if (made.size() * values.size() > kMostProducts) {
      throw InputError(key, fmt::format("more than {} argument strings", kMostProducts));
    }
    std::vector<std::string> next;
    for (const std::string& head : made) {
      for (const Value& item : values) {
        next.push_back(
            fmt::format("{}{}{}={}", head, head.empty() ? ":" : "+", key, python_str(item)));
      }
    }
    made = std::move(next);
  }
  return List(made.begin(), made.end());
}

Value arguments_as_options(const Value& input) {
  if (!input.is_string()) {
    throw InputError("", fmt::format("an argument string is a text, not {}", input.type_name()));
  }
  std::string_view text = strip_text(input.as_string());
  text = text.substr(0, text.find('_'));
  text.remove_prefix(std::min(text.find_first_not_of(':'), text.size()));
  if (text.empty()) return "";
  Map options;  // the last value of a key counts, where its first stands
  for (const std::string& part : split(text, '+')) {
    const std::vector<std::string> sides = split(part, '=');
    if (sides.size() < 2) {
      throw InputError(
          "", fmt::format("'{}' in '{}' has no '='", printable(part), printable(input.as_string())),
          "arguments are key=value, joined by '+'; none of them holds '_'");
    }
    options.set(sides[0], sides[1]);
  }
  std::vector<std::string> out;
  for (const auto& [key, value] : options) {
    out.push_back(fmt::format("--{} {}", key, value.as_string()));
  }
  return join(out, " ");
}

Value argument_replaced(const Value& input) {
  std::string text = text_input(input, "s");
  const Hit hit =
      find_argument(text, text_input(input, "key"), type_at(input), Keys::exact, Values::whole);
  text.replace(hit.value_at, hit.end - hit.value_at, new_value(input));
  return text;
}

Value argument_replaced_everywhere(const Value& input) {
  std::string text = text_input(input, "s");
  const std::string key = text_input(input, "key");
  const Hit hit = find_argument(text, key, type_at(input), Keys::endings, Values::cut);
  const std::string found = text.substr(hit.at, hit.end - hit.at);
  const std::string placed = key + "=" + new_value(input);
  for (std::size_t at = text.find(found); at != std::string::npos;
       at = text.find(found, at + placed.size())) {
    text.replace(at, found.size(), placed);
  }
  return text;
}

Value argument_extracted(const Value& input) {
  return extracted(input, Keys::exact, Values::whole);
}

Value argument_extracted_cut(const Value& input) {
  return extracted(input, Keys::endings, Values::cut);
}

}  // namespace cairn
