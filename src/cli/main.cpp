// The program: finds the verb, reads its options, runs it, and turns whatever goes wrong into one
// message and an exit status. Nothing is opened before the verb is known, so that `cairn --version`
// costs one exec.
#include <signal.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/heap.h"
#include "cairn/base/io.h"
#include "cairn/base/process.h"
#include "cairn/base/text.h"
#include "cairn/base/version.h"
#include "cairn/store/catalog_fill.h"
#include "cli/command.h"
#include "cli/complete.h"
#include "cli/general_options.h"
#include "cli/mend_catalog.h"
#include "cli/progress_line.h"
#include "cli/report.h"
#include "cli/terminal.h"
#include "cli/topics.h"

namespace cairn {

namespace {

/// What is left of the arguments once those in front of the verb have been read.
using Arguments = std::vector<std::string>;

std::string overview() {
  std::string text =
      "Usage: cairn VERB [ARGUMENT]…\n\n"
      "Runs experiments, names their results, keeps them as plain files, and answers\n"
      "questions about them.\n";
  using enum CommandGroup;
  for (const CommandGroup group : {run, look, annotate, share, identity, housekeeping}) {
    std::vector<HelpEntry> entries;
    for (const Command& command : commands()) {
      if (command.group != group) continue;
      entries.push_back({std::string(command.name), std::string(command.summary)});
    }
    text += "\n" + std::string(group_title(group)) + ":\n" + format_entries(entries);
  }
  return text +
         "\n'cairn help VERB' tells more, 'cairn help topics' lists what else there is to\n"
         "read; 'cairn --version' prints the version.\n";
}

std::string overview_of(const Command& command, const std::string& program) {
  std::vector<HelpEntry> entries;
  for (const Command& verb : command.verbs) {
    entries.push_back({std::string(verb.name), std::string(verb.summary)});
  }
  std::string text = "Usage: " + program + " VERB [OPTION]… [ARGUMENT]…\n\n" +
                     wrap(std::string(command.summary), 0) + "\nVerbs:\n" + format_entries(entries);
  return text + "\nExit status: that of the verb; 2 when there is no such verb.\n'cairn help " +
         program.substr(program.find(' ') + 1) + " VERB' tells more.\n";
}

/// What other tools call a verb.
struct OtherWord {
  std::string_view word;
  std::string_view verb;
};
constexpr std::array kOtherWords = {
    OtherWord{"list", "ls"},          OtherWord{"status", "why"},      OtherWord{"rm", "clean"},
    OtherWord{"delete", "clean"},     OtherWord{"remove", "clean"},    OtherWord{"diff", "compare"},
    OtherWord{"info", "show"},        OtherWord{"top", "best"},        OtherWord{"undo", "restore"},
    OtherWord{"check", "verify"},     OtherWord{"search", "ls"},       OtherWord{"query", "sql"},
    OtherWord{"plot", "history"},     OtherWord{"metrics", "history"}, OtherWord{"gc", "clean"},
    OtherWord{"dedup", "deduplicate"}};

/// The verb that somebody may have meant, as a hint; empty where there is none.
std::string verb_hint(const std::string& name, const std::vector<std::string>& verbs) {
  const auto* known = std::ranges::find(kOtherWords, name, &OtherWord::word);
  if (known == kOtherWords.end()) return did_you_mean(name, verbs);
  const bool is_here = std::ranges::find(verbs, known->verb) != verbs.end();
  return is_here ? fmt::format("did you mean '{}'?", known->verb) : did_you_mean(name, verbs);
}

const Command& find_command(std::span<const Command> table, const std::string& name,
                            const std::string& program) {
  std::vector<std::string> names;
  for (const Command& command : table) {
    if (command.name == name) return command;
    names.emplace_back(command.name);
  }
  std::string hint = verb_hint(name, names);
  if (hint.empty()) hint = "'" + program + " --help' lists the verbs";
  throw Error(ErrorCode::invalid_input, "there is no verb '" + program + " " + name + "'", hint);
}

/// Whether the arguments ask for help before they name anything else.
bool asks_for_help(const Arguments& arguments) {
  return !arguments.empty() && (arguments[0] == "-h" || arguments[0] == "--help");
}

int run_command(const Command& command, const std::string& program, const Arguments& arguments,
                GeneralOptions& general) {
  if (!command.verbs.empty()) {
    if (arguments.empty() || asks_for_help(arguments)) {
      print(overview_of(command, program));
      return arguments.empty() ? 2 : 0;
    }
    const Command& verb = find_command(command.verbs, arguments[0], program);
    return run_command(verb, program + " " + arguments[0],
                       Arguments(arguments.begin() + 1, arguments.end()), general);
  }
  CommandLine line(program);
  command.setup(line);
  bind_general(line, general);
  line.parse(arguments);
  if (line.help_was_asked()) {
    page_output();
    print(line.help());
    return 0;
  }
  apply_general(general);
  if (is_paged(command.name)) page_output();
  watch_fills([] {
    const auto progress = std::make_shared<ProgressLine>("read", "runs");
    return FillTeller([progress](std::size_t runs) { progress->update(runs, {}); });
  });
  return execute_mending(line);
}

int print_sites() {
  for (const std::string_view name : site_names()) print_line(name);
  return 0;
}

/// Prints a topic, or the list of them; returns whether `arguments` (help …) ask for one.
bool print_topic(const Arguments& arguments) {
  if (arguments.size() != 2) return false;
  page_output();
  if (arguments[1] == "topics") {
    print(topic_list());
    return true;
  }
  const std::optional<HelpTopic> topic = find_topic(arguments[1]);
  if (topic) print(topic->text);
  return topic.has_value();
}

/// A word behind `help` that is neither a verb nor a topic.
void check_help_word(const Arguments& arguments) {
  if (arguments.size() < 2 || arguments[1].starts_with("-")) return;
  std::vector<std::string> names{"topics"};
  for (const Command& command : commands()) {
    if (command.name == arguments[1]) return;
    names.emplace_back(command.name);
  }
  for (const HelpTopic& topic : help_topics()) names.emplace_back(topic.name);
  const std::string hint = did_you_mean(arguments[1], names);
  throw Error(ErrorCode::invalid_input, "there is no verb or topic '" + arguments[1] + "'",
              hint.empty() ? "'cairn help' lists the verbs, 'cairn help topics' the topics" : hint);
}

/// `cairn help [VERB…]` is `cairn [VERB…] --help`.
Arguments as_help_option(const Arguments& arguments) {
  Arguments result(arguments.begin() + 1, arguments.end());
  result.emplace_back("--help");
  return result;
}

/// Reads the options in front of the verb; returns what begins with the verb.
Arguments read_leading(const Arguments& arguments, GeneralOptions& general) {
  std::size_t next = 0;
  for (; next < arguments.size() && arguments[next].starts_with("-"); ++next) {
    const std::string& text = arguments[next];
    if (text == "--no-color") {
      general.no_color = true;
    } else if (text.starts_with("-C") && text.size() > 2) {
      general.folder = text.substr(2);
    } else if (text == "-C" && next + 1 < arguments.size()) {
      general.folder = arguments[++next];
    } else if (text == "-C") {
      throw Error(ErrorCode::invalid_input, "-C needs a value", "cairn -C DIR VERB");
    } else {
      break;
    }
  }
  return {arguments.begin() + static_cast<std::ptrdiff_t>(next), arguments.end()};
}

int dispatch(const Arguments& given) {
  GeneralOptions general;
  Arguments arguments = read_leading(given, general);
  if (!arguments.empty() && arguments[0] == "help") {
    if (print_topic(arguments)) return 0;
    check_help_word(arguments);
    arguments = as_help_option(arguments);
  }
  if (arguments.empty() || asks_for_help(arguments)) {
    page_output();
    print(overview());
    return 0;
  }
  const std::string& verb = arguments[0];
  if (verb == "__complete") return print_completions({arguments.begin() + 1, arguments.end()});
  if (verb == "--version") {
    print_line("cairn " + std::string(version()));
    return 0;
  }
  if (verb == "--list-failpoints" && has_failpoints()) return print_sites();
  if (verb.starts_with("-")) {
    std::vector<std::string> known{"--version", "--help", "--no-color"};
    if (has_failpoints()) known.emplace_back("--list-failpoints");
    std::string hint = did_you_mean(verb, known);
    throw Error(ErrorCode::invalid_input, "unknown option '" + verb + "'",
                hint.empty() ? "'cairn --help' lists the verbs and options" : hint);
  }
  return run_command(find_command(commands(), verb, "cairn"), "cairn " + verb,
                     Arguments(arguments.begin() + 1, arguments.end()), general);
}

int guarded_main(const Arguments& arguments) {
  open_closed_streams();
  // A reader that goes away must not kill jobs that run; terminal.h drops what it would have read.
  ::signal(SIGPIPE, SIG_IGN);
  // Whoever ignores it lets us ignore it too, and then there is nothing to learn of a child's end.
  ::signal(SIGCHLD, SIG_DFL);
  keep_freed_memory();
  int status = 0;
  try {
    status = dispatch(arguments);
    flush_output();
  } catch (const std::exception& failure) {
    status = report_failure(failure);
  }
  return status;
}

}  // namespace

}  // namespace cairn

int main(int count, char** arguments) {
  return cairn::guarded_main({arguments + 1, arguments + count});
}
