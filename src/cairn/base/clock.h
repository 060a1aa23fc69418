// Time: microseconds since 1970 UTC inside, ISO 8601 in UTC in records, local dates in paths. What
// is recorded is read from the clock on the wall, which may be set at any moment; limits, intervals
// and durations are measured by one that nobody sets. It does not know what is timed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cairn {

/// Microseconds since 1970-01-01T00:00:00Z.
using TimeUs = std::int64_t;

TimeUs now_us();
/// Microseconds since a moment that stays the same while we run, time asleep included: only the
/// difference of two says something.
TimeUs steady_us();
/// "2026-11-20T13:02:11.123456Z".
std::string utc_text(TimeUs time);
/// Reads what utc_text writes, also with fewer or no decimals or with an offset; nullopt otherwise.
std::optional<TimeUs> parse_utc(std::string_view text);
/// strftime in local time ("%Y-%m-%d").
std::string local_text(TimeUs time, const char* format);

}  // namespace cairn
