#include "cli/data_output.h"

#include <unistd.h>

#include <string>

#include "cairn/base/text.h"
#include "cli/report.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

std::size_t bytes_of_character(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

// JSON itself escapes all below a blank, and has other signs than ASCII in its strings only, where
// \uNNNN says the same.
std::string printable_json(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (std::size_t at = 0; at < json.size();) {
    const std::string_view character = json.substr(at, bytes_of_character(json[at]));
    const std::string shown = character == "\n" ? "\n" : printable(character);
    if (shown == character) {
      out += character;
    } else if (character.size() == 1) {
      out += "\\u00" + shown.substr(2);  // \x7f
    } else {
      out += "\\u" + shown.substr(3, shown.size() - 4);  // \u{202e}
    }
    at += character.size();
  }
  return out;
}

}  // namespace

void print_data(std::string_view text, TableFormat format) {
  static const bool is_terminal = ::isatty(STDOUT_FILENO) == 1;
  const bool is_json = format == TableFormat::json || format == TableFormat::jsonl;
  if (is_terminal && is_json) return print(printable_json(text));
  if (is_terminal && format == TableFormat::csv) return print(printable_lines(text));
  print(text);
}

}  // namespace cairn
