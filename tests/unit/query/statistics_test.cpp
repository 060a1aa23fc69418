#include "cairn/query/statistics.h"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "cairn/query/student.h"

namespace cairn {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

void expect_close(double found, double wanted, double relative = 1e-14) {
  EXPECT_LE(std::abs(found - wanted), relative * std::abs(wanted)) << found << " for " << wanted;
}

Moments of(const std::vector<double>& values) { return moments(values).value(); }

TEST(Moments, OfAFewNumbers) {
  // 2, 4, 4, 4, 5, 5, 7, 9: sum 40, squared deviations 9+1+1+1+0+0+4+16 = 32.
  const Moments eight = of({2, 4, 4, 4, 5, 5, 7, 9});
  EXPECT_EQ(eight.n, 8);
  EXPECT_EQ(eight.mean, 5);
  expect_close(*eight.std, std::sqrt(32.0 / 7));
  expect_close(*standard_error(eight), std::sqrt(32.0 / 7 / 8));
}

TEST(Moments, OneNumberHasNoSpreadAndNoneHaveNothing) {
  const Moments one = of({0.1});
  EXPECT_EQ(one.mean, 0.1);
  EXPECT_FALSE(one.std);
  EXPECT_FALSE(standard_error(one));
  EXPECT_FALSE(ci95(one));
  EXPECT_FALSE(moments({}));
}

TEST(Moments, EqualNumbersHaveTheirOwnMeanAndNoSpread) {
  for (const double value : {0.1, 1.0 / 3, -7e-300, 1e300, 5e-324, 0.0}) {
    for (const std::size_t n : {2u, 3u, 7u, 1000u}) {
      const Moments equal = of(std::vector<double>(n, value));
      EXPECT_EQ(equal.mean, value) << n;
      EXPECT_EQ(equal.std, 0.0) << value << ' ' << n;
    }
  }
}

TEST(Moments, KeepTheDigitsOfSmallDifferences) {
  // 1e9 + {4, 7, 13, 16}: mean + 10, squared deviations 36 + 9 + 9 + 36 = 90.
  const Moments shifted = of({1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16});
  EXPECT_EQ(shifted.mean, 1e9 + 10);
  expect_close(*shifted.std, std::sqrt(30.0));
  // A first value far from the others is no worse.
  expect_close(of({1e9, 1, 1, 1, -1e9}).mean, 0.6);
}

TEST(Moments, StayInRangeNearTheLargestAndSmallestDoubles) {
  const Moments large = of({1.7e308, 1.7e308, 1.5e308});
  expect_close(large.mean, (1.7 + 1.7 + 1.5) / 3 * 1e308);
  expect_close(*large.std, std::sqrt(0.04 / 3) * 1e308);
  const Moments opposite = of({1e308, -1e308});
  EXPECT_EQ(opposite.mean, 0);
  expect_close(*opposite.std, std::sqrt(2.0) * 1e308);
  const Moments small = of({3e-200, 1e-200});
  expect_close(*small.std, std::sqrt(2.0) * 1e-200);
}

TEST(Moments, OfAMillionNumbers) {
  // 0.1 cannot be written in binary: a plain sum of a million is off in the eleventh digit.
  std::vector<double> values;
  for (int i = 0; i < 1'000'000; ++i) values.push_back(1e6 + (i % 2 == 0 ? 0.1 : 0.3));
  const Moments million = of(values);
  expect_close(million.mean, 1e6 + 0.2, 2e-16);
  expect_close(*million.std, 0.1 * std::sqrt(1e6 / (1e6 - 1)), 1e-9);  // Of what 1e6 + 0.1 holds.
}

TEST(Quantile, InterpolatesBetweenTheNearest) {
  const std::vector<double> four = {1, 2, 4, 8};
  EXPECT_EQ(quantile(four, 0), 1);
  EXPECT_EQ(quantile(four, 0.25), 1.75);
  EXPECT_EQ(quantile(four, 0.5), 3);
  EXPECT_EQ(quantile(four, 0.75), 5);
  EXPECT_EQ(quantile(four, 1), 8);
  EXPECT_EQ(quantile(std::vector<double>{7}, 0.25), 7);
  EXPECT_EQ(quantile(std::vector<double>{1, 2, 3}, 0.5), 2);
  EXPECT_EQ(quantile(std::vector<double>{-1.7e308, 1.7e308}, 0.5), 0);
}

TEST(Student, AgreesWithTables) {
  // Two-sided 5 % and 1 % points, as every table of the distribution has them.
  for (const auto& [degrees, t] :
       std::vector<std::pair<double, double>>{{1, 12.706204736174694},
                                              {2, 4.302652729749462},
                                              {5, 2.5705818356363146},
                                              {30, 2.0422724563012373},
                                              {1000, 1.9623390808264078}}) {
    expect_close(student_quantile(0.95, degrees), t, 1e-12);
    expect_close(student_p(t, degrees), 0.05, 1e-12);
  }
  expect_close(student_quantile(0.99, 10), 3.169272672616872, 1e-12);
}

TEST(Student, HasTheClosedFormsOfOneAndTwoDegrees) {
  for (const double t : {1e-9, 0.01, 0.5, 1.0, 3.0, 50.0, 1e6}) {
    expect_close(student_p(t, 1), 2 / M_PI * std::atan(1 / t), 1e-13);
    // 1 - t/√(2 + t²), without cancellation.
    const double root = std::sqrt(2 + t * t);
    expect_close(student_p(t, 2), 2 / (root * (root + t)), 1e-13);
    EXPECT_EQ(student_p(t, 2), student_p(-t, 2));
  }
}

TEST(Student, HasNoHolesAtItsEnds) {
  EXPECT_EQ(student_p(0, 3), 1);
  EXPECT_EQ(student_p(kInfinity, 3), 0);
  EXPECT_EQ(student_p(-kInfinity, 1e7), 0);
  expect_close(student_p(1e200, 1), 2 / M_PI * 1e-200, 1e-12);
  EXPECT_EQ(student_p(1e200, 5), 0);
  EXPECT_EQ(student_p(1e200, 1e7), 0);
  // Where one formula follows another there is no step: near 512 and near 1e5 degrees.
  expect_close(student_p(2.5, 511.9999999), student_p(2.5, 512.0000001), 1e-11);
  expect_close(student_p(2.5, 99999.9999), student_p(2.5, 100000.0001), 1e-11);
  // The normal distribution's point 1.959963984540054, (z³ + z) / 4e9 further out.
  expect_close(student_quantile(0.95, 1e9), 1.9599639869128, 1e-12);
}

TEST(Ci95, IsHalfTheWidth) {
  // 1, 2, 3: std 1, sem 1/√3, t of two degrees 4.302652729749462.
  expect_close(*ci95(of({1, 2, 3})), 4.302652729749462 / std::sqrt(3.0), 1e-12);
}

TEST(Welch, OfTwoSmallSamples) {
  // Variances 1 and 4 with n = 3 and 3: error² = 1/3 + 4/3, t = -2/√(5/3),
  // degrees = (5/3)² / ((1/9 + 16/9) / 2) = 50/17.
  const WelchTest test = welch_test(of({1, 2, 3}), of({2, 4, 6})).value();
  expect_close(test.t, -2 / std::sqrt(5.0 / 3));
  expect_close(test.degrees, 50.0 / 17);
  expect_close(test.p, 0.22088084049409595, 1e-12);
  EXPECT_EQ(welch_test(of({2, 4, 6}), of({1, 2, 3}))->t, -test.t);
}

TEST(Welch, NeedsTwoNumbersOnBothSides) {
  EXPECT_FALSE(welch_test(of({1}), of({1, 2})));
  EXPECT_FALSE(welch_test(of({1, 2}), of({1})));
}

TEST(Welch, OfSamplesThatDoNotScatter) {
  EXPECT_EQ(welch_test(of({1, 1}), of({1, 1, 1}))->p, 1);
  EXPECT_EQ(welch_test(of({1, 1}), of({2, 2}))->p, 0);
  EXPECT_EQ(welch_test(of({1, 1}), of({2, 2}))->t, -kInfinity);
  // One that does is enough for a test, with its degrees alone.
  EXPECT_EQ(welch_test(of({1, 1}), of({1, 2, 3}))->degrees, 2);
}

TEST(Welch, StaysInRange) {
  const WelchTest large = *welch_test(of({1e300, 2e300, 3e300}), of({2e300, 4e300, 6e300}));
  expect_close(large.degrees, 50.0 / 17);
  const WelchTest small = *welch_test(of({1e-300, 2e-300, 3e-300}), of({2e-300, 4e-300, 6e-300}));
  expect_close(small.p, large.p, 1e-12);
}

}  // namespace
}  // namespace cairn
