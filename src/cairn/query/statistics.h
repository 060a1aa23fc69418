// Mean, sample standard deviation, standard error, confidence interval and quantiles of a set of
// numbers. Results are right to about 15 digits for a million values, for values that differ only
// in their last digits, and near the largest and smallest doubles. Only finite numbers may be
// given: leaving out NaN and infinities, and saying so, is the caller's. Formulas:
// docs/guide/aggregates.md. It does not know what the numbers measure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace cairn {

/// How many numbers, where they lie, and how far they scatter.
struct Moments {
  std::int64_t n = 0;  ///< At least 1.
  double mean = 0;
  std::optional<double> std;  ///< Sample standard deviation (n − 1); absent where n = 1.
};

/// The moments of `values`; nullopt when there are none.
std::optional<Moments> moments(std::span<const double> values);

/// The standard error of the mean, std / √n; absent where n = 1.
std::optional<double> standard_error(const Moments& sample);

/// Half the width of the 95 % confidence interval of the mean by Student's t with n − 1 degrees of
/// freedom: the interval is mean ± ci95. Absent where n = 1.
std::optional<double> ci95(const Moments& sample);

/// The value below which `fraction` (0…1) of `sorted` lies, by linear interpolation between the
/// two nearest (numpy's method "linear", R's type 7). `sorted` ascends and is not empty.
double quantile(std::span<const double> sorted, double fraction);

/// Welch's t-test of two means, which does not assume equal variances.
struct WelchTest {
  double t = 0;        ///< Infinite where neither sample scatters and the means differ.
  double degrees = 1;  ///< Of freedom, by Welch and Satterthwaite; 1 where neither scatters.
  double p = 1;        ///< Two-sided.
};

/// Below this p, two means are told apart.
inline constexpr double kAlpha = 0.05;

/// Tests whether two samples have one mean; nullopt where one of them has n = 1. Where neither
/// scatters, p is 1 for equal means and 0 for others.
std::optional<WelchTest> welch_test(const Moments& a, const Moments& b);

}  // namespace cairn
