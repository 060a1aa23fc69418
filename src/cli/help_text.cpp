#include "cli/help_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/text.h"
#include "cairn/base/wrap.h"

namespace cairn {

namespace {

constexpr std::size_t kWidth = 80;
constexpr std::size_t kEntryIndent = 2;
constexpr std::size_t kWidestSpelling = 24;

std::vector<std::string> wrap_lines(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  for (const std::string& line : split(text, '\n')) {
    const std::vector<std::string> wrapped = wrap_words(line, width);
    lines.insert(lines.end(), wrapped.begin(), wrapped.end());
  }
  return lines;
}

std::string format_entry(const HelpEntry& entry, std::size_t column) {
  std::string text(kEntryIndent, ' ');
  text += entry.spelling;
  std::size_t at = kEntryIndent + display_width(entry.spelling);
  bool is_first = true;
  for (const std::string& line : wrap_lines(entry.help, kWidth - column)) {
    // A spelling that reaches into the second column stands on a line of its own.
    if (!is_first || at + 2 > column) {
      text += "\n";
      at = 0;
    }
    text += std::string(column - at, ' ') + line;
    is_first = false;
  }
  return text + "\n";
}

std::string format_usage(const HelpPage& page) {
  std::string text = fmt::format("Usage: {} [OPTION]…", page.program);
  for (const std::string& argument : page.arguments) text += " " + argument;
  return text + "\n";
}

std::string format_examples(const std::vector<HelpEntry>& examples) {
  std::string text;
  for (const HelpEntry& example : examples) {
    text += fmt::format("  {}\n{}", example.spelling, wrap(example.help, 2 * kEntryIndent + 2));
  }
  return text;
}

}  // namespace

std::string wrap(std::string_view text, std::size_t indent) {
  std::string result;
  for (const std::string& line : wrap_lines(text, kWidth - indent)) {
    if (!line.empty()) result += std::string(indent, ' ') + line;
    result += "\n";
  }
  return result;
}

std::string format_entries(const std::vector<HelpEntry>& entries) {
  std::size_t widest = 0;
  for (const HelpEntry& entry : entries) {
    const std::size_t width = display_width(entry.spelling);
    if (width <= kWidestSpelling) widest = std::max(widest, width);
  }
  std::string text;
  for (const HelpEntry& entry : entries) text += format_entry(entry, kEntryIndent + widest + 2);
  return text;
}

std::string format_help(const HelpPage& page) {
  std::string text = format_usage(page) + "\n" + wrap(page.about, 0);
  for (const HelpSection& section : page.sections) {
    if (section.entries.empty()) continue;
    text += fmt::format("\n{}:\n{}", section.title, format_entries(section.entries));
  }
  text += "\nExit status:\n" + format_entries(page.exit_statuses);
  if (!page.examples.empty()) text += "\nExamples:\n" + format_examples(page.examples);
  return text;
}

}  // namespace cairn
