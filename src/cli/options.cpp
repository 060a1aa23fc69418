#include "cli/options.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <deque>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"

namespace cairn {

// Not in the namespace below: what is declared in a header holds them.

/// One option as the parser knows it: its texts, and what to do with them.
struct BoundOption {
  std::string names;
  std::string spelling;
  std::vector<std::string> values;
  CLI::Option* parsed = nullptr;
  std::function<void(const BoundOption&)> apply;
};

/// What to do with an argument.
struct BoundArgument {
  using Count = KnownArgument::Count;
  Count count;
  std::string name;
  std::function<void(const std::string&)> add;
};

namespace {

/// What an exit status means where the verb says nothing else of it: the rows of error_table().
struct GeneralStatus {
  int status;
  std::string_view meaning;
};
constexpr std::array kGeneralStatuses = {
    GeneralStatus{0, "done"},
    GeneralStatus{2, "cairn.yaml, an option or an argument is wrong"},
    GeneralStatus{3, "there is no such run, artifact or project"},
    GeneralStatus{4, "a name has several meanings, or a path is taken"},
    GeneralStatus{5, "another process holds what is needed"},
    GeneralStatus{6, "a file is damaged"},
    GeneralStatus{7, "the operating system refused"},
    GeneralStatus{70, "a bug in cairn"},
};

/// "-j,--jobs" and "N" as the help shows them: "-j, --jobs N".
std::string spelling_of(std::string_view names, std::string_view value) {
  std::string text = join(split(names, ','), ", ");
  if (!value.empty()) text += fmt::format(" {}", value);
  return text;
}

/// "-x" and "--long", but neither "-" nor a negative number, infinity among them.
bool looks_like_option(const std::string& text) {
  constexpr std::string_view kNumberStart = "0123456789.";
  if (text == "-inf" || text == "-Inf" || text == "-Infinity") return false;
  return text.size() > 1 && text[0] == '-' && kNumberStart.find(text[1]) == std::string_view::npos;
}

template <typename Number>
Number read_number(const BoundOption& option, std::string_view kind) {
  const std::string& text = option.values.back();
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc::result_out_of_range) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("'{}' is too large for {}", text, option.names));
  }
  if (error != std::errc() || end != text.data() + text.size()) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("'{}' is not {} number, which {} needs", text, kind, option.names));
  }
  return number;
}

/// What other programs, or other verbs, call an option.
struct Habit {
  std::string_view typed;
  std::string_view option;  ///< Who has this one is told.
  std::string_view hint;
};
constexpr std::array kHabits = {
    Habit{"-n", "--limit", "did you mean '--limit'?"},
    Habit{"--id", "--columns", "ids alone: --columns id --csv"},
};

}  // namespace

struct CommandLine::State {
  CLI::App app;
  HelpPage page;
  std::size_t section = 1;  ///< Of page.sections, that options are added to; 0 holds arguments.
  std::deque<BoundOption> options;  // A deque: the parser keeps pointers into it.
  std::vector<BoundArgument> arguments;
  std::vector<KnownOption> known_options;
  std::vector<KnownArgument> known_arguments;
  std::vector<std::string> positionals;
  bool help_asked = false;
  std::shared_ptr<void> kept;
  std::function<int()> body;

  BoundOption& add(std::string_view names, std::string_view value, std::string_view help);
  void add_argument(BoundArgument argument, std::string_view help);
  [[noreturn]] void refuse(std::string message, std::string hint = {}) const;
  void take_positionals(const std::vector<std::string>& guarded);
  [[noreturn]] void refuse_unknown(const std::string& name) const;
  bool knows(std::string_view name) const;
  std::vector<std::string> begun_by(const std::string& name) const;
  void check_repeats() const;
  void fill_arguments() const;
};

BoundOption& CommandLine::State::add(std::string_view names, std::string_view value,
                                     std::string_view help) {
  BoundOption& option = options.emplace_back();
  option.names = split(names, ',').back();
  option.spelling = spelling_of(names, value);
  page.sections[section].entries.push_back({option.spelling, std::string(help)});
  known_options.push_back({split(names, ','), std::string(value), std::string(help)});
  if (value.empty()) return option;
  // One value each time, any number of times: expected(1) on a vector would refuse the second, and
  // without allow_extra_args(false) the option would swallow the arguments behind it.
  option.parsed = app.add_option(std::string(names), option.values)->allow_extra_args(false);
  return option;
}

