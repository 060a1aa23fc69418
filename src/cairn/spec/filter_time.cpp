#include "cairn/spec/filter_time.h"

#include <array>
#include <ctime>

#include "cairn/base/digit_reader.h"
#include "cairn/base/time_units.h"

namespace cairn {

namespace {

/// A moment in calendar fields, and how fine it was given.
struct Moment {
  std::tm fields{};
  int std::tm::*unit = &std::tm::tm_year;  ///< The smallest field that was given.
  TimeUs fraction = 0;
  TimeUs fraction_unit = kSecond;
  std::optional<int> offset;  ///< Seconds east of UTC; absent: local.
};

bool read_field(DigitReader& reader, Moment& moment, int std::tm::*field, int low, int high) {
  const std::optional<int> number = reader.take_number(2);
  if (!number || *number < low || *number > high) return false;
  moment.fields.*field = *number;
  moment.unit = field;
  return true;
}

bool read_fraction(DigitReader& reader, Moment& moment) {
  if (!reader.take(".")) return true;
  std::optional<int> digit = reader.take_number(1);
  if (!digit) return false;
  for (; digit; digit = reader.take_number(1)) {
    if (moment.fraction_unit == 1) continue;  // Finer than microseconds.
    moment.fraction_unit /= 10;
    moment.fraction += *digit * moment.fraction_unit;
  }
  return true;
}

bool read_offset(DigitReader& reader, Moment& moment) {
  if (reader.take("Zz")) {
    moment.offset = 0;
    return true;
  }
  for (const int sign : {1, -1}) {
    if (!reader.take(sign > 0 ? "+" : "-")) continue;
    const std::optional<int> hours = reader.take_number(2);
    reader.take(":");
    const std::optional<int> minutes = reader.take_number(2);
    if (!hours || !minutes || *hours > 14 || *minutes > 59) return false;
    moment.offset = sign * (*hours * 3600 + *minutes * 60);
    return true;
  }
  return true;
}

bool read_clock(DigitReader& reader, Moment& moment) {
  if (!reader.take("T ")) return true;
  if (!read_field(reader, moment, &std::tm::tm_hour, 0, 23) || !reader.take(":") ||
      !read_field(reader, moment, &std::tm::tm_min, 0, 59)) {
    return false;
  }
  if (reader.take(":")) {
    if (!read_field(reader, moment, &std::tm::tm_sec, 0, 59) || !read_fraction(reader, moment)) {
      return false;
    }
  }
  return read_offset(reader, moment);
}

std::optional<Moment> read_moment(std::string_view text) {
  DigitReader reader(text);
  Moment moment;
  const std::optional<int> year = reader.take_number(4);
  if (!year) return std::nullopt;
  moment.fields.tm_year = *year - 1900;
  moment.fields.tm_mday = 1;
  bool is_good = true;
  if (reader.take("-")) {
    is_good = read_field(reader, moment, &std::tm::tm_mon, 1, 12);
    --moment.fields.tm_mon;
    if (is_good && reader.take("-")) {
      is_good = read_field(reader, moment, &std::tm::tm_mday, 1, 31) && read_clock(reader, moment);
    }
  }
  if (!is_good || !reader.is_done()) return std::nullopt;
  return moment;
}

/// The moment in microseconds; `day` becomes the day of the month that it really is.
TimeUs to_time(const Moment& moment, int& day) {
  std::tm fields = moment.fields;
  fields.tm_isdst = -1;
  const std::time_t seconds = moment.offset ? ::timegm(&fields) : std::mktime(&fields);
  day = fields.tm_mday;
  return (static_cast<TimeUs>(seconds) - moment.offset.value_or(0)) * kSecond + moment.fraction;
}

}  // namespace

std::optional<TimeSpan> parse_time_span(std::string_view text) {
  std::optional<Moment> moment = read_moment(text);
  if (!moment) return std::nullopt;
  int day = 0;
  const TimeUs begin = to_time(*moment, day);
  if (day != moment->fields.tm_mday) return std::nullopt;  // 30 February
  if (moment->fraction_unit < kSecond) return TimeSpan{begin, begin + moment->fraction_unit};
  ++(moment->fields.*moment->unit);  // The calendar carries, summer time included.
  return TimeSpan{begin, to_time(*moment, day)};
}

TimeSpan local_day(TimeUs time, int days) {
  const std::time_t seconds = static_cast<std::time_t>(time / kSecond);
  Moment moment;
  ::localtime_r(&seconds, &moment.fields);
  moment.fields.tm_hour = moment.fields.tm_min = moment.fields.tm_sec = 0;
  moment.fields.tm_mday += days;
  int day = 0;
  const TimeUs begin = to_time(moment, day);
  ++moment.fields.tm_mday;
  return {begin, to_time(moment, day)};
}

}  // namespace cairn
