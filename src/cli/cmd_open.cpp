#include <cstdlib>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/process.h"
#include "cairn/base/text.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct OpenOptions {
  std::string run;
  std::optional<std::string> artifact;
};

std::string environment_or_empty(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// The shell command that opens things here; empty where there is none. A desktop's opener is of
/// no use without a desktop.
std::string opener() {
  if (std::string own = environment_or_empty("CAIRN_OPEN"); !own.empty()) return own;
  const bool has_desktop =
      !environment_or_empty("DISPLAY").empty() || !environment_or_empty("WAYLAND_DISPLAY").empty();
  if (has_desktop && find_in_path("xdg-open", environment_or_empty("PATH"))) return "xdg-open";
  return environment_or_empty("BROWSER");
}

std::string path_of(OpenProject& open, const OpenOptions& options) {
  const Resolved resolved = resolve_in_place(open, options.run);
  const std::string folder = open.project.absolute(resolved.run.path);
  if (!options.artifact) return folder;
  const Record record = load_record(open.project, resolved.run);
  const std::string path =
      join_path(folder, find_artifact_path(record, *options.artifact, resolved.child));
  if (stat_following(path)) return path;
  throw Error(
      ErrorCode::not_found,
      fmt::format("'{}' of run {} is gone from the disk", *options.artifact, resolved.run.id.text),
      "make it again with: cairn run");
}

int run_open(const OpenOptions& options) {
  OpenProject open = open_to_answer();
  const std::string path = path_of(open, options);
  const std::string command = opener();
  if (command.empty()) {
    print_line(path);
    return 0;
  }
  flush_output();
  const ExitStatus ended = run_in_foreground({"sh", "-c", command + " \"$1\"", "open", path});
  if (ended.exit_code == 0) return 0;
  throw Error(ErrorCode::external,
              fmt::format("'{}' could not open '{}'", printable(command), printable(path)),
              "set CAIRN_OPEN to the command that opens files here");
}

}  // namespace

void setup_open(CommandLine& line) {
  OpenOptions& options = line.runs(run_open);
  line.about(
      "Opens the folder of a run, or one of its artifacts, with $CAIRN_OPEN, xdg-open on a "
      "desktop, "
      "or $BROWSER. Where there is none of them, the path is printed.");
  line.argument("RUN", options.run,
                "an id or its beginning, a name, an alias, a path, latest or best");
  line.argument("ARTIFACT", options.artifact, "a path, file name, role or declared out of the run");
  line.exit_status(8, "the program that opens it failed");
  line.example("cairn open latest", "look at the folder of the newest run");
  line.example("cairn open wj929y residuals.png", "look at a chart");
}

}  // namespace cairn
