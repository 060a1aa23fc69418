#include <fmt/format.h>

#include "cairn/base/embedded.h"
#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cli/command.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct CompletionOptions {
  std::string shell;
};

int run_completion(const CompletionOptions& options) {
  constexpr std::string_view kStart = "completions/cairn.";
  std::vector<std::string> shells;
  for (const EmbeddedFile& file : embedded_files()) {
    if (!file.path.starts_with(kStart)) continue;
    shells.emplace_back(file.path.substr(kStart.size()));
    if (shells.back() != options.shell) continue;
    print(file.bytes);
    return 0;
  }
  const std::string near = did_you_mean(options.shell, shells);
  throw Error(ErrorCode::invalid_input,
              fmt::format("there is no completion for the shell '{}'", options.shell),
              near.empty() ? "one of: " + join(shells, ", ") : near);
}

}  // namespace

void setup_completion(CommandLine& line) {
  CompletionOptions& options = line.runs(run_completion);
  line.about(
      "Prints a script that lets your shell complete verbs, options, runs, keys and values as you "
      "type. They come from the catalog as it is: nothing is written, and no run is looked at.");
  line.argument("SHELL", options.shell, "bash, zsh or fish");
  line.example("eval \"$(cairn completion bash)\"", "in ~/.bashrc");
  line.example("eval \"$(cairn completion zsh)\"", "in ~/.zshrc, behind compinit");
  line.example("cairn completion fish | source", "in ~/.config/fish/config.fish");
}

}  // namespace cairn
