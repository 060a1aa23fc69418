#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/safe_rel_path.h"
#include "cairn/base/text.h"
#include "cairn/layout/read_path.h"
#include "cairn/spec/sweep.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/open_layout.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

constexpr std::size_t kMostPaths = 1'000'000;

struct PathOptions {
  std::optional<std::string> run;  ///< With --kind: the first key=value.
  std::optional<std::string> artifact;
  std::vector<std::string> values;
  std::string layout;
  std::string kind;
  std::string file;
  bool relative = false;
};

/// What an option of another form needs; the forms do not mix.
[[noreturn]] void refuse_mixed() {
  throw Error(ErrorCode::invalid_input, "--kind takes key=value, a run takes none",
              "cairn path RUN [ARTIFACT], or cairn path --kind KIND key=value …");
}

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

int print_run_path(const PathOptions& options) {
  if (!options.run) {
    throw Error(ErrorCode::invalid_input, "RUN is missing", "cairn path latest scores.json");
  }
  if (!options.values.empty()) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("unexpected argument '{}'", printable(options.values.front())),
                "'cairn path --help' says what it takes");
  }
  if (!options.file.empty()) refuse_mixed();
  OpenProject open = open_to_answer();
  const Resolved resolved = resolve_to_read(open, *options.run).resolved;
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

/// All combinations of the values that were typed, the last key changing fastest.
std::vector<std::vector<std::pair<std::string, Value>>> combinations(
    const std::vector<Override>& axes) {
  std::vector<std::vector<std::pair<std::string, Value>>> all{{}};
  for (const Override& axis : axes) {
    std::vector<std::vector<std::pair<std::string, Value>>> longer;
    const std::string name = axis.stage.empty() ? axis.param : axis.stage + "." + axis.param;
    for (const auto& head : all) {
      for (const Value& value : axis.values) {
        longer.push_back(head);
        longer.back().emplace_back(name, value);
      }
    }
    if (longer.size() > kMostPaths) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("these values make more than {} paths", kMostPaths));
    }
    all = std::move(longer);
  }
  return all;
}

/// Paths that runs would have, whether there are such runs or not: for Snakemake and for scripts.
int print_made_paths(const PathOptions& options) {
  const Layout layout = layout_for(options.layout);
  std::vector<Override> axes;
  std::vector<std::string> words = options.values;
  if (options.artifact) words.insert(words.begin(), *options.artifact);
  if (options.run) words.insert(words.begin(), *options.run);
  for (const std::string& word : words) {
    if (word.find('=') == std::string::npos) refuse_mixed();
    axes.push_back(parse_override(word));
  }
  if (const auto why = options.file.empty() ? std::nullopt : why_unsafe(options.file)) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("'{}' is no file of a run: it {}", printable(options.file), *why),
                "name it as it lies below the run's folder: --file weights/init.pt");
  }
  const std::string kind = options.kind.empty() ? layout.default_kind : options.kind;
  for (const auto& values : combinations(axes)) {
    const Map fields = with_names(layout, kind, fields_of_values(layout, kind, values));
    print_line(join_path(run_path(layout, kind, fields).path, options.file));
  }
  return 0;
}

int run_path_verb(const PathOptions& options) {
  const bool is_made = !options.kind.empty() || !options.layout.empty();
  return is_made ? print_made_paths(options) : print_run_path(options);
}

}  // namespace

void setup_path(CommandLine& line) {
  PathOptions& options = line.runs(run_path_verb);
  line.about(
      "Prints the absolute path of a run, or of one of its artifacts.\n\nWith --kind: the paths, "
      "from the project's folder, that runs with these values have by the layout, whether there "
      "are such runs or not; several values of a key give all combinations, one a line.");
  line.argument("RUN", options.run,
                "an id or its beginning, a name, a path, latest or best; ID@1: its first attempt");
  line.argument("ARTIFACT", options.artifact, "a path, file name, role or declared out of the run");
  line.argument("KEY=VALUE", options.values, "with --kind, and nothing else: model=RNN dt=1,2");
  line.flag("--relative", options.relative, "print it relative to the project's folder");
  line.option("--kind", "KIND", options.kind, "the path that a run of this kind has");
  line.option("--layout", "NAME", options.layout, "by this layout (default: the project's)");
  line.option("--file", "FILE", options.file, "with --kind: this file of the run");
  line.example("cd \"$(cairn path pb8yky)\"", "go to where a run lies");
  line.example("cairn path latest scores.json", "one file of the newest run");
  line.example("cairn path --kind model model=RNN dt=1,2 seed=1 dataset=mnist --file init.pt",
               "two paths, for a rule of Snakemake");
}

}  // namespace cairn
