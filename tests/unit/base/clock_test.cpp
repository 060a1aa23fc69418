#include "cairn/base/clock.h"

#include <string>

#include <gtest/gtest.h>

#include "cairn/base/time_units.h"

namespace cairn {
namespace {

TEST(ParseUtc, reads_what_utc_text_writes) {
  for (const TimeUs time :
       {TimeUs{0}, TimeUs{1'700'000'000'123'456}, TimeUs{-62'135'596'800} * kSecond}) {
    EXPECT_EQ(parse_utc(utc_text(time)), time) << utc_text(time);
  }
}

TEST(ParseUtc, reads_fractions_and_offsets) {
  const TimeUs noon = *parse_utc("2024-02-29T12:00:00Z");
  EXPECT_EQ(parse_utc("2024-02-29 12:00:00"), noon);
  EXPECT_EQ(parse_utc("2024-02-29T12:00:00.5Z"), noon + kSecond / 2);
  EXPECT_EQ(parse_utc("2024-02-29T12:00:00.0000019"), noon + 1);
  EXPECT_EQ(parse_utc("2024-02-29T13:30:00+01:30"), noon);
  EXPECT_EQ(parse_utc("2024-02-29T04:00:00-0800"), noon);
}

TEST(ParseUtc, knows_no_time_that_no_calendar_or_clock_has) {
  for (const char* text : {"2024-13-45T25:61:61", "2023-02-29T12:00:00", "2024-02-31T12:00:00",
                           "2024-00-10T12:00:00", "2024-01-01T24:00:00", "2024-01-01T12:60:00",
                           "2024-01-01T12:00:61", "2024- 1-01T12:00:00", "2024-01-01T12:00:00+1:00",
                           "2024-01-01T12:00:00Zulu", "2024-01-01", "", "2024-01-01T12:00"}) {
    EXPECT_EQ(parse_utc(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace cairn
