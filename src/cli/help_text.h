// The text of `cairn VERB --help`, from what the verb says of itself. It is the same on every
// terminal, 80 columns wide, so that it can be compared. It does not know how a command line is
// read.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cairn {

/// One argument or option with its explanation.
struct HelpEntry {
  std::string spelling;  ///< "--by METRIC"
  std::string help;
};

/// Options under one heading.
struct HelpSection {
  std::string title;
  std::vector<HelpEntry> entries;
};

/// All that a verb says of itself.
struct HelpPage {
  std::string program;                 ///< "cairn best"
  std::vector<std::string> arguments;  ///< As in the usage line: "RUN", "[ARTIFACT]", "[NAME]…".
  std::string about;                   ///< Paragraphs, parted by empty lines.
  std::vector<HelpSection> sections;
  std::vector<HelpEntry> exit_statuses;  ///< "0", "2", … with their meanings.
  std::vector<HelpEntry> examples;       ///< A command and what it does.
};

/// The help text, with a line break at its end.
std::string format_help(const HelpPage& page);

/// Entries in two columns, the second wrapped: "  spelling   help …".
std::string format_entries(const std::vector<HelpEntry>& entries);

/// `text` wrapped at 80 columns with `indent` blanks before every line; line breaks in it stay.
std::string wrap(std::string_view text, std::size_t indent);

}  // namespace cairn
