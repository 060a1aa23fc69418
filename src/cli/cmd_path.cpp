#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct PathOptions {
  std::string run;
  std::optional<std::string> artifact;
  bool relative = false;
};

/// The folder of a run, or of the child that was named; from the project's folder.
std::string folder_of(const OpenProject& open, const Resolved& resolved) {
  if (!resolved.child) return resolved.run.path;
  for (const ChildRow& child : load_row(open, resolved.run).children) {
    if (child.name != *resolved.child) continue;
    if (!child.path.empty()) return join_path(resolved.run.path, child.path);
  }
  throw Error(ErrorCode::not_found,
              fmt::format("child '{}' of run {} has no folder of its own", *resolved.child,
                          resolved.run.id.text),
              fmt::format("its run lies here: cairn path {}", resolved.run.id.text));
}

int run_path_verb(const PathOptions& options) {
  OpenProject open = open_for_reading();
  const Resolved resolved = resolve_in_place(open, options.run);
  std::string path;
  if (options.artifact) {
    const Record record = load_record(open.project, resolved.run);
    path =
        join_path(resolved.run.path, find_artifact_path(record, *options.artifact, resolved.child));
  } else {
    path = folder_of(open, resolved);
  }
  // The path as it is, for other programs: nothing is escaped.
  print_line(options.relative ? path : open.project.absolute(path));
  return 0;
}

}  // namespace

void setup_path(CommandLine& line) {
  PathOptions& options = line.runs(run_path_verb);
  line.about("Prints the absolute path of a run, or of one of its artifacts.");
  line.argument("RUN", options.run, "an id or its beginning, a name, a path, or latest");
  line.argument("ARTIFACT", options.artifact, "a path, file name, role or declared out of the run");
  line.flag("--relative", options.relative, "print it relative to the project's folder");
  line.example("cd \"$(cairn path pb8yky)\"", "go to where a run lies");
  line.example("cairn path latest scores.json", "one file of the newest run");
}

}  // namespace cairn
