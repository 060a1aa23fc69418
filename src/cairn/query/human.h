// Values as a person reads them in a table: local times to the minute, four significant digits,
// durations and bytes in fitting units. For machines there are utc_text and to_json. It does not
// know columns or widths.
#pragma once

#include <cstdint>
#include <string>

#include "cairn/base/clock.h"
#include "cairn/base/value.h"

namespace cairn {

/// Digits that tables show of a measured number.
inline constexpr int kSignificantDigits = 4;

/// Numbers with a larger decimal exponent are shown with one: 1.2e7.
inline constexpr int kLargestExponent = 6;

/// "2026-11-20 13:02" in local time.
std::string human_time(TimeUs time);

/// `number` rounded to `digits` significant digits, trailing zeros kept: 0.4200, 12.35, 1235,
/// 123457, 1.235e-07, nan, inf. Whole digits are never rounded away below ten million.
std::string significant(double number, int digits = kSignificantDigits);

/// A param as it was typed, safe to print; null is "null".
std::string human_value(const Value& value);

}  // namespace cairn
