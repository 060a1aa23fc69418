#include "cairn/query/plot.h"

#include <limits>

#include <gtest/gtest.h>

#include "cairn/base/text.h"
#include "cairn/query/decimate.h"

namespace cairn {
namespace {

using Lines = std::vector<std::string>;

TEST(CurvePlot, a_spike_among_a_million_points_is_seen) {
  CurvePlot plot(
      {.width = 40, .height = 3, .x_last = 999999, .first_label = "0", .last_label = "1M"});
  for (int i = 0; i < 1000000; ++i) plot.add(i, i == 500000 ? 9.0 : 1.0);
  const Lines lines = plot.lines();
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_EQ(lines[0], "     9.000               ⢸");
  EXPECT_EQ(lines[2], "     1.000 ⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣸⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀");
  EXPECT_EQ(lines[3], "           0                          1M");
}

TEST(CurvePlot, few_points_are_joined_by_lines) {
  CurvePlot plot({.width = 21, .height = 1, .x_last = 1});
  plot.add(0, 0);
  plot.add(1, 3);
  EXPECT_EQ(plot.lines()[0], "     3.000 ⣀⣀⠤⠤⠤⠒⠒⠒⠉⠉");
}

TEST(CurvePlot, what_is_not_finite_is_counted) {
  CurvePlot plot({});
  plot.add(0, std::numeric_limits<double>::quiet_NaN());
  plot.add(0, std::numeric_limits<double>::infinity());
  EXPECT_EQ(plot.not_finite(), 2);
  EXPECT_TRUE(plot.lines().empty());
  plot.add(0, std::numeric_limits<double>::max());
  plot.add(0, -std::numeric_limits<double>::max());
  for (const std::string& line : plot.lines()) EXPECT_LE(display_width(line), 80U);
}

TEST(Bars, stand_for_their_share_of_the_largest) {
  EXPECT_EQ(bars(std::vector<double>{0, 1, 4, 8}), "▁▂▅█");
  EXPECT_EQ(bars(std::vector<double>{0, 0}), "▁▁");
  EXPECT_EQ(bars({}), "");
}

struct OnePoint {
  double value = 0;
};

Lines decimated(const std::vector<double>& values, std::int64_t wanted) {
  Lines kept;
  const auto emit = [&](const OnePoint& point) {
    kept.push_back(std::to_string(point.value).substr(0, 3));
  };
  MinMaxDecimator<OnePoint, decltype(emit)> decimator(static_cast<std::int64_t>(values.size()),
                                                      wanted, emit);
  for (const double value : values) decimator.add({value});
  decimator.finish();
  return kept;
}

TEST(Plot, draws_a_curve_in_one_line_between_two_values) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> values = {0, 1, nan, 7, 9};
  EXPECT_EQ(spark(values, 0, 7), "▁▂ ██");
  EXPECT_EQ(spark(std::vector<double>{3, 3}, 3, 3), "▅▅");
}

TEST(Decimate, keeps_the_least_and_the_most_of_each_stretch_in_their_order) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(decimated({5, 1, 9, 4, 2, 2, 8, 3}, 4), (Lines{"1.0", "9.0", "2.0", "8.0"}));
  EXPECT_EQ(decimated({5, 1, 9}, 4), (Lines{"5.0", "1.0", "9.0"}));
  EXPECT_EQ(decimated({nan, 1, nan, nan, nan, nan}, 4), (Lines{"1.0", "nan"}));
  EXPECT_EQ(decimated({}, 4), Lines{});
}

}  // namespace
}  // namespace cairn
