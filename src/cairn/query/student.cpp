#include "cairn/query/student.h"

#include <cmath>
#include <limits>
#include <numbers>

// P(|T| ≥ t) = I_x(ν/2, 1/2) with x = ν/(ν + t²), the regularised incomplete beta function
// (Abramowitz & Stegun 26.5.27, 26.7.1; DLMF 8.17). Written here rather than taken from a library
// because this one distribution is all that is needed: docs/decisions.md.

namespace cairn {

namespace {

constexpr double kEpsilon = std::numeric_limits<double>::epsilon();

// Γ(a + 1/2) / Γ(a). The quotient of two gamma functions overflows for large a, and the difference
// of their logarithms loses digits there; DLMF 5.11.13 gives the series, whose next term is below
// 1e-15 from 256 on.
double gamma_ratio(double a) {
  constexpr double kLarge = 256;
  if (a < kLarge) {
    // Γ(a + 1/2)/Γ(a) grows by a simple factor where Γ itself would leave the range.
    double factor = 1;
    while (a > 100) {
      a -= 1;
      factor *= (a + 0.5) / a;
    }
    return factor * std::tgamma(a + 0.5) / std::tgamma(a);
  }
  const double r = 1 / a;
  return std::sqrt(a) *
         (1 + r * (-1.0 / 8 + r * (1.0 / 128 + r * (5.0 / 1024 + r * (-21.0 / 32768)))));
}

// The continued fraction of I_x(a, b), DLMF 8.17.22, evaluated from its head by Lentz's method
// (Thompson & Barnett 1986). It converges fast where x < (a + 1)/(a + b + 2), which callers see to.
double beta_fraction(double x, double a, double b) {
  constexpr double kTiny = 1e-300;  // Stands in for a zero denominator.
  const auto away_from_zero = [](double number) {
    return std::abs(number) < kTiny ? kTiny : number;
  };
  double c = 1;
  double d = 1 / away_from_zero(1 - (a + b) * x / (a + 1));
  double fraction = d;
  for (double m = 1;; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away_from_zero(1 + even * d);
    c = away_from_zero(1 + even / c);
    fraction *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away_from_zero(1 + odd * d);
    c = away_from_zero(1 + odd / c);
    const double step = d * c;
    fraction *= step;
    // Some √degrees steps are enough; the second condition ends it whatever the rounding.
    if (std::abs(step - 1) <= kEpsilon || m > 1e5) return fraction;
  }
}

// For very many degrees, where the continued fraction would take long and lose digits: the normal
// deviate that is as unlikely as t (Hill 1970, CACM Algorithm 395). What it leaves out is of the
// order of degrees^-6.
double many_degrees_p(double t, double degrees) {
  const double a = degrees - 0.5;
  const double b = 48 * a * a;
  const double y = a * std::log1p(t / degrees * t);
  constexpr double kUnderflow = 1500;  // Half of it is below the logarithm of every double.
  if (y > kUnderflow) return 0;
  const double series = (((-0.4 * y - 3.3) * y - 24) * y - 85.5) / (0.8 * y * y + 100 + b);
  const double deviate = ((series + y + 3) / b + 1) * std::sqrt(y);
  return std::erfc(deviate / std::numbers::sqrt2);
}

// The density of T at t.
double student_density(double t, double degrees) {
  return gamma_ratio(degrees / 2) / std::sqrt(degrees * std::numbers::pi) *
         std::exp(-(degrees + 1) / 2 * std::log1p(t / degrees * t));
}

}  // namespace

double student_p(double t, double degrees) {
  t = std::abs(t);
  if (t == 0) return 1;
  if (std::isinf(t)) return 0;
  constexpr double kManyDegrees = 1e5;
  if (degrees > kManyDegrees) return many_degrees_p(t, degrees);
  const double a = degrees / 2;
  const double square = t * t / degrees;
  if (std::isinf(square)) {
    // t² alone is too large: the tail is a power of t, whose leading term is exact here.
    const double log_square = 2 * std::log(t) - std::log(degrees);
    return gamma_ratio(a) / (std::sqrt(std::numbers::pi) * a) * std::exp(-a * log_square);
  }
  const double x = 1 / (1 + square);
  const double rest = square / (1 + square);  // 1 - x without cancellation.
  // x^a (1 - x)^½ / B(a, ½), by log1p because x is near 1 where a is large.
  const double front = gamma_ratio(a) / std::sqrt(std::numbers::pi) *
                       std::exp(-a * std::log1p(square)) * std::sqrt(rest);
  if (x < (a + 1) / (a + 2.5)) return front * beta_fraction(x, a, 0.5) / a;
  return 1 - front * beta_fraction(rest, 0.5, a) / 0.5;
}

double student_quantile(double confidence, double degrees) {
  // Newton's method: P(|T| ≥ t) falls and is convex for t > 0, so from a t that is too small every
  // step goes up and none goes too far.
  const double tail = 1 - confidence;
  double t = 0;
  for (;;) {
    const double step = (student_p(t, degrees) - tail) / (2 * student_density(t, degrees));
    if (step <= 4 * kEpsilon * t) return t;
    t += step;
  }
}

}  // namespace cairn
