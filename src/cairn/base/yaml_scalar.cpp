#include "cairn/base/yaml_scalar.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "cairn/base/ascii.h"
#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/base/yaml.h"

namespace cairn {

namespace {

enum class NumberForm { none, decimal, octal, hex, real };

bool is_octal(char c) { return c >= '0' && c <= '7'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

std::size_t count_digits(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
}

std::string_view without_sign(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return text;
}

bool is_exponent(std::string_view text) {
  if (text.empty() || (text.front() != 'e' && text.front() != 'E')) return false;
  text = without_sign(text.substr(1));
  return !text.empty() && count_digits(text) == text.size();
}

// The form of `text` by the core schema's grammar, leading zeros allowed.
NumberForm number_form(std::string_view text) {
  if (text.starts_with("0o") && text.size() > 2) {
    return std::ranges::all_of(text.substr(2), is_octal) ? NumberForm::octal : NumberForm::none;
  }
  if (text.starts_with("0x") && text.size() > 2) {
    return std::ranges::all_of(text.substr(2), is_hex) ? NumberForm::hex : NumberForm::none;
  }
  text = without_sign(text);
  const std::size_t whole = count_digits(text);
  text.remove_prefix(whole);
  if (text.empty()) return whole > 0 ? NumberForm::decimal : NumberForm::none;
  if (text.front() == '.') {
    text.remove_prefix(1);
    const std::size_t fraction = count_digits(text);
    if (whole + fraction == 0) return NumberForm::none;
    text.remove_prefix(fraction);
  } else if (whole == 0) {
    return NumberForm::none;
  }
  return text.empty() || is_exponent(text) ? NumberForm::real : NumberForm::none;
}

// 017 is fifteen to some readers, seventeen to others and a text to the rest.
bool has_leading_zero(std::string_view text) {
  text = without_sign(text);
  return text.size() > 1 && text[0] == '0' && is_digit(text[1]);
}

std::optional<double> special_float(std::string_view text) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (text == ".nan" || text == ".NaN" || text == ".NAN") {
    return std::numeric_limits<double>::quiet_NaN();
  }
  const std::string_view name = without_sign(text);
  if (name != ".inf" && name != ".Inf" && name != ".INF") return std::nullopt;
  return text.front() == '-' ? -kInfinity : kInfinity;
}

Value read_integer(std::string_view text, NumberForm form) {
  const int base = form == NumberForm::hex ? 16 : form == NumberForm::octal ? 8 : 10;
  std::string_view digits = base == 10 ? text : text.substr(2);
  if (digits.starts_with('+')) digits.remove_prefix(1);
  std::int64_t number = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
  if (read.ec != std::errc()) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{} does not fit in 64 bits", fit_width(text, 40)),
                "quote it to keep it as text, or write it with a decimal point");
  }
  return Value(static_cast<long>(number));
}

Value read_real(std::string_view text) {
  std::string_view digits = text;
  if (digits.starts_with('+')) digits.remove_prefix(1);
  double number = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (read.ec != std::errc()) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{} is beyond what a 64-bit float holds", fit_width(text, 40)),
                "quote it to keep it as text");
  }
  return Value(number);
}

constexpr std::array<std::string_view, 3> kTrue = {"true", "True", "TRUE"};
constexpr std::array<std::string_view, 3> kFalse = {"false", "False", "FALSE"};

// The words that YAML 1.1 takes for bools in any of three spellings, and its two special scalars.
constexpr std::array<std::string_view, 8> kOldWords = {"y",  "n",   "yes", "no",
                                                       "on", "off", "=",   "<<"};

bool is_old_date(std::string_view text) {
  const auto eat = [&text](std::size_t least, std::size_t most) {
    const std::size_t digits = count_digits(text);
    text.remove_prefix(digits);
    return digits >= least && digits <= most;
  };
  const auto dash = [&text] {
    const bool found = text.starts_with('-');
    if (found) text.remove_prefix(1);
    return found;
  };
  if (!eat(4, 4) || !dash() || !eat(1, 2) || !dash() || !eat(1, 2)) return false;
  return text.empty() || std::string_view("Tt \t").find(text.front()) != std::string_view::npos;
}

bool is_old_number(std::string_view text) {
  std::string bare(text);
  std::erase(bare, '_');
  if (number_form(bare) != NumberForm::none) return true;
  const std::string_view body = without_sign(bare);
  const auto only = [&body](std::string_view letters, std::size_t from) {
    return body.size() > from && body.find_first_not_of(letters, from) == std::string_view::npos;
  };
  if (body.starts_with("0b")) return only("01", 2);
  if (body.starts_with("0x")) return only("0123456789abcdefABCDEF", 2);
  // Sexagesimal: 1:30, 12:30:45.5
  return !body.empty() && is_digit(body.front()) && only("0123456789:.", 0);
}

}  // namespace

bool is_yaml_null(std::string_view text) {
  constexpr std::array<std::string_view, 5> kNulls = {"", "~", "null", "Null", "NULL"};
  return is_one_of(text, kNulls);
}

Value yaml_scalar(std::string_view text) {
  if (is_yaml_null(text)) return Value();
  if (is_one_of(text, kTrue)) return Value(true);
  if (is_one_of(text, kFalse)) return Value(false);
  if (const auto special = special_float(text)) return Value(*special);
  const NumberForm form = number_form(text);
  if (form == NumberForm::none || has_leading_zero(text)) return Value(text);
  return form == NumberForm::real ? read_real(text) : read_integer(text, form);
}

bool plain_is_string(std::string_view text) {
  if (is_yaml_null(text) || is_one_of(text, kTrue) || is_one_of(text, kFalse)) return false;
  if (special_float(text) || is_old_date(text) || is_old_number(text)) return false;
  if (number_form(text) != NumberForm::none) return false;
  return text.size() > 3 || !is_one_of(lower_letters(text), kOldWords);
}

}  // namespace cairn
