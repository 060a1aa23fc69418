#include "cli/report.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

constexpr std::size_t kShownWarnings = 5;

std::string error_text(std::string_view message, std::string_view hint) {
  std::string text = fmt::format("cairn: error: {}\n", printable_lines(message));
  if (!hint.empty()) text += fmt::format("  hint: {}\n", printable_lines(hint));
  return text;
}

void print_warnings(const std::vector<std::string>& problems, std::size_t limit,
                    std::string_view rest) {
  // Whoever refreshes the catalog and then makes the views meets the same damage twice.
  static std::set<std::string> said;
  std::vector<std::string> fresh = problems;
  std::erase_if(fresh, [](const std::string& problem) { return said.contains(problem); });
  const std::size_t shown = std::min(fresh.size(), limit);
  for (std::size_t i = 0; i < shown; ++i) {
    print_error(fmt::format("cairn: warning: {}\n", printable_lines(fresh[i])));
    said.insert(fresh[i]);
  }
  if (shown < fresh.size()) {
    print_error(fmt::format("cairn: warning: … and {} more{}\n", fresh.size() - shown,
                            rest.empty() ? "" : fmt::format(" ({})", rest)));
  }
}

}  // namespace

std::string printable_lines(std::string_view text) {
  const std::vector<std::string> lines = split(text, '\n');
  std::string result;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) result += '\n';
    result += printable(lines[i]);
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

void report_warnings(const std::vector<std::string>& problems, std::string_view rest) {
  print_warnings(problems, kShownWarnings, rest);
}

void report_notes(std::string_view what, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    print_error(fmt::format("cairn: note: {} {}\n", what, printable_lines(text)));
  }
}

void report_views(const RenderReport& views) {
  report_warnings(views.problems);
  report_notes("taken over from", views.taken);
  report_notes("edited by hand:", views.kept);
}

void report_all_warnings(const std::vector<std::string>& problems) {
  print_warnings(problems, problems.size(), "");
}

}  // namespace cairn
