#include "cairn/query/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "cairn/query/student.h"

namespace cairn {

namespace {

// A sum that carries what each addition lost (Neumaier 1974), so that its error does not grow with
// the number of terms.
class CompensatedSum {
 public:
  void add(double term) {
    const double next = sum_ + term;
    lost_ += std::abs(sum_) >= std::abs(term) ? (sum_ - next) + term : (term - next) + sum_;
    sum_ = next;
  }
  double value() const { return sum_ + lost_; }

 private:
  double sum_ = 0;
  double lost_ = 0;
};

// The power of two by which all values are divided, which is exact, so that neither their sum nor
// the square of a difference leaves the range of doubles.
int common_exponent(std::span<const double> values) {
  double largest = 0;
  for (const double value : values) largest = std::max(largest, std::abs(value));
  return largest == 0 ? 0 : std::ilogb(largest) + 1;
}

}  // namespace

// Two passes (Chan, Golub, LeVeque 1983). Differences to the first value come first, as they are
// exact where all values lie close together; the second pass corrects the mean by what is left.
std::optional<Moments> moments(std::span<const double> values) {
  if (values.empty()) return std::nullopt;
  const int exponent = common_exponent(values);
  const auto scaled = [&](double value) { return std::ldexp(value, -exponent); };
  const auto n = static_cast<double>(values.size());

  CompensatedSum differences;
  const double first = scaled(values[0]);
  for (const double value : values) differences.add(scaled(value) - first);
  const double mean = first + differences.value() / n;

  CompensatedSum rest;
  CompensatedSum squares;
  for (const double value : values) {
    const double difference = scaled(value) - mean;
    rest.add(difference);
    squares.add(difference * difference);
  }
  const double left = rest.value() / n;
  Moments result;
  result.n = static_cast<std::int64_t>(values.size());
  result.mean = std::ldexp(mean + left, exponent);
  if (values.size() > 1) {
    const double variance = std::max(0.0, squares.value() - n * left * left) / (n - 1);
    result.std = std::ldexp(std::sqrt(variance), exponent);
  }
  return result;
}

std::optional<double> standard_error(const Moments& sample) {
  if (!sample.std) return std::nullopt;
  return *sample.std / std::sqrt(static_cast<double>(sample.n));
}

std::optional<double> ci95(const Moments& sample) {
  if (!sample.std) return std::nullopt;
  return student_quantile(1 - kAlpha, static_cast<double>(sample.n - 1)) * *standard_error(sample);
}

double quantile(std::span<const double> sorted, double fraction) {
  const double place = fraction * static_cast<double>(sorted.size() - 1);
  const auto below = std::min(static_cast<std::size_t>(place), sorted.size() - 1);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  const double weight = place - static_cast<double>(below);
  const double low = sorted[below];
  const double high = sorted[above];
  const double step = high - low;
  if (!std::isfinite(step)) return low * (1 - weight) + high * weight;
  // From the nearer end, so that the result rises with the fraction and reaches both ends exactly.
  return weight < 0.5 ? low + step * weight : high - step * (1 - weight);
}

std::optional<WelchTest> welch_test(const Moments& a, const Moments& b) {
  const std::optional<double> error_a = standard_error(a);
  const std::optional<double> error_b = standard_error(b);
  if (!error_a || !error_b) return std::nullopt;
  const double error = std::hypot(*error_a, *error_b);
  const double difference = a.mean - b.mean;
  if (error == 0) {
    if (difference == 0) return WelchTest{0, 1, 1};
    return WelchTest{std::copysign(std::numeric_limits<double>::infinity(), difference), 1, 0};
  }
  // Welch–Satterthwaite in shares of the variance, which cannot overflow.
  const double share_a = (*error_a / error) * (*error_a / error);
  const double share_b = (*error_b / error) * (*error_b / error);
  WelchTest test;
  test.t = difference / error;
  test.degrees = 1 / (share_a * share_a / static_cast<double>(a.n - 1) +
                      share_b * share_b / static_cast<double>(b.n - 1));
  test.p = student_p(test.t, test.degrees);
  return test;
}

}  // namespace cairn
