#include "cairn/runner/progress.h"

#include <cmath>
#include <cstdio>

#include <fmt/format.h>

#include "cairn/base/text.h"
#include "cairn/base/time_units.h"

namespace cairn {

namespace {

/// Microseconds between two drawings of the line on a terminal, and two lines elsewhere.
constexpr TimeUs kRedraw = 200'000;
constexpr TimeUs kLogEvery = 10'000'000;

/// Not fmt::print, which throws: jobs must not suffer because nobody can be told of them.
void write_to_stderr(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

/// "01:12", "1:02:03".
std::string clock_text(double seconds) {
  const long whole = std::lround(seconds);
  const long hours = whole / 3600;
  if (hours > 0) return fmt::format("{}:{:02}:{:02}", hours, whole / 60 % 60, whole % 60);
  return fmt::format("{:02}:{:02}", whole / 60, whole % 60);
}

}  // namespace

std::string progress_text(const ScheduleCounts& counts, double elapsed_seconds) {
  struct Part {
    const char* name;
    std::size_t count;
    bool always;
  };
  const Part parts[] = {{"done", counts.done, true},
                        {"cached", counts.cached, false},
                        {"back", counts.back, false},
                        {"running", counts.running, true},
                        {"failed", counts.failed, false},
                        {"killed", counts.killed, false},
                        {"blocked", counts.blocked + counts.skipped, false},
                        {"left", counts.left, true}};
  std::string text;
  for (const Part& part : parts) {
    if (part.count == 0 && !part.always) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : " · ", part.name, part.count);
  }
  const std::size_t ended = counts.done + counts.failed + counts.killed;
  const std::size_t left = counts.left + counts.running;
  if (ended > 0 && left > 0) {
    const double each = elapsed_seconds / static_cast<double>(ended);
    text += fmt::format(" · ETA {}", clock_text(each * static_cast<double>(left)));
  }
  return text;
}

Progress::Progress(ProgressOptions options)
    : options_(options), started_(steady_us()), shown_(started_) {
  // The first line comes soon: nothing is silent for more than 0.3 s.
  if (options_.is_terminal) shown_ = 0;
}

std::string Progress::line(const ScheduleCounts& counts) const {
  return progress_text(counts, seconds_of(steady_us() - started_));
}

void Progress::update(const ScheduleCounts& counts) {
  if (options_.is_quiet) return;
  const TimeUs now = steady_us();
  if (now - shown_ < (options_.is_terminal ? kRedraw : kLogEvery)) return;
  shown_ = now;
  if (options_.is_terminal) {
    write_to_stderr("\r\x1b[K" + fit_width(line(counts), options_.width - 1));
    has_line_ = true;
  } else {
    write_to_stderr(line(counts) + "\n");
  }
}

void Progress::say(const std::string& text) {
  clear();
  write_to_stderr(text + "\n");
}

void Progress::clear() {
  if (!has_line_) return;
  write_to_stderr("\r\x1b[K");
  has_line_ = false;
}

}  // namespace cairn
