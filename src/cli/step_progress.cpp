#include "cli/step_progress.h"

#include <unistd.h>

#include <utility>

#include <fmt/format.h>

#include "cairn/base/text.h"
#include "cairn/base/time_units.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

constexpr TimeUs kPatience = 300'000;
constexpr TimeUs kPause = 100'000;

}  // namespace

StepProgress::StepProgress(std::string what, std::size_t total)
    : what_(std::move(what)),
      total_(total),
      started_(now_us()),
      is_terminal_(::isatty(STDERR_FILENO) == 1) {}

void StepProgress::step() {
  ++done_;
  const TimeUs now = now_us();
  if (!is_terminal_ || now - started_ < kPatience || now - shown_ < kPause) return;
  shown_ = now;
  is_shown_ = true;
  const double seconds = seconds_of(now - started_);
  const double rate = static_cast<double>(done_) / seconds;
  const double left = static_cast<double>(total_ - done_) / rate;
  print_error(fmt::format("\r\x1b[K{} {}/{}  {:.0f}/s  {} left", what_, done_, total_, rate,
                          human_duration(left)));
}

void StepProgress::clear() {
  if (is_shown_) print_error("\r\x1b[K");
  is_shown_ = false;
}

}  // namespace cairn
