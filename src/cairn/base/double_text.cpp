#include "cairn/base/double_text.h"

#include <dragonbox/dragonbox.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "cairn/base/value.h"

namespace cairn {

namespace {

char* put(char* at, std::string_view text) {
  std::memcpy(at, text.data(), text.size());
  return at + text.size();
}

char* put_zeros(char* at, std::size_t count) {
  std::memset(at, '0', count);
  return at + count;
}

char* put_exponent(char* at, int exponent) {
  *at++ = 'e';
  *at++ = exponent < 0 ? '-' : '+';
  const int size = std::abs(exponent);
  if (size < 10) *at++ = '0';
  return std::to_chars(at, at + 4, size).ptr;
}

}  // namespace

char* write_double(char* at, double number) {
  if (!std::isfinite(number))
    return put(at, std::isnan(number) ? "nan" : number < 0 ? "-inf" : "inf");
  if (std::signbit(number)) *at++ = '-';
  if (number == 0) return put(at, "0.0");
  // The fewest digits that read back equal, as a whole number times a power of ten; what follows
  // only puts the point to where Python's repr has it.
  const auto decimal = jkj::dragonbox::to_decimal(std::abs(number));
  std::array<char, 20> digits;
  const char* const end = std::to_chars(digits.begin(), digits.end(), decimal.significand).ptr;
  const std::string_view all(digits.data(), static_cast<std::size_t>(end - digits.data()));
  const int exponent = decimal.exponent + static_cast<int>(all.size()) - 1;
  if (exponent < -4 || exponent >= 16) {
    *at++ = all.front();
    if (all.size() > 1) *at++ = '.';
    return put_exponent(put(at, all.substr(1)), exponent);
  }
  if (exponent < 0) {
    return put(put_zeros(put(at, "0."), static_cast<std::size_t>(-exponent) - 1), all);
  }
  const auto whole = static_cast<std::size_t>(exponent) + 1;
  if (all.size() <= whole) return put(put_zeros(put(at, all), whole - all.size()), ".0");
  at = put(at, all.substr(0, whole));
  *at++ = '.';
  return put(at, all.substr(whole));
}

void append_double(std::string& out, double number) {
  std::array<char, kDoubleText> buffer{};
  out.append(buffer.data(), write_double(buffer.data(), number));
}

std::string double_text(double number) {
  std::string out;
  append_double(out, number);
  return out;
}

}  // namespace cairn
