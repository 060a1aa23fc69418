// How far a verb is that takes a while: on a terminal one line that is drawn anew, elsewhere a line
// every ten seconds; nothing for what ends at once. It does not know what is counted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cairn/base/clock.h"

namespace cairn {

/// Things that are counted in human sizes.
inline constexpr const char* kBytes = "bytes";

class ProgressLine {
 public:
  /// `what` is what is done to so many things: "verified", "files".
  ProgressLine(std::string verb, std::string things);
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine() { clear(); }

  /// Shows that `done` of `total` are done, when it is time to; without a total nobody knows yet
  /// how many there are.
  void update(std::uint64_t done, std::optional<std::uint64_t> total);
  /// Removes the line.
  void clear();

 private:
  std::string verb_;
  std::string things_;
  bool is_terminal_;
  bool has_line_ = false;
  TimeUs started_;
  TimeUs shown_;
};

/// "verified 1200 of 20000 files, 400/s, ETA 47s", or "read 1200 runs, 400/s".
std::string progress_line(const std::string& verb, const std::string& things, std::uint64_t done,
                          std::optional<std::uint64_t> total, double seconds);

}  // namespace cairn
