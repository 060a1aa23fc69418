// Reading the command line of one verb. A verb's setup function binds each option and argument to a
// field of its options struct and says what it means; the same words become `--help`. The only file
// that knows the option parser is options.cpp. What is read is text: a field's type decides how.
// It does not know the verbs.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/help_text.h"

namespace cairn {

/// One option as the help names it.
struct KnownOption {
  std::vector<std::string> names;  ///< "-j", "--jobs"
  std::string value;               ///< "N"; empty for a flag.
  std::string help;
};

/// One argument as the help names it.
struct KnownArgument {
  std::string name;  ///< "RUN"
  enum class Count { one, at_most_one, any } count;
};

/// The command line of one verb.
///
///     void setup_path(CommandLine& line) {
///       PathOptions& options = line.runs(run_path_verb);
///       line.about("Prints where a run lies.");
///       line.argument("RUN", options.run, "an id, a prefix of one, a name, …");
///       line.flag("--relative", options.relative, "print it relative to the project");
///     }
class CommandLine {
 public:
  /// `program` is what stands before the arguments: "cairn log metric".
  explicit CommandLine(std::string program);
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;
  ~CommandLine();

  /// Makes the options struct of the verb, which lives as long as this, and says what runs with it.
  template <typename Options>
  Options& runs(int (*body)(const Options&)) {
    // Shared only because a shared pointer to void still knows how to destroy what it holds.
    auto options = std::make_shared<Options>();
    Options& result = *options;
    keep(options, [&result, body] { return body(result); });
    return result;
  }

  /// What the verb does: paragraphs parted by empty lines.
  void about(std::string_view text);
  /// The options that follow stand under this heading in the help.
  void section(std::string_view title);
  /// One line of the help's exit statuses, for what the verb means by it.
  void exit_status(int status, std::string_view meaning);
  /// A command that a person may type, and what it does.
  void example(std::string_view command, std::string_view meaning);

  // Options: `names` as in "-j,--jobs"; `value` is what the help calls the value. An absent option
  // leaves the field as it is. A vector's option takes one value each time it is given.
  void flag(std::string_view names, bool& target, std::string_view help);
  void option(std::string_view names, std::string_view value, std::string& target,
              std::string_view help);
  void option(std::string_view names, std::string_view value, std::optional<std::string>& target,
              std::string_view help);
  void option(std::string_view names, std::string_view value, std::optional<std::int64_t>& target,
              std::string_view help);
  void option(std::string_view names, std::string_view value, std::optional<double>& target,
              std::string_view help);
  void option(std::string_view names, std::string_view value, std::vector<std::string>& target,
              std::string_view help);

  // Arguments, in order: required ones, then optional ones, then any number of the rest.
  void argument(std::string_view name, std::string& target, std::string_view help);
  void argument(std::string_view name, std::optional<std::string>& target, std::string_view help);
  void argument(std::string_view name, std::vector<std::string>& target, std::string_view help);

  /// Reads the arguments behind the verb. Throws Error(invalid_input) for an unknown or repeated
  /// option (with the nearest one), a value of the wrong type, and a missing or surplus argument.
  void parse(const std::vector<std::string>& arguments);
  /// Whether -h or --help was among them; then nothing else was checked.
  bool help_was_asked() const;
  /// Runs the verb; its exit status.
  int execute() const;
  /// The help text.
  std::string help() const;

  /// All that was bound, in that order.
  const std::vector<KnownOption>& known_options() const;
  const std::vector<KnownArgument>& known_arguments() const;

 private:
  void keep(std::shared_ptr<void> options, std::function<int()> body);

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace cairn
