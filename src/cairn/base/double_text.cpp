#include "cairn/base/double_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <string_view>

#include "cairn/base/value.h"

namespace cairn {

namespace {

void append_exponent(std::string& out, int exponent) {
  out += exponent < 0 ? "e-" : "e+";
  const int size = std::abs(exponent);
  if (size < 10) out += '0';
  std::array<char, 8> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), size);
  out.append(buffer.data(), end.ptr);
}

}  // namespace

void append_double(std::string& out, double number) {
  if (!std::isfinite(number)) {
    out += std::isnan(number) ? "nan" : number < 0 ? "-inf" : "inf";
    return;
  }
  // The shortest digits that read back equal, as "[-]d[.ddd]e[+-]xx"; what follows only moves the
  // point to where Python's repr puts it.
  std::array<char, 40> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number,
                                 std::chars_format::scientific);
  const char* at = buffer.data();
  if (*at == '-') out += *at++;
  std::array<char, 24> digits{};
  std::size_t count = 0;
  for (; *at != 'e'; ++at) {
    if (*at != '.') digits[count++] = *at;
  }
  int exponent = 0;
  at += at[1] == '+' ? 2 : 1;
  std::from_chars(at, end.ptr, exponent);

  const std::string_view all(digits.data(), count);
  if (exponent < -4 || exponent >= 16) {
    out += all.front();
    if (count > 1) (out += '.') += all.substr(1);
    append_exponent(out, exponent);
  } else if (exponent < 0) {
    out += "0.";
    out.append(static_cast<std::size_t>(-exponent - 1), '0');
    out += all;
  } else if (const auto whole = static_cast<std::size_t>(exponent + 1); count <= whole) {
    out += all;
    out.append(whole - count, '0');
    out += ".0";
  } else {
    out += all.substr(0, whole);
    out += '.';
    out += all.substr(whole);
  }
}

std::string double_text(double number) {
  std::string out;
  append_double(out, number);
  return out;
}

}  // namespace cairn
