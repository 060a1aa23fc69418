// What a person sees while a plan runs: on a terminal one line that is drawn anew, elsewhere a line
// every ten seconds, and each failure at once with the end of its log. It does not know the plan.
#pragma once

#include <string>

#include "cairn/base/clock.h"
#include "cairn/runner/scheduler.h"

namespace cairn {

/// Where and how progress is shown.
struct ProgressOptions {
  bool is_terminal = false;  ///< The stream can redraw a line.
  bool is_quiet = false;     ///< Failures only.
  bool is_verbose = false;   ///< One line for each run.
  std::size_t width = 80;
};

class Progress {
 public:
  explicit Progress(ProgressOptions options);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { clear(); }

  /// Shows the counts when it is time to.
  void update(const ScheduleCounts& counts);
  /// Prints one or more lines above the progress line.
  void say(const std::string& text);
  /// Removes the progress line.
  void clear();

  bool is_verbose() const { return options_.is_verbose; }
  bool is_quiet() const { return options_.is_quiet; }

 private:
  std::string line(const ScheduleCounts& counts) const;

  ProgressOptions options_;
  TimeUs started_;
  TimeUs shown_ = 0;
  bool has_line_ = false;
};

/// "done 412 · cached 88 · running 16 · failed 2 · left 482 · ETA 01:12".
std::string progress_text(const ScheduleCounts& counts, double elapsed_seconds);

}  // namespace cairn
