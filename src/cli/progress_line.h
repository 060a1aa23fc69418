// A line on standard error that says how far a verb has come with so many bytes: drawn anew on a
// terminal, every ten seconds elsewhere, and never in the first third of a second. It does not know
// what the bytes are.
#pragma once

#include <cstdint>
#include <string>

#include "cairn/base/clock.h"

namespace cairn {

class ProgressLine {
 public:
  /// "packing", "reading": what is done. `total` 0: not known.
  ProgressLine(std::string what, std::uint64_t total);
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  /// Removes the line.
  ~ProgressLine();

  void update(std::uint64_t done);

 private:
  std::string what_;
  std::uint64_t total_;
  TimeUs started_;
  TimeUs shown_ = 0;
  bool is_terminal_;
  bool has_line_ = false;
};

}  // namespace cairn
