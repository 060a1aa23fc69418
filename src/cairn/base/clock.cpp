#include "cairn/base/clock.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include <fmt/format.h>

#include "cairn/base/time_units.h"

namespace cairn {

namespace {

/// Takes two or four digits from the front of a text. Nullopt where there are others.
std::optional<int> take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  int number = 0;
  for (const char digit : text.substr(0, count)) {
    if (digit < '0' || digit > '9') return std::nullopt;
    number = number * 10 + (digit - '0');
  }
  text.remove_prefix(count);
  return number;
}

bool take_one_of(std::string_view& text, std::string_view any) {
  if (text.empty() || any.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

/// Reads ".123456" as microseconds; advances `text` past it.
TimeUs take_fraction(std::string_view& text) {
  TimeUs fraction = 0;
  if (!take_one_of(text, ".")) return fraction;
  TimeUs unit = kSecond / 10;
  while (const std::optional<int> digit = take_digits(text, 1)) {
    fraction += unit * *digit;
    unit /= 10;
  }
  return fraction;
}

/// Reads "2024-02-29"; nullopt where no calendar has the day.
std::optional<std::chrono::sys_days> take_date(std::string_view& text) {
  namespace chrono = std::chrono;
  const std::optional<int> year = take_digits(text, 4);
  if (!year || !take_one_of(text, "-")) return std::nullopt;
  const std::optional<int> month = take_digits(text, 2);
  if (!month || !take_one_of(text, "-")) return std::nullopt;
  const std::optional<int> day = take_digits(text, 2);
  if (!day) return std::nullopt;
  const chrono::year_month_day date{chrono::year(*year),
                                    chrono::month(static_cast<unsigned>(*month)),
                                    chrono::day(static_cast<unsigned>(*day))};
  return date.ok() ? std::optional(chrono::sys_days(date)) : std::nullopt;
}

/// Reads "23:59:59" as seconds. The sixtieth is a leap second.
std::optional<int> take_clock(std::string_view& text) {
  const std::optional<int> hours = take_digits(text, 2);
  if (!hours || *hours > 23 || !take_one_of(text, ":")) return std::nullopt;
  const std::optional<int> minutes = take_digits(text, 2);
  if (!minutes || *minutes > 59 || !take_one_of(text, ":")) return std::nullopt;
  const std::optional<int> seconds = take_digits(text, 2);
  if (!seconds || *seconds > 60) return std::nullopt;
  return (*hours * 60 + *minutes) * 60 + *seconds;
}

/// Reads "Z", "", "+01:00" or "+0100" as seconds east of UTC, to the end of the text.
std::optional<int> read_offset(std::string_view text) {
  if (text.empty() || text == "Z") return 0;
  const int sign = text.front() == '-' ? -1 : 1;
  if (!take_one_of(text, "+-")) return std::nullopt;
  const std::optional<int> hours = take_digits(text, 2);
  take_one_of(text, ":");
  const std::optional<int> minutes = take_digits(text, 2);
  if (!hours || !minutes || *minutes > 59 || !text.empty()) return std::nullopt;
  return sign * (*hours * 60 + *minutes) * 60;
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
  const std::optional<std::chrono::sys_days> date = take_date(text);
  if (!date || !take_one_of(text, "T ")) return std::nullopt;
  const std::optional<int> clock = take_clock(text);
  if (!clock) return std::nullopt;
  const TimeUs fraction = take_fraction(text);
  const std::optional<int> offset = read_offset(text);
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
