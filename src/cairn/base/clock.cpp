#include "cairn/base/clock.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include <fmt/format.h>

#include "cairn/base/digit_reader.h"
#include "cairn/base/time_units.h"

namespace cairn {

namespace {

/// Reads ".123456" as microseconds; 0 where there is no fraction.
TimeUs take_fraction(DigitReader& reader) {
  TimeUs fraction = 0;
  if (!reader.take(".")) return fraction;
  TimeUs unit = kSecond / 10;
  while (const std::optional<int> digit = reader.take_number(1)) {
    fraction += unit * *digit;
    unit /= 10;
  }
  return fraction;
}

/// Reads "2024-02-29"; nullopt where no calendar has the day.
std::optional<std::chrono::sys_days> take_date(DigitReader& reader) {
  namespace chrono = std::chrono;
  const std::optional<int> year = reader.take_number(4);
  if (!year || !reader.take("-")) return std::nullopt;
  const std::optional<int> month = reader.take_number(2);
  if (!month || !reader.take("-")) return std::nullopt;
  const std::optional<int> day = reader.take_number(2);
  if (!day) return std::nullopt;
  const chrono::year_month_day date{chrono::year(*year),
                                    chrono::month(static_cast<unsigned>(*month)),
                                    chrono::day(static_cast<unsigned>(*day))};
  return date.ok() ? std::optional(chrono::sys_days(date)) : std::nullopt;
}

/// Reads "23:59:59" as seconds. The sixtieth is a leap second.
std::optional<int> take_clock(DigitReader& reader) {
  const std::optional<int> hours = reader.take_number(2);
  if (!hours || *hours > 23 || !reader.take(":")) return std::nullopt;
  const std::optional<int> minutes = reader.take_number(2);
  if (!minutes || *minutes > 59 || !reader.take(":")) return std::nullopt;
  const std::optional<int> seconds = reader.take_number(2);
  if (!seconds || *seconds > 60) return std::nullopt;
  return (*hours * 60 + *minutes) * 60 + *seconds;
}

/// Reads "Z", "", "+01:00" or "+0100" as seconds east of UTC, to the end of the text.
std::optional<int> take_offset(DigitReader& reader) {
  if (reader.take("Z") || reader.is_done())
    return reader.is_done() ? std::optional(0) : std::nullopt;
  const bool is_east = reader.take("+");
  if (!is_east && !reader.take("-")) return std::nullopt;
  const std::optional<int> hours = reader.take_number(2);
  reader.take(":");
  const std::optional<int> minutes = reader.take_number(2);
  if (!hours || !minutes || *minutes > 59 || !reader.is_done()) return std::nullopt;
  return (is_east ? 1 : -1) * (*hours * 60 + *minutes) * 60;
}

}  // namespace

#ifdef CAIRN_FAILPOINTS
namespace {

/// CAIRN_CLOCK=<seconds>[:<n>]: how far the clock is off, from the n-th look at it on.
TimeUs test_offset() {
  struct Plan {
    long seconds = 0;
    long from = 0;
  };
  static const Plan plan = [] {
    Plan read;
    if (const char* text = std::getenv("CAIRN_CLOCK")) {
      std::sscanf(text, "%ld:%ld", &read.seconds, &read.from);
    }
    return read;
  }();
  static std::atomic<long> looks{0};
  return ++looks >= plan.from ? plan.seconds * kSecond : 0;
}

}  // namespace
#else
namespace {

constexpr TimeUs test_offset() { return 0; }

}  // namespace
#endif

TimeUs now_us() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(since).count() + test_offset();
}

TimeUs steady_us() {
  // Not std::chrono::steady_clock, which stops while a laptop sleeps: what began before would seem
  // to have ended hours before it did.
  timespec time{};
  ::clock_gettime(CLOCK_BOOTTIME, &time);
  return time.tv_sec * kSecond + time.tv_nsec / 1000;
}

std::string utc_text(TimeUs time) {
  // Without ::gmtime_r, which asks for the time zone first: every record has some times.
  namespace chrono = std::chrono;
  const chrono::sys_time<chrono::microseconds> point{chrono::microseconds{time}};
  const auto day = chrono::floor<chrono::days>(point);
  const chrono::year_month_day date{day};
  const chrono::hh_mm_ss clock{point - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z", int{date.year()},
                     unsigned{date.month()}, unsigned{date.day()}, clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(), clock.subseconds().count());
}

std::optional<TimeUs> parse_utc(std::string_view text) {
  DigitReader reader(text);
  const std::optional<std::chrono::sys_days> date = take_date(reader);
  if (!date || !reader.take("T ")) return std::nullopt;
  const std::optional<int> clock = take_clock(reader);
  if (!clock) return std::nullopt;
  const TimeUs fraction = take_fraction(reader);
  const std::optional<int> offset = take_offset(reader);
  if (!offset) return std::nullopt;
  const TimeUs midnight = std::chrono::seconds(date->time_since_epoch()).count();
  return (midnight + *clock - *offset) * kSecond + fraction;
}

std::string local_text(TimeUs time, const char* format) {
  const std::time_t seconds = static_cast<std::time_t>(time / kSecond);
  std::tm parts{};
  ::localtime_r(&seconds, &parts);
  std::array<char, 128> buffer{};
  const std::size_t length = std::strftime(buffer.data(), buffer.size(), format, &parts);
  return std::string(buffer.data(), length);
}

}  // namespace cairn
