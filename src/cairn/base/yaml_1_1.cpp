#include "cairn/base/yaml_1_1.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <regex>
#include <string>

#include <fmt/format.h>

#include "cairn/base/ascii.h"
#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/base/yaml_scalar.h"

namespace cairn {

namespace {

constexpr std::array<std::string_view, 9> kYes = {"yes",  "Yes", "YES", "true", "True",
                                                  "TRUE", "on",  "On",  "ON"};
constexpr std::array<std::string_view, 9> kNo = {"no",    "No",  "NO",  "false", "False",
                                                 "FALSE", "off", "Off", "OFF"};

const std::regex& whole_form() {
  static const std::regex form(
      "[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|"
      "[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+");
  return form;
}

const std::regex& real_form() {
  static const std::regex form(
      R"([-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|)"
      R"([-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))");
  return form;
}

const std::regex& omegaconf_real_form() {
  static const std::regex form(
      R"([-+]?[0-9]+(?:_[0-9]+)*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|)"
      R"([-+]?[0-9]+(?:_[0-9]+)*[eE][-+]?[0-9]+|\.[0-9]+(?:_[0-9]+)*(?:[eE][-+][0-9]+)?|)"
      R"([-+]?[0-9]+(?:_[0-9]+)*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))");
  return form;
}

std::int64_t digits_of(std::string_view text, int base) {
  std::int64_t out = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), out, base);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("the number '{}' does not fit in 64 bits", printable(text)));
  }
  return out;
}

Value whole_number(std::string_view text) {
  if (text == "0") return 0;
  if (text.starts_with("0b")) return {digits_of(text.substr(2), 2)};
  if (text.starts_with("0x")) return {digits_of(text.substr(2), 16)};
  if (text.starts_with('0')) return {digits_of(text.substr(1), 8)};
  std::int64_t out = 0;
  for (const std::string& part : split(text, ':')) out = out * 60 + digits_of(part, 10);
  return {out};
}

double real_number(std::string_view text) {
  const std::string small = lower_letters(text);
  if (small == ".inf") return std::numeric_limits<double>::infinity();
  if (small == ".nan") return std::numeric_limits<double>::quiet_NaN();
  double out = 0;
  for (const std::string& part : split(small, ':')) {
    double number = 0;
    const auto read = std::from_chars(part.data(), part.data() + part.size(), number);
    // float() of Python is infinite or zero where 64 bits end; from_chars leaves the number alone.
    if (read.ec == std::errc::result_out_of_range) number = std::strtod(part.c_str(), nullptr);
    out = out * 60 + number;
  }
  return out;
}

Value typed_scalar(std::string_view text, const std::regex& reals) {
  if (is_yaml_null(text)) return {};
  if (is_one_of(text, kYes) || is_one_of(text, kNo)) return {is_one_of(text, kYes)};
  constexpr std::size_t kMostDigits = 400;
  if (text.size() > kMostDigits) return text;
  const std::string whole(text);
  const bool is_whole = std::regex_match(whole, whole_form());
  if (!is_whole && !std::regex_match(whole, reals)) return text;
  std::string digits = whole;
  std::erase(digits, '_');
  const bool is_negative = digits.front() == '-';
  if (is_negative || digits.front() == '+') digits.erase(0, 1);
  if (!is_whole) {
    const double number = real_number(digits);
    return {is_negative ? -number : number};
  }
  const Value number = whole_number(digits);
  return {is_negative ? -number.as_int() : number.as_int()};
}

}  // namespace

Value yaml_scalar_1_1(std::string_view text) { return typed_scalar(text, real_form()); }

Value yaml_scalar_omegaconf(std::string_view text) {
  return typed_scalar(text, omegaconf_real_form());
}

}  // namespace cairn
