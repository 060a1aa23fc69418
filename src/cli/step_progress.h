// How far a verb is that does one thing many times: on a terminal one line with count, rate and
// time left, which appears after 0.3 s and goes at the end; elsewhere nothing. It does not know
// what is done.
#pragma once

#include <cstddef>
#include <string>

#include "cairn/base/clock.h"

namespace cairn {

class StepProgress {
 public:
  /// `what` as in "moving to the trash".
  StepProgress(std::string what, std::size_t total);
  StepProgress(const StepProgress&) = delete;
  StepProgress& operator=(const StepProgress&) = delete;
  ~StepProgress() { clear(); }

  /// One more is done.
  void step();
  /// Takes the line away, before something else is printed.
  void clear();

 private:
  std::string what_;
  std::size_t total_;
  std::size_t done_ = 0;
  TimeUs started_;
  TimeUs shown_ = 0;
  bool is_terminal_;
  bool is_shown_ = false;
};

}  // namespace cairn