void CommandLine::State::add_argument(BoundArgument argument, std::string_view help) {
  std::string shown = argument.name;
  if (argument.count == BoundArgument::Count::at_most_one) shown = fmt::format("[{}]", shown);
  if (argument.count == BoundArgument::Count::any) shown = fmt::format("[{}]…", shown);
  page.arguments.push_back(shown);
  page.sections[0].entries.push_back({argument.name, std::string(help)});
  known_arguments.push_back({argument.name, argument.count});
  arguments.push_back(std::move(argument));
}

void CommandLine::State::refuse(std::string message, std::string hint) const {
  if (hint.empty()) hint = fmt::format("'{} --help' says what it takes", page.program);
  throw Error(ErrorCode::invalid_input, std::move(message), std::move(hint));
}

void CommandLine::State::take_positionals(const std::vector<std::string>& guarded) {
  for (const std::string& text : app.remaining()) {
    if (looks_like_option(text)) refuse_unknown(text.substr(0, text.find('=')));
    positionals.push_back(text);
  }
  positionals.insert(positionals.end(), guarded.begin(), guarded.end());
}

bool CommandLine::State::knows(std::string_view name) const {
  return std::ranges::any_of(options, [&](const BoundOption& one) { return one.names == name; });
}

/// The options that `name` is the beginning of, at most three, with their short forms:
/// "'-n, --dry-run'".
std::vector<std::string> CommandLine::State::begun_by(const std::string& name) const {
  constexpr std::size_t kMost = 3;
  constexpr std::size_t kLeast = 4;  // "--xy": less says nothing.
  std::vector<std::string> longer;
  if (name.size() < kLeast) return longer;
  for (const KnownOption& option : known_options) {
    const bool is_begun = option.names.back().starts_with(name);
    if (is_begun && longer.size() < kMost) {
      longer.push_back(fmt::format("'{}'", join(option.names, ", ")));
    }
  }
  return longer;
}

void CommandLine::State::refuse_unknown(const std::string& name) const {
  const std::string message = fmt::format("unknown option '{}'", name);
  for (const Habit& habit : kHabits) {
    if (name == habit.typed && knows(habit.option)) refuse(message, std::string(habit.hint));
  }
  if (const std::vector<std::string> longer = begun_by(name); !longer.empty()) {
    refuse(message, fmt::format("did you mean {}?", join(longer, " or ")));
  }
  std::vector<std::string> known{"--help"};
  for (const BoundOption& option : options) known.push_back(option.names);
  refuse(message, did_you_mean(name, known));
}

void CommandLine::State::check_repeats() const {
  for (const BoundOption& option : options) {
    if (!option.apply || option.values.size() < 2) continue;
    refuse(fmt::format("{} was given twice: '{}' and '{}'", option.names, option.values[0],
                       option.values[1]));
  }
}

void CommandLine::State::fill_arguments() const {
  std::size_t next = 0;
  for (const BoundArgument& argument : arguments) {
    const bool is_there = next < positionals.size();
    if (!is_there && argument.count == BoundArgument::Count::one) {
      std::string hint;
      if (!page.examples.empty()) hint = "for instance: " + page.examples.front().spelling;
      refuse(fmt::format("{} is missing", argument.name), std::move(hint));
    }
    if (argument.count == BoundArgument::Count::any) {
      while (next < positionals.size()) argument.add(positionals[next++]);
    } else if (is_there) {
      argument.add(positionals[next++]);
    }
  }
  if (next < positionals.size()) {
    refuse(fmt::format("unexpected argument '{}'", positionals[next]));
  }
}

CommandLine::CommandLine(std::string program) : state_(std::make_unique<State>()) {
  state_->page.program = std::move(program);
  state_->page.sections = {{"Arguments", {}}, {"Options", {}}};
  state_->app.set_help_flag();
  state_->app.allow_extras();
}

CommandLine::~CommandLine() = default;

void CommandLine::keep(std::shared_ptr<void> options, std::function<int()> body) {
  state_->kept = std::move(options);
  state_->body = std::move(body);
}

void CommandLine::about(std::string_view text) { state_->page.about = text; }

void CommandLine::section(std::string_view title) {
  state_->page.sections.push_back({std::string(title), {}});
  state_->section = state_->page.sections.size() - 1;
}

void CommandLine::exit_status(int status, std::string_view meaning) {
  state_->page.exit_statuses.push_back({std::to_string(status), std::string(meaning)});
}

void CommandLine::example(std::string_view command, std::string_view meaning) {
  state_->page.examples.push_back({std::string(command), std::string(meaning)});
}

