#include "cli/progress_line.h"

#include <unistd.h>

#include <fmt/format.h>

#include "cairn/base/text.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

constexpr TimeUs kSilent = 300'000;
constexpr TimeUs kRedraw = 100'000;
constexpr TimeUs kNextLine = 10'000'000;

}  // namespace

ProgressLine::ProgressLine(std::string what, std::uint64_t total)
    : what_(std::move(what)),
      total_(total),
      started_(now_us()),
      is_terminal_(::isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() {
  if (has_line_ && is_terminal_) print_error("\r\033[K");
}

void ProgressLine::update(std::uint64_t done) {
  const TimeUs now = now_us();
  const TimeUs pause = is_terminal_ ? kRedraw : kNextLine;
  if (now - started_ < (is_terminal_ ? kSilent : kNextLine) || now - shown_ < pause) return;
  shown_ = now;
  const double rate = static_cast<double>(done) / (static_cast<double>(now - started_) * 1e-6);
  std::string text = fmt::format("{} {}", what_, human_bytes(done));
  if (total_ > 0) text += fmt::format(" of {}", human_bytes(total_));
  text += fmt::format(" · {}/s", human_bytes(static_cast<std::uint64_t>(rate)));
  if (total_ > done && rate > 0) {
    text += fmt::format(" · ETA {}", human_duration(static_cast<double>(total_ - done) / rate));
  }
  print_error(is_terminal_ ? fmt::format("\r\033[K{}", text) : text + "\n");
  has_line_ = true;
}

}  // namespace cairn
