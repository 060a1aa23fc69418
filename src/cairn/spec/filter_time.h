// The times that a person types, as spans: a date is its whole day, a minute its sixty seconds.
// Without an offset they are local. It does not know what is compared with them.
#pragma once

#include <optional>
#include <string_view>

#include "cairn/base/clock.h"

namespace cairn {

/// From `begin` to before `end`.
struct TimeSpan {
  TimeUs begin = 0;
  TimeUs end = 0;
};

/// Reads "2026", "2026-11", "2026-11-20", "2026-11-20 14:30", "2026-11-20T14:30:05.25Z",
/// "… 14:30+01:00"; nullopt for anything else and for days that there are not.
std::optional<TimeSpan> parse_time_span(std::string_view text);

/// The local day that holds `time`, moved by `days`.
TimeSpan local_day(TimeUs time, int days);

}  // namespace cairn
