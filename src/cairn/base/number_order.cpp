#include "cairn/base/number_order.h"

#include <cmath>
#include <cstdint>

namespace cairn {

namespace {

std::partial_ordering reversed(std::partial_ordering order) {
  if (order == std::partial_ordering::less) return std::partial_ordering::greater;
  if (order == std::partial_ordering::greater) return std::partial_ordering::less;
  return order;
}

std::partial_ordering compare_exactly(std::int64_t whole, double real) {
  constexpr double kTwo63 = 9223372036854775808.0;
  if (std::isnan(real)) return std::partial_ordering::unordered;
  if (real >= kTwo63) return std::partial_ordering::less;
  if (real < -kTwo63) return std::partial_ordering::greater;
  const double floor = std::floor(real);
  const auto below = static_cast<std::int64_t>(floor);
  if (whole != below) return whole <=> below;
  return real > floor ? std::partial_ordering::less : std::partial_ordering::equivalent;
}

}  // namespace

std::partial_ordering compare_numbers(const Value& a, const Value& b) {
  if (a.is_int() && b.is_int()) return a.as_int() <=> b.as_int();
  if (a.is_int()) return compare_exactly(a.as_int(), b.as_double());
  if (b.is_int()) return reversed(compare_exactly(b.as_int(), a.as_double()));
  return a.as_double() <=> b.as_double();
}

}  // namespace cairn
