#include "cairn/base/double_text.h"

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
  constexpr double kLeastFixed = 1e-4, kMostFixed = 1e15;
  if (const double size = std::abs(number); size >= kLeastFixed && size < kMostFixed) {
    char* const end = std::to_chars(at, at + kDoubleText, number, std::chars_format::fixed).ptr;
    const bool has_point = std::memchr(at, '.', static_cast<std::size_t>(end - at)) != nullptr;
    return has_point ? end : put(end, ".0");
  }
  // The shortest digits that read back equal, as "[-]d[.ddd]e[+-]xx"; what follows only moves the
  // point to where Python's repr puts it.
  std::array<char, kDoubleText> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number,
                                 std::chars_format::scientific);
  const char* from = buffer.data();
  if (*from == '-') *at++ = *from++;
  std::array<char, 24> digits{};
  std::size_t count = 0;
  for (; *from != 'e'; ++from) {
    if (*from != '.') digits[count++] = *from;
  }
  int exponent = 0;
  from += from[1] == '+' ? 2 : 1;
  std::from_chars(from, end.ptr, exponent);

  const std::string_view all(digits.data(), count);
  if (exponent < -4 || exponent >= 16) {
    *at++ = all.front();
    if (count > 1) *at++ = '.';
    return put_exponent(put(at, all.substr(1)), exponent);
  }
  if (exponent < 0) {
    return put(put_zeros(put(at, "0."), static_cast<std::size_t>(-exponent - 1)), all);
  }
  const auto whole = static_cast<std::size_t>(exponent + 1);
  if (count <= whole) return put(put_zeros(put(at, all), whole - count), ".0");
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
