#include "cairn/base/double_text.h"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "cairn/base/value.h"

namespace cairn {
namespace {

/// The digits of a text without sign, point, exponent and the zeros around them.
std::string digits_of(std::string_view text) {
  std::string digits;
  for (const char c : text.substr(0, text.find('e'))) {
    if (c >= '0' && c <= '9' && !(c == '0' && digits.empty())) digits += c;
  }
  while (!digits.empty() && digits.back() == '0') digits.pop_back();
  return digits;
}

void expect_shortest(double number) {
  const std::string text = double_text(number);
  double back = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), back);
  EXPECT_EQ(read.ptr, text.data() + text.size()) << text;
  EXPECT_EQ(std::bit_cast<std::uint64_t>(back), std::bit_cast<std::uint64_t>(number)) << text;
  // The standard library finds the shortest digits in another way.
  std::array<char, 64> buffer;
  const auto end =
      std::to_chars(buffer.begin(), buffer.end(), number, std::chars_format::scientific);
  EXPECT_EQ(digits_of(text), digits_of({buffer.data(), end.ptr})) << text;
}

TEST(DoubleText, is_the_shortest_that_reads_back_equal) {
  const std::uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (int i = 0; i < 200'000 && !testing::Test::HasFailure(); ++i) {
    const auto number = std::bit_cast<double>(random());
    if (std::isfinite(number)) expect_shortest(number);
    // What people write: few digits, and sizes around one.
    const double decimals = std::pow(10.0, static_cast<int>(random() % 9));
    expect_shortest(
        static_cast<double>(static_cast<std::int64_t>(random() % 2'000'000) - 1'000'000) /
        decimals);
  }
}

TEST(DoubleText, holds_at_the_ends_of_the_range_and_of_the_forms) {
  using Limits = std::numeric_limits<double>;
  for (const double number : {0.0, Limits::min(), Limits::denorm_min(), Limits::max(), 1e-4, 1e15,
                              1e16, 9007199254740993.0, 123456789012345680.0, 5e-324, 1e22, 1e23}) {
    for (const double signed_number : {number, -number}) {
      for (const double beside : {signed_number, std::nextafter(signed_number, Limits::infinity()),
                                  std::nextafter(signed_number, -Limits::infinity())}) {
        if (std::isfinite(beside)) expect_shortest(beside);
      }
    }
  }
}

}  // namespace
}  // namespace cairn
