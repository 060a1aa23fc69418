#include "cli/progress_line.h"

#include <unistd.h>

#include <utility>

#include <fmt/format.h>

#include "cairn/base/text.h"
#include "cairn/base/time_units.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

constexpr TimeUs kFirst = kSecond * 3 / 10;
constexpr TimeUs kTerminalInterval = kSecond / 10;
constexpr TimeUs kPlainInterval = 10 * kSecond;

}  // namespace

ProgressLine::ProgressLine(std::string verb, std::string things)
    : verb_(std::move(verb)),
      things_(std::move(things)),
      is_terminal_(::isatty(STDERR_FILENO) == 1),
      started_(steady_us()),
      shown_(started_) {}

void ProgressLine::update(std::uint64_t done, std::optional<std::uint64_t> total) {
  const TimeUs now = steady_us();
  const TimeUs interval = is_terminal_ ? (has_line_ ? kTerminalInterval : kFirst) : kPlainInterval;
  if (now - shown_ < interval) return;
  shown_ = now;
  const std::string text = progress_line(verb_, things_, done, total, seconds_of(now - started_));
  print_error(is_terminal_ ? "\r\x1b[K" + text : text + "\n");
  has_line_ = is_terminal_;
}

void ProgressLine::clear() {
  if (has_line_) print_error("\r\x1b[K");
  has_line_ = false;
}

std::string progress_line(const std::string& verb, const std::string& things, std::uint64_t done,
                          std::optional<std::uint64_t> total, double seconds) {
  const bool is_bytes = things == kBytes;
  const auto shown = [&](std::uint64_t count) {
    return is_bytes ? human_bytes(count) : std::to_string(count);
  };
  std::string text = fmt::format("{} {}", verb, shown(done));
  if (total) text += " of " + shown(*total);
  if (!is_bytes) text += " " + things;
  if (done == 0 || (total && done > *total) || seconds <= 0) return text;
  const double rate = static_cast<double>(done) / seconds;
  text += fmt::format(", {}/s", shown(static_cast<std::uint64_t>(rate)));
  if (!total) return text;
  return text + ", ETA " + human_duration(static_cast<double>(*total - done) / rate);
}

}  // namespace cairn
