#include "cairn/base/number_diff.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace cairn {
namespace {

std::string first(std::string_view before, std::string_view after, double relative = 0) {
  const NumberDiff diff = diff_numbers(before, after, relative);
  EXPECT_EQ(diff.is_equal, diff.first.empty());
  return diff.first;
}

TEST(NumberDiff, NumbersAreComparedWithinAShareOfTheGreater) {
  EXPECT_TRUE(is_within(1, 1.000001, 1e-5));
  EXPECT_FALSE(is_within(1, 1.0001, 1e-5));
  EXPECT_TRUE(is_within(1e9, 1e9 + 1, 1e-8));
  EXPECT_FALSE(is_within(-1, 1, 0.5));
  EXPECT_FALSE(is_within(1, std::nextafter(1.0, 2.0), 0));
  EXPECT_TRUE(is_within(0, 1e-13, 1e-9));  // Near zero nothing is a share of anything.
  EXPECT_FALSE(is_within(0, 1e-13, 0));
  EXPECT_FALSE(is_within(1e-9, 2e-9, 1e-9));
}

TEST(NumberDiff, NanEqualsNanAndInfinitiesThemselves) {
  const double nan = std::nan("");
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_TRUE(is_within(nan, nan, 0));
  EXPECT_TRUE(is_within(infinity, infinity, 0));
  EXPECT_FALSE(is_within(infinity, -infinity, 0.5));
  EXPECT_FALSE(is_within(nan, 1, 0.5));
  EXPECT_FALSE(is_within(1, infinity, 0.5));
}

TEST(NumberDiff, TextsDifferInTheirNumbersOnly) {
  EXPECT_EQ(first("a,b\n1,0.50\n", "a,b\n1,0.51\n"), "line 2: 0.50 → 0.51");
  EXPECT_EQ(first("a,b\n1,0.50\n", "a,b\n1,0.51\n", 0.1), "");
  EXPECT_EQ(first("{\"x\": 1e-3}", "{\"x\": 0.001}"), "");
  EXPECT_EQ(first("-1", "1", 0.5), "line 1: -1 → 1");
  EXPECT_EQ(first("x = 1 # one", "x = 1 # two", 0.5), "line 1: x = 1 # one → x = 1 # two");
  EXPECT_EQ(first("1\n2\n", "1\n2\n3\n", 0.5), "line 3: the end → 3");
  EXPECT_EQ(first("1\n2\n", "1\n", 0.5), "line 2: 2 → the end");
  const NumberDiff diff = diff_numbers("1 2 3 4", "1 2.2 3 4.1", 0.2);
  EXPECT_TRUE(diff.is_equal);
  EXPECT_EQ(diff.numbers, 2u);
  EXPECT_NEAR(diff.most, 0.2 / 2.2, 1e-12);
}

TEST(NumberDiff, DigitsInsideWordsAreNoNumbers) {
  EXPECT_EQ(first("model7", "model8", 0.5), "line 1: model7 → model8");
  EXPECT_EQ(first("1.2.3", "1.2.4", 0.9), "line 1: 1.2.3 → 1.2.4");
  EXPECT_EQ(first("a1 100", "a1 101", 0.5), "");
  EXPECT_EQ(first("7th", "8th", 0.5), "line 1: 7th → 8th");
}

TEST(NumberDiff, EveryCutOfATextDiffersOrNotButEnds) {
  const std::string text = "a,-1.5e3\n+2,.5,nan\n1e,--3,4.\n";
  EXPECT_EQ(first(text, text), "");
  for (std::size_t cut = 0; cut < text.size(); ++cut) {
    EXPECT_FALSE(diff_numbers(text, text.substr(0, cut), 0).is_equal) << cut;
    EXPECT_FALSE(diff_numbers(text.substr(0, cut), text, 0).is_equal) << cut;
  }
}

}  // namespace
}  // namespace cairn
