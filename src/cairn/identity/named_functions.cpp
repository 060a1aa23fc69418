#include "cairn/identity/named_functions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/letters.h"
#include "cairn/base/text.h"
#include "cairn/base/yaml.h"
#include "cairn/base/yaml_1_1.h"
#include "cairn/identity/argument_strings.h"
#include "cairn/identity/input_error.h"
#include "cairn/identity/name_rules.h"
#include "cairn/identity/python_value.h"

namespace cairn {

namespace {

/// int(text) of Python without its blanks: digits of all alphabets, a sign, single "_" between
/// digits.
std::optional<Value> whole_number_in(std::string_view text) {
  std::string digits;
  bool is_after_digit = false;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    const auto digit = character.code ? decimal_digit(*character.code) : std::nullopt;
    if (digit) {
      digits += static_cast<char>('0' + *digit);
    } else if (at == 0 && (text[at] == '-' || text[at] == '+')) {
      if (text[at] == '-') digits += '-';
    } else if (text[at] != '_' || !is_after_digit) {
      return std::nullopt;
    }
    is_after_digit = digit.has_value();
    at += character.bytes;
  }
  return is_after_digit ? std::optional(python_int(digits)) : std::nullopt;
}

Value whole_number(const Value& value) {
  if (value.is_int() || find_wide_integer(value) != nullptr) return value;
  const std::string_view text = strip_text(needed_text(value));
  const auto number = whole_number_in(text);
  if (!number) throw InputError("", fmt::format("'{}' is no whole number", printable(text)));
  return *number;
}

template <std::size_t kCount>
Value first_letters(const Value& value) {
  return first_characters(needed_text(value), kCount);
}

template <std::size_t kWidth>
Value padded(const Value& value) {
  if (find_wide_integer(value) != nullptr) return python_str(value);
  if (!value.is_int()) return value;
  return fmt::format("{:0{}}", value.as_int(), kWidth);
}

const List& pair_of(const Value& value) {
  if (value.is_list() && value.as_list().size() == 2) return value.as_list();
  throw InputError("", "two values are needed");
}

double needed_number(const Value& value) {
  if (const std::optional<double> number = python_number(value)) return *number;
  throw InputError("", fmt::format("{} is no number", printable(python_str(value))));
}

Value is_at_least(const Value& value) {
  const List& pair = pair_of(value);
  const std::optional<double> a = python_number(pair[0]);
  const std::optional<double> b = python_number(pair[1]);
  return {a && b && *a >= *b};
}

Value least(const Value& value) {
  const List& pair = pair_of(value);
  return needed_number(pair[1]) < needed_number(pair[0]) ? pair[1] : pair[0];
}

Value is_square(const Value& value) {
  const std::optional<double> number = python_number(value);
  if (!number || *number < 0) return {false};
  const double root = std::round(std::sqrt(*number));
  return {root * root == *number};
}

Value known_or_null(const Value& value) { return is_true_in_python(value) ? value : Value(); }

Value as_list(const Value& value) { return value.is_list() ? value : Value(List{value}); }

template <char kSeparator>
Value joined_by(const Value& value) {
  std::vector<std::string> parts;
  for (const Value& part : value.as_list()) parts.push_back(needed_text(part));
  return join(parts, std::string(1, kSeparator));
}

template <std::size_t kAt>
Value item(const Value& value) {
  const List& items = value.as_list();
  if (kAt < items.size()) return items[kAt];
  throw InputError("", fmt::format("the list has {} items, {} are needed", items.size(), kAt + 1));
}

/// [key, value] → {key: value}.
Value entry(const Value& value) {
  const List& pair = pair_of(value);
  Map out;
  out.append(needed_text(pair[0]), pair[1]);
  return out;
}

/// {b: 1, a: x} → [a=x, b=1].
Value sorted_pairs(const Value& value) {
  if (!value.is_map()) {
    throw InputError("", fmt::format("pairs are those of a map, not of {}", value.type_name()));
  }
  std::vector<const Map::Entry*> entries;
  for (const Map::Entry& entry : value.as_map()) entries.push_back(&entry);
  std::ranges::sort(entries, {}, [](const Map::Entry* e) -> std::string_view { return e->first; });
  List out;
  for (const Map::Entry* entry : entries) {
    out.emplace_back(entry->first + "=" + python_str(entry->second));
  }
  return out;
}

Value tuple_of(const Value& value) { return Map{{"__tuple__", value}}; }

Value whole_numbers(const Value& value) {
  List out;
  for (const std::string& part : split(needed_text(value), '.')) out.push_back(whole_number(part));
  return out;
}

constexpr std::array kFunctions = {
    NamedFunction{"str", [](const Value& v) -> Value { return python_str(v); }},
    NamedFunction{"lower", [](const Value& v) -> Value { return lower_text(needed_text(v)); }},
    NamedFunction{"strip", [](const Value& v) -> Value { return strip_text(needed_text(v)); }},
    NamedFunction{"title", [](const Value& v) -> Value { return title_text(needed_text(v)); }},
    NamedFunction{"underscores_as_spaces", underscores_as_spaces},
    NamedFunction{"first8", first_letters<8>},
    NamedFunction{"first12", first_letters<12>},
    NamedFunction{"first20", first_letters<20>},
    NamedFunction{"pad2", padded<2>},
    NamedFunction{"int", whole_number},
    NamedFunction{"dotted_ints", whole_numbers},
    NamedFunction{"first", item<0>},
    NamedFunction{"second", item<1>},
    NamedFunction{"entry", entry},
    NamedFunction{"sorted_pairs", sorted_pairs},
    NamedFunction{"underscored", joined_by<'_'>},
    NamedFunction{"list", as_list},
    NamedFunction{"path", joined_by<'/'>},
    NamedFunction{"tuple", tuple_of},
    NamedFunction{"null_if_false", known_or_null},
    NamedFunction{"at_least", is_at_least},
    NamedFunction{"least", least},
    NamedFunction{"is_square", is_square},
    NamedFunction{"normal_hyperparameters", normal_hyperparameters},
    NamedFunction{"slug", slug},
    NamedFunction{"template_name", template_name},
    NamedFunction{"class_name", class_name},
    NamedFunction{"dotted", dotted},
    NamedFunction{"without_hash_prefix", without_hash_prefix},
    NamedFunction{"run_name_part", run_name_part},
    NamedFunction{"run_name_suffix", run_name_suffix},
    NamedFunction{"run_name", checked_run_name},
    NamedFunction{"tag_value", tag_value},
    NamedFunction{"path_part", path_part},
    NamedFunction{
        "yaml_1_1",
        [](const Value& v) -> Value { return parse_yaml_1_1(needed_text(v), "the text"); }},
    NamedFunction{
        "yaml_omegaconf",
        [](const Value& v) -> Value { return parse_yaml_omegaconf(needed_text(v), "the text"); }},
    NamedFunction{"yaml_1_2",
                  [](const Value& v) -> Value { return parse_yaml(needed_text(v), "the text"); }},
    NamedFunction{"arguments_product", arguments_product},
    NamedFunction{"arguments_as_options", arguments_as_options},
    NamedFunction{"argument_replaced", argument_replaced},
    NamedFunction{"argument_replaced_everywhere", argument_replaced_everywhere},
    NamedFunction{"argument_extracted", argument_extracted},
    NamedFunction{"argument_extracted_cut", argument_extracted_cut},
};

}  // namespace

std::span<const NamedFunction> named_functions() { return kFunctions; }

const NamedFunction* find_function(std::string_view name) {
  const auto row = std::ranges::find(kFunctions, name, &NamedFunction::name);
  return row == kFunctions.end() ? nullptr : &*row;
}

}  // namespace cairn
