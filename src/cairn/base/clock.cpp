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

/// Reads ".123456" as microseconds; advances `text` past it.
TimeUs take_fraction(std::string_view& text) {
  if (text.empty() || text.front() != '.') return 0;
  text.remove_prefix(1);
  TimeUs fraction = 0;
  TimeUs unit = kSecond / 10;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    fraction += unit * (text.front() - '0');
    unit /= 10;
    text.remove_prefix(1);
  }
  return fraction;
}

/// Reads "Z", "" or "+01:00" as seconds east of UTC.
std::optional<int> read_offset(std::string_view text) {
  if (text.empty() || text == "Z") return 0;
  int hours = 0;
  int minutes = 0;
  if (text.size() != 6 ||
      std::sscanf(std::string(text.substr(1)).c_str(), "%2d:%2d", &hours, &minutes) != 2) {
    return std::nullopt;
  }
  const int seconds = hours * 3600 + minutes * 60;
  if (text.front() == '+') return seconds;
  if (text.front() == '-') return -seconds;
  return std::nullopt;
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
  constexpr std::size_t kDateTimeLength = 19;
  if (text.size() < kDateTimeLength) return std::nullopt;
  std::tm parts{};
  const std::string head(text.substr(0, kDateTimeLength));
  if (std::sscanf(head.c_str(), "%4d-%2d-%2d%*1[T ]%2d:%2d:%2d", &parts.tm_year, &parts.tm_mon,
                  &parts.tm_mday, &parts.tm_hour, &parts.tm_min, &parts.tm_sec) != 6) {
    return std::nullopt;
  }
  parts.tm_year -= 1900;
  parts.tm_mon -= 1;
  text.remove_prefix(kDateTimeLength);
  const TimeUs fraction = take_fraction(text);
  const std::optional<int> offset = read_offset(text);
  if (!offset) return std::nullopt;
  return (static_cast<TimeUs>(::timegm(&parts)) - *offset) * kSecond + fraction;
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
