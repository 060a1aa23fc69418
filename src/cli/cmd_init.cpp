// `cairn init`: writes an example project of a layout's shape, with the scripts that it runs.
#include <algorithm>
#include <array>
#include <iterator>
#include <map>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/embedded.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/layout/layout.h"
#include "cli/command.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct InitOptions {
  std::string layout;
  std::optional<std::string> folder;
};

/// Which example shows a layout; the same pipelines can be filed in several ways.
struct Example {
  std::string_view layout;
  std::string_view folder;
  std::string_view prepare;  ///< What to type before `cairn run`; empty: nothing.
  /// The example from which it has the files that its own folder lacks: the same scripts can be run
  /// and filed in several ways.
  std::string_view like = {};
};

constexpr std::array kExamples = {
    Example{"dynvision", "dynvision", ""},
    Example{"dynvision-flat", "dynvision-flat", "", "dynvision"},
    Example{"flat", "spectra", "python get_data.py"},
    Example{"lambda-hat", "lambda-hat", ""},
    Example{"lambda-hat-store", "lambda-hat-store", "", "lambda-hat"},
    Example{"nirs4all", "spectra", "python get_data.py"},
    Example{"projects", "spectra", "python get_data.py"},
    Example{"ssvae", "ssvae", ""},
    Example{"timeline", "spectra", "python get_data.py"},
};

const Example& find_example(const std::string& layout) {
  const auto at = std::find_if(kExamples.begin(), kExamples.end(),
                               [&](const Example& row) { return row.layout == layout; });
  if (at != kExamples.end()) return *at;
  std::vector<std::string> names;
  for (const Example& row : kExamples) names.emplace_back(row.layout);
  throw Error(ErrorCode::invalid_input,
              fmt::format("there is no example in the layout '{}'", printable(layout)),
              "there is one for " + join(names, ", "));
}

/// The example's own `layout:` line names one layout; the same project can take another.
std::string with_layout(std::string_view text, std::string_view layout) {
  std::vector<std::string> lines = split(text, '\n');
  for (std::string& line : lines) {
    if (line.starts_with("layout: ")) line = fmt::format("layout: {}", layout);
  }
  return join(lines, "\n");
}

/// The files of an example by their names below its folder.
std::map<std::string, std::string> files_of(const Example& example) {
  std::map<std::string, std::string> files;
  for (const std::string_view folder : {example.folder, example.like}) {
    const std::string prefix = fmt::format("examples/{}/", folder);
    for (const EmbeddedFile& file : embedded_files()) {
      if (file.path.starts_with(prefix)) {
        files.emplace(file.path.substr(prefix.size()), file.bytes);  // what is there stays
      }
    }
  }
  files.at("cairn.yaml") = with_layout(files.at("cairn.yaml"), example.layout);
  return files;
}

int run_init(const InitOptions& options) {
  const std::string name = options.layout.empty() ? "nirs4all" : find_layout(options.layout).name;
  const Example& example = find_example(name);
  const std::string folder = absolute_path(options.folder.value_or("."), current_folder());
  const auto files = files_of(example);
  for (const auto& [file, text] : files) {
    if (!stat_path(join_path(folder, file))) continue;
    throw Error(ErrorCode::conflict, fmt::format("'{}' exists already", file),
                "name another folder: cairn init --layout " + name + " DIR");
  }
  make_folders(Site::project_folder, folder);
  for (const auto& [file, text] : files) {
    const std::string path = join_path(folder, file);
    make_folders(Site::project_folder, parent_path(path));
    write_atomically({Site::file_write, Site::file_write, Site::file_write, Site::file_write}, path,
                     text, Durability::none);
    print_line(fmt::format("wrote {}", printable(file)));
  }
  std::string next = options.folder ? fmt::format("cd {} && ", printable(*options.folder)) : "";
  if (files.contains("requirements.txt")) next += "pip install -r requirements.txt && ";
  if (!example.prepare.empty()) next += fmt::format("{} && ", example.prepare);
  print_line(fmt::format("next: {}cairn run", next));
  return 0;
}

}  // namespace

void setup_init(CommandLine& line) {
  InitOptions& options = line.runs(run_init);
  line.about(
      "Writes a small project that works: a cairn.yaml of the layout's shape with the scripts that "
      "it runs, on real data that a Python package carries. Existing files are never replaced. "
      "There are examples in the layouts dynvision, dynvision-flat, flat, lambda-hat, "
      "lambda-hat-store, nirs4all, projects, ssvae and timeline.");
  line.argument("DIR", options.folder, "the folder of the project (default: this one)");
  line.option("--layout", "NAME", options.layout, "how results are filed (default: nirs4all)");
  line.example("cairn init --layout lambda-hat hat", "targets and samplers in the folder hat");
}

}  // namespace cairn
