#include "cli/report.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

constexpr std::size_t kShownWarnings = 5;

bool is_caret_line(std::string_view line) {
  return line.find('^') != std::string_view::npos &&
         line.find_first_not_of(" ^~") == std::string_view::npos;
}

/// A caret line for `above` as it is printed: carets count bytes, a terminal counts columns.
std::string align_carets(const std::string& line, const std::string& above) {
  const std::size_t first = line.find('^');
  const std::string before = above.substr(0, std::min(first, above.size()));
  const std::size_t missing = first - before.size();
  return std::string(display_width(printable(before)) + missing, ' ') + line.substr(first);
}

std::string error_text(std::string_view message, std::string_view hint) {
  std::string text = fmt::format("cairn: error: {}\n", printable_lines(message));
  if (!hint.empty()) text += fmt::format("  hint: {}\n", printable_lines(hint));
  return text;
}

void print_warnings(const std::vector<std::string>& problems, std::size_t limit) {
  const std::size_t shown = std::min(problems.size(), limit);
  for (std::size_t i = 0; i < shown; ++i) {
    print_error(fmt::format("cairn: warning: {}\n", printable_lines(problems[i])));
  }
  if (shown < problems.size()) {
    print_error(fmt::format("cairn: warning: … and {} more ('cairn reindex' lists them all)\n",
                            problems.size() - shown));
  }
}

}  // namespace

std::string printable_lines(std::string_view text) {
  const std::vector<std::string> lines = split(text, '\n');
  std::string result;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) result += '\n';
    const bool points_up = i > 0 && is_caret_line(lines[i]);
    result += points_up ? align_carets(lines[i], lines[i - 1]) : printable(lines[i]);
  }
  return result;
}

int report_failure(const std::exception& failure) {
  if (const auto* error = dynamic_cast<const Error*>(&failure)) {
    print_error(error_text(error->message(), error->hint()));
    return error_info(error->code()).exit_status;
  }
  print_error(
      error_text(fmt::format("internal: {}", failure.what()),
                 "this is a bug in cairn: please report it with the command that you typed"));
  return error_info(ErrorCode::internal).exit_status;
}

void report_warnings(const std::vector<std::string>& problems) {
  print_warnings(problems, kShownWarnings);
}

void report_all_warnings(const std::vector<std::string>& problems) {
  print_warnings(problems, problems.size());
}

}  // namespace cairn
