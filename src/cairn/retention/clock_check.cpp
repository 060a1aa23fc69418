#include "cairn/retention/clock_check.h"

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/base/time_units.h"

namespace cairn {

namespace {

std::string days_text(TimeUs span) { return human_duration(seconds_of(span)); }

}  // namespace

void check_clock(TimeUs now, TimeUs newest, std::optional<TimeUs> age) {
  if (newest == 0) return;
  if (now < newest) {
    throw Error(ErrorCode::conflict,
                fmt::format("the clock says {}, but the newest that is recorded here is of {}",
                            utc_text(now), utc_text(newest)),
                "set the clock right; or, where the recorded time is wrong: --force");
  }
  // Where the age is 0 all that is here is old by any clock.
  if (age && *age > 0 && now - newest > *age) {
    throw Error(ErrorCode::conflict,
                fmt::format("by the clock ({}) all that is here is old: the newest is {} old",
                            utc_text(now), days_text(now - newest)),
                "if the clock is right: --force");
  }
}

ClockWatch::ClockWatch() : wall_(now_us()), steady_(steady_us()) {}

void ClockWatch::check() const {
  const TimeUs drift = (now_us() - wall_) - (steady_us() - steady_);
  if (drift <= kDay && drift >= -kDay) return;
  throw Error(
      ErrorCode::conflict,
      fmt::format("the clock was set while this ran, by {}", days_text(drift < 0 ? -drift : drift)),
      "look at it, then run this again; what was moved can be brought back: cairn trash ls");
}

}  // namespace cairn
