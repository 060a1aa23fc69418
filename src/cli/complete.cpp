#include "cli/complete.h"

#include <algorithm>
#include <array>

#include "cairn/base/ascii.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/store/refresh.h"
#include "cli/command.h"
#include "cli/general_options.h"
#include "cli/terminal.h"
#include "cli/topics.h"

namespace cairn {

const Project* WordInProgress::project() const {
  if (!project_was_asked_) {
    project_was_asked_ = true;
    try {
      project_ = open_project(current_folder());
    } catch (const std::exception&) {
      // Somebody is typing: no project, or a wrong cairn.yaml, means no candidates.
      project_.reset();
    }
  }
  return project_ ? &*project_ : nullptr;
}

const Catalog* WordInProgress::catalog() const {
  if (!catalog_was_asked_ && project() != nullptr) {
    catalog_was_asked_ = true;
    try {
      std::optional<Catalog> found = open_catalog_as_it_is(*project());
      if (found) catalog_.emplace(std::move(*found));
    } catch (const std::exception&) {
      catalog_.reset();
    }
  }
  return catalog_ ? &*catalog_ : nullptr;
}

void WordInProgress::offer(std::string_view text, std::string_view note) {
  if (trimmed(text).empty() || !text.starts_with(typed_) || printable(text) != text) return;
  const bool is_known = std::any_of(offered_.begin(), offered_.end(),
                                    [&](const Suggestion& each) { return each.text == text; });
  if (!is_known) offered_.push_back({std::string(text), printable(note)});
}

namespace {

using Words = std::vector<std::string>;

/// What the words before the last one leave open.
struct Place {
  const KnownOption* option = nullptr;  ///< Whose value the last word is.
  Words arguments;                      ///< The arguments among them.
  bool guarded = false;                 ///< Whether "--" stands among them.
};

bool is_option(std::string_view word) { return word.size() > 1 && word[0] == '-'; }

const KnownOption* find_option(const CommandLine& line, std::string_view name) {
  for (const KnownOption& option : line.known_options()) {
    if (std::find(option.names.begin(), option.names.end(), name) != option.names.end()) {
      return &option;
    }
  }
  return nullptr;
}

/// Goes to the folder of -C, so that keys and values come from there.
void enter(const KnownOption& option, const std::string& value) {
  if (option.names.front() == "-C") apply_general({.folder = value});
}

Place read_words(const CommandLine& line, const Words& words) {
  Place place;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (place.guarded || !is_option(word)) {
      place.arguments.push_back(word);
    } else if (word == "--") {
      place.guarded = true;
    } else if (const KnownOption* option = find_option(line, word);
               option != nullptr && !option->value.empty()) {
      if (i + 1 == words.size()) {
        place.option = option;
      } else {
        enter(*option, words[++i]);
      }
    }
  }
  return place;
}

void offer_options(const CommandLine& line, WordInProgress& word) {
  for (const KnownOption& option : line.known_options()) {
    for (const std::string& name : option.names) word.offer(name, option.help);
  }
  word.offer("--help", "print this text");
}

/// The argument in the place behind `before`; nullptr where none is taken any more.
const KnownArgument* argument_at(const CommandLine& line, std::size_t before) {
  const std::vector<KnownArgument>& all = line.known_arguments();
  if (before < all.size()) return &all[before];
  if (all.empty() || all.back().count != KnownArgument::Count::any) return nullptr;
  return &all.back();
}

std::vector<Suggestion> complete_arguments(const Command& command, const Words& before,
                                           const std::string& typed, char quote) {
  CommandLine line{std::string(command.name)};
  GeneralOptions general;
  command.setup(line);
  bind_general(line, general);
  const Place place = read_words(line, before);
  const std::size_t equals = typed.find('=');
  const KnownOption* attached =
      typed.starts_with("--") && equals != std::string::npos && !place.guarded
          ? find_option(line, typed.substr(0, equals))
          : nullptr;
  if (place.option == nullptr && attached != nullptr) {
    WordInProgress value(typed.substr(equals + 1), place.arguments, quote);
    offer_values(value, attached->names.back(), attached->value);
    std::vector<Suggestion> found = value.offered();
    for (Suggestion& each : found) each.text.insert(0, typed, 0, equals + 1);
    return found;
  }
  WordInProgress word(typed, place.arguments, quote);
  if (place.option != nullptr) {
    offer_values(word, place.option->names.back(), place.option->value);
  } else if (typed.starts_with("-") && !place.guarded) {
    offer_options(line, word);
  } else if (const KnownArgument* next = argument_at(line, place.arguments.size())) {
    offer_values(word, "", next->name);
  }
  return word.offered();
}

std::vector<Suggestion> complete_verb(std::span<const Command> table, const std::string& typed,
                                      char quote) {
  WordInProgress word(typed, {}, quote);
  for (const Command& command : table) word.offer(command.name, command.summary);
  return word.offered();
}

/// `words` stand behind the program; the last one is typed.
std::vector<Suggestion> complete_words(Words words, char quote) {
  const std::string typed = words.back();
  words.pop_back();
  std::span<const Command> table = commands();
  std::size_t next = 0;
  for (; next < words.size() && words[next].starts_with("-"); ++next) {
    if (words[next] != "-C") continue;
    if (++next == words.size()) return {};
    apply_general({.folder = words[next]});
  }
  const bool is_help = next < words.size() && words[next] == "help";
  if (is_help) ++next;
  for (; next < words.size(); ++next) {
    const auto verb = std::find_if(table.begin(), table.end(), [&](const Command& command) {
      return command.name == words[next];
    });
    if (verb == table.end()) return {};
    if (verb->verbs.empty()) {
      if (is_help) return {};
      return complete_arguments(
          *verb, Words(words.begin() + static_cast<std::ptrdiff_t>(next) + 1, words.end()), typed,
          quote);
    }
    table = verb->verbs;
  }
  std::vector<Suggestion> found = complete_verb(table, typed, quote);
  if (is_help && words.back() == "help") {
    WordInProgress word(typed, {}, quote);
    for (const HelpTopic& topic : help_topics()) word.offer(topic.name, topic.summary);
    found.insert(found.end(), word.offered().begin(), word.offered().end());
  }
  if (words.empty()) {
    WordInProgress word(typed, {}, quote);
    word.offer("help", "tell more of a verb or topic");
    if (!typed.empty()) {
      for (const std::string_view option : {"--help", "--version", "--no-color", "-C"}) {
        word.offer(option);
      }
    }
    found.insert(found.end(), word.offered().begin(), word.offered().end());
  }
  return found;
}

}  // namespace

int print_completions(const Words& arguments) {
  try {
    const auto guard = std::find(arguments.begin(), arguments.end(), "--");
    if (arguments.end() - guard < 3) return 0;  // "--", the program, and the word.
    const char quote = guard == arguments.begin() || guard[-1].empty() ? '\0' : guard[-1][0];
    for (const auto& [text, note] : complete_words(Words(guard + 2, arguments.end()), quote)) {
      print_line(note.empty() ? text : text + "\t" + note);
    }
  } catch (const std::exception&) {
    // Nothing may come between a person and the line that she types.
    return 0;
  }
  return 0;
}

}  // namespace cairn
