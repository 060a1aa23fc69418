// Whether the clock can be trusted with deciding what is old. Nothing tells a moved clock for sure,
// but a clock that runs behind what was recorded, or by which the whole project is old, is as
// likely wrong as right: a person has to say so. It reads no clock but the one that it checks.
#pragma once

#include <optional>

#include "cairn/base/clock.h"

namespace cairn {

/// Throws Error(conflict) when `now` lies before `newest`, the newest time that anything here
/// recorded, or when by `now` even that is older than `age`, if that is not 0. The hint says what
/// to type.
void check_clock(TimeUs now, TimeUs newest, std::optional<TimeUs> age);

/// Notices a clock that is set while a command runs.
class ClockWatch {
 public:
  ClockWatch();
  /// Throws Error(conflict) when the clock went more than a day otherwise than time did since.
  void check() const;

 private:
  TimeUs wall_;
  TimeUs steady_;
};

}  // namespace cairn
