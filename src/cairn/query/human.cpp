#include "cairn/query/human.h"

#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

#include "cairn/base/text.h"

namespace cairn {

namespace {

// Below this, and above kLargestExponent, a number is shorter, and easier to compare, with an
// exponent.
constexpr int kSmallestExponent = -4;

}  // namespace

std::string human_time(TimeUs time) { return local_text(time, "%Y-%m-%d %H:%M"); }

std::string significant(double number, int digits) {
  if (std::isnan(number)) return "nan";
  if (std::isinf(number)) return number > 0 ? "inf" : "-inf";
  if (number == 0) return "0";
  // The exponent after rounding: 9.9996 has that of 10.00.
  const std::string scientific = fmt::format("{:.{}e}", number, digits - 1);
  const int exponent = std::atoi(scientific.c_str() + scientific.find('e') + 1);
  if (exponent < kSmallestExponent || exponent > kLargestExponent) return scientific;
  return fmt::format("{:.{}f}", number, std::max(0, digits - 1 - exponent));
}

std::string human_value(const Value& value) { return printable(to_text(value)); }

}  // namespace cairn
