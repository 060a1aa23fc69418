#include "cairn/identity/name_rules.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "cairn/base/ascii.h"
#include "cairn/base/error.h"
#include "cairn/base/letters.h"
#include "cairn/base/text.h"
#include "cairn/identity/input_error.h"
#include "cairn/identity/python_value.h"

namespace cairn {

namespace {

bool is_letter_or_digit(char c) { return is_letter(c) || is_digit(c); }

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80; }

std::string replaced(std::string text, std::string_view letters, char by) {
  for (char& c : text) {
    if (letters.find(c) != std::string_view::npos) c = by;
  }
  return text;
}

std::string without(std::string text, std::string_view letters) {
  std::erase_if(text, [&](char c) { return letters.find(c) != std::string_view::npos; });
  return text;
}

double rounded(double number) {
  if (number == 0 || !std::isfinite(number)) return number == 0 ? 0.0 : number;
  const std::string text = fmt::format("{:.12e}", number);
  double out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

Value normal_value(const Value& value) {
  if (value.is_real()) return {rounded(value.as_double())};
  if (value.is_int() || value.is_bool() || find_wide_integer(value) != nullptr) return value;
  if (value.is_string()) return strip_text(lower_text(value.as_string()));
  return strip_text(lower_text(python_str(value)));
}

constexpr std::string_view kForbidden = R"(/\:*?"<>|)";

}  // namespace

Value slug(const Value& input) {
  if (input.is_null()) return "experiment";
  std::string out;
  for (const char c : strip_text(needed_text(input))) {
    if (is_letter_or_digit(c) || c == '_' || c == '-') {
      out += c;
    } else if (!is_continuation(c)) {
      out += '\x01';  // one for each run of them, beside the _ that were there
    }
  }
  out.erase(std::unique(out.begin(), out.end(), [](char a, char b) { return a == 1 && b == 1; }),
            out.end());
  out = replaced(std::move(out), "\x01", '_');
  const std::size_t start = out.find_first_not_of('_');
  if (start == std::string::npos) return "experiment";
  return out.substr(start, out.find_last_not_of('_') - start + 1);
}

Value template_name(const Value& input) {
  // Small letters last: whether a Σ ends its word is seen in what is left.
  return lower_text(replaced(without(needed_text(input), R"(<>:"/\|?*)"), " ", '_'));
}

Value class_name(const Value& input) {
  const std::string& text = needed_text(input);
  return text.substr(text.rfind('.') + 1);
}

Value dotted(const Value& input) {
  if (!input.is_list()) return python_str(input);
  std::vector<std::string> parts;
  for (const Value& item : input.as_list()) parts.push_back(python_str(item));
  return join(parts, ".");
}

Value without_hash_prefix(const Value& input) {
  const std::string& text = needed_text(input);
  return text.starts_with("sha256:") ? text.substr(7) : text;
}

Value underscores_as_spaces(const Value& input) { return replaced(needed_text(input), "_", ' '); }

Value run_name_part(const Value& input) { return replaced(python_str(input), "/- ", '_'); }

Value run_name_suffix(const Value& input) {
  const std::string text = replaced(without(needed_text(input), " "), "/", '-');
  std::string kept;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    if (text[at] == '-' || (character.code && is_word_character(*character.code))) {
      kept.append(text, at, character.bytes);
    }
    at += character.bytes;
  }
  return first_characters(kept, 30);
}

Value checked_run_name(const Value& input) {
  const std::string& name = needed_text(input);
  if (const std::size_t at = name.find_first_of(kForbidden); at != std::string::npos) {
    throw InputError("", fmt::format("the run name '{}' holds '{}'", printable(name), name[at]),
                     R"(these are not allowed: / \ : * ? " < > |)");
  }
  if (const std::size_t size = count_characters(name); size > 256) {
    throw InputError("", fmt::format("the run name has {} characters, at most 256", size));
  }
  return "ok";
}

Value tag_value(const Value& input) {
  const std::string text = python_str(input);
  if (count_characters(text) <= 250) return text;
  return std::string(first_characters(text, 247)) + "...";
}

Value path_part(const Value& input) {
  std::string text = replaced(python_str(input), R"(/\-: *?"<>|)", '_');
  List warnings;
  if (count_characters(text) > 255) {
    text = first_characters(text, 255);
    warnings.emplace_back("Truncated to max_component_length=255");
  }
  return Map{{"__tuple__", List{text, warnings}}};
}

Value normal_hyperparameters(const Value& input) {
  if (!input.is_map()) {
    throw InputError("", fmt::format("hyperparameters are a map, not {}", input.type_name()));
  }
  std::vector<std::string> keys;
  for (const auto& entry : input.as_map()) keys.push_back(entry.first);
  std::ranges::sort(keys);
  Map out;
  for (const std::string& key : keys) out.append(key, normal_value(*input.find(key)));
  return out;
}

}  // namespace cairn