void CommandLine::flag(std::string_view names, bool& target, std::string_view help) {
  state_->add(names, "", help);
  state_->app.add_flag(std::string(names), target);
}

void CommandLine::option(std::string_view names, std::string_view value, std::string& target,
                         std::string_view help) {
  state_->add(names, value, help).apply = [&target](const BoundOption& option) {
    target = option.values.back();
  };
}

void CommandLine::option(std::string_view names, std::string_view value,
                         std::optional<std::string>& target, std::string_view help) {
  state_->add(names, value, help).apply = [&target](const BoundOption& option) {
    target = option.values.back();
  };
}

void CommandLine::option(std::string_view names, std::string_view value,
                         std::optional<std::int64_t>& target, std::string_view help) {
  state_->add(names, value, help).apply = [&target](const BoundOption& option) {
    target = read_number<std::int64_t>(option, "a whole");
  };
}

void CommandLine::option(std::string_view names, std::string_view value,
                         std::optional<double>& target, std::string_view help) {
  state_->add(names, value, help).apply = [&target](const BoundOption& option) {
    target = read_number<double>(option, "a");
  };
}

void CommandLine::option(std::string_view names, std::string_view value,
                         std::vector<std::string>& target, std::string_view help) {
  BoundOption& option = state_->add(names, value, help);
  // Without `apply` the option may be repeated; the parser fills the target itself.
  state_->app.remove_option(option.parsed);
  option.parsed = state_->app.add_option(std::string(names), target)->allow_extra_args(false);
}

void CommandLine::argument(std::string_view name, std::string& target, std::string_view help) {
  state_->add_argument({BoundArgument::Count::one, std::string(name),
                        [&target](const std::string& text) { target = text; }},
                       help);
}

void CommandLine::argument(std::string_view name, std::optional<std::string>& target,
                           std::string_view help) {
  state_->add_argument({BoundArgument::Count::at_most_one, std::string(name),
                        [&target](const std::string& text) { target = text; }},
                       help);
}

void CommandLine::argument(std::string_view name, std::vector<std::string>& target,
                           std::string_view help) {
  state_->add_argument({BoundArgument::Count::any, std::string(name),
                        [&target](const std::string& text) { target.push_back(text); }},
                       help);
}

void CommandLine::parse(const std::vector<std::string>& arguments) {
  State& state = *state_;
  const auto end = std::find(arguments.begin(), arguments.end(), "--");
  state.help_asked = std::any_of(arguments.begin(), end, [](const std::string& text) {
    return text == "-h" || text == "--help";
  });
  if (state.help_asked) return;
  try {
    // The parser takes its arguments last one first, and leaves those that it does not know.
    std::vector<std::string> reversed(arguments.begin(), end);
    std::reverse(reversed.begin(), reversed.end());
    state.app.parse(std::move(reversed));
  } catch (const CLI::ArgumentMismatch& mismatch) {
    const std::string_view what = mismatch.what();  // "--by: 1 required TEXT missing"
    const std::string_view name = what.substr(0, what.find(':'));
    state.refuse(fmt::format("{} needs a value", name));
  } catch (const CLI::ParseError& error) {
    state.refuse(error.what());
  }
  state.take_positionals({end == arguments.end() ? end : end + 1, arguments.end()});
  state.check_repeats();
  for (const BoundOption& option : state.options) {
    if (option.apply && !option.values.empty()) option.apply(option);
  }
  state.fill_arguments();
}

bool CommandLine::help_was_asked() const { return state_->help_asked; }

int CommandLine::execute() const { return state_->body(); }

const std::vector<KnownOption>& CommandLine::known_options() const { return state_->known_options; }

const std::vector<KnownArgument>& CommandLine::known_arguments() const {
  return state_->known_arguments;
}

std::string CommandLine::help() const {
  HelpPage page = state_->page;
  page.sections.back().entries.push_back({"-h, --help", "print this text"});
  for (const GeneralStatus& general : kGeneralStatuses) {
    const std::string number = std::to_string(general.status);
    const bool is_said = std::any_of(page.exit_statuses.begin(), page.exit_statuses.end(),
                                     [&](const HelpEntry& e) { return e.spelling == number; });
    if (!is_said) page.exit_statuses.push_back({number, std::string(general.meaning)});
  }
  std::stable_sort(page.exit_statuses.begin(), page.exit_statuses.end(),
                   [](const HelpEntry& a, const HelpEntry& b) {
                     return std::stoi(a.spelling) < std::stoi(b.spelling);
                   });
  return format_help(page);
}

}  // namespace cairn
