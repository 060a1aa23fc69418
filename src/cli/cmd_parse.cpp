// `cairn parse`: what a path says, by the layouts, or a text by its named form. Every reading of a
// path is printed; none is chosen but by a run that lies there.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/or_null.h"
#include "cairn/base/text.h"
#include "cairn/layout/read_path.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/open_layout.h"
#include "cli/output.h"
#include "cli/parse_form.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct ParseOptions {
  std::vector<std::string> paths;
  std::string layout;
  std::string form;
  std::optional<std::string> input;
  bool forms = false;
  bool json = false;
};

constexpr int kExitAmbiguous = 1;
constexpr std::array<std::string_view, 3> kWhat = {"run", "group", "child"};

/// One meaning with the layout that gives it.
struct FoundMeaning {
  std::string layout;
  PathMeaning meaning;
  Map pairs;
};

std::string_view what_of(const LayoutReading& reading) {
  return kWhat[static_cast<std::size_t>(reading.what)];
}

bool is_run(const FoundMeaning& found) {
  return found.meaning.reading.what != LayoutReading::What::group;
}

std::vector<FoundMeaning> find_meanings(const std::vector<Layout>& layouts,
                                        const std::string& path) {
  std::vector<FoundMeaning> all;
  // Where a path with ".." leads is said by the folder that it counts from.
  const std::vector<std::string> words = split(path, '/');
  const bool goes_up = std::ranges::find(words, "..") != words.end();
  const std::string place = goes_up ? absolute_path(path, current_folder()) : path;
  for (const Layout& layout : layouts) {
    for (PathMeaning& meaning : read_path(layout, place)) {
      Map pairs = pairs_in(layout, meaning.reading);
      all.push_back({layout.name, std::move(meaning), std::move(pairs)});
    }
  }
  // The folder of a run that is a group's as well is that run's.
  const bool has_run =
      std::any_of(all.begin(), all.end(), [](const FoundMeaning& found) { return is_run(found); });
  if (has_run) std::erase_if(all, [](const FoundMeaning& found) { return !is_run(found); });
  return all;
}

/// The runs that lie in the folder of a meaning, typed from here or from the project's folder.
std::vector<RunRow> runs_at(const OpenProject& open, const PathMeaning& meaning) {
  const std::string folder =
      meaning.before.empty() ? meaning.folder : join_path(meaning.before, meaning.folder);
  for (const std::string& base : {current_folder(), open.project.root}) {
    const auto known = open.project.known_path(absolute_path(folder, base));
    if (!known) continue;
    std::vector<RunRow> rows;
    for (const RunHead& run : open.catalog().find_by_path(*known)) {
      rows.push_back(load_row(open, run));
    }
    if (!rows.empty()) return rows;
  }
  return {};
}

/// Whether the run can be what the reading says: its kind, and what its path shows of it.
bool is_run_of(const Layout& layout, const LayoutReading& reading, const RunRow& run) {
  const Kind* kind = find_kind(layout, run.kind);
  if (reading.what != LayoutReading::What::run || kind == nullptr || kind->name != reading.name) {
    return false;
  }
  return std::ranges::all_of(reading.fields, [&](const auto& field) {
    const std::string& said = field.first == "name"      ? run.name
                              : field.first == "dataset" ? run.dataset
                                                         : run.stage;
    const bool is_known =
        field.first == "name" || field.first == "dataset" || field.first == "stage";
    return !is_known || said.empty() ||
           field.second == Value(kind->full.normalise(field.first, said));
  });
}

/// In a project, of several meanings of a path those that the runs which lie there have.
void keep_what_exists(std::vector<FoundMeaning>& all) {
  const OpenProject open = open_to_answer();
  std::vector<FoundMeaning> kept;
  for (const FoundMeaning& found : all) {
    const std::vector<RunRow> runs = runs_at(open, found.meaning);
    const auto is_one = [&](const RunRow& run) {
      return is_run_of(open.project.layout, found.meaning.reading, run);
    };
    if (std::ranges::any_of(runs, is_one)) kept.push_back(found);
  }
  if (!kept.empty()) all = std::move(kept);
}

Value json_of(const FoundMeaning& found) {
  const LayoutReading& reading = found.meaning.reading;
  return Map{{"layout", found.layout},
             {"what", std::string(what_of(reading))},
             {"name", reading.name},
             {"folder", found.meaning.folder},
             {"before", text_or_null(found.meaning.before)},
             {"file", text_or_null(found.meaning.file)},
             {"fields", reading.fields},
             {"pairs", found.pairs},
             {"cut", List(reading.cut.begin(), reading.cut.end())},
             {"id", or_null(reading.id)}};
}

void print_found(const FoundMeaning& found) {
  const LayoutReading& reading = found.meaning.reading;
  print_line(fmt::format("{} {} of layout {}", what_of(reading), reading.name, found.layout));
  const auto line = [](std::string_view name, const std::string& text) {
    if (!text.empty()) print_line(fmt::format("  {:<10} {}", name, printable(text)));
  };
  for (const auto& [name, value] : reading.fields) {
    line(name, to_text(value));
    const Value* pairs = found.pairs.find(name);
    if (pairs == nullptr) continue;
    for (const auto& [key, entry] : pairs->as_map()) {
      print_line(fmt::format("    {:<8} {}", printable(key), printable(to_text(entry))));
    }
  }
  line("id", reading.id.value_or(""));
  line("file", found.meaning.file);
  line("folder", found.meaning.file.empty() ? "" : found.meaning.folder);
  line("before", found.meaning.before);
  line("cut off", join(reading.cut, ", "));
}

/// Prints the meanings of one path; whether there is exactly one.
bool print_path(const std::vector<Layout>& layouts, const std::string& path,
                const ParseOptions& options) {
  std::vector<FoundMeaning> all = find_meanings(layouts, path);
  const bool is_of_project = options.layout.empty() && layouts.size() == 1;
  if (all.size() > 1 && is_of_project) keep_what_exists(all);
  if (all.empty()) {
    std::vector<std::string> names;
    for (const Layout& layout : layouts) {
      const std::string aliases = join(layout.aliases, ", ");
      names.push_back(layout.name + (aliases.empty() ? "" : " (" + aliases + ")"));
    }
    throw Error(ErrorCode::not_found,
                fmt::format("'{}' is no path of the layout{} {}", printable(path),
                            names.size() == 1 ? "" : "s", join(names, ", ")),
                names.size() == 1 ? "another one: --layout NAME" : "");
  }
  const bool ambiguous = all.size() > 1;
  if (options.json) {
    List readings;
    for (const FoundMeaning& found : all) readings.push_back(json_of(found));
    print_json(Map{{"format", 1},
                   {"path", path},
                   {"ambiguous", ambiguous},
                   {"readings", std::move(readings)}});
    return !ambiguous;
  }
  for (const FoundMeaning& found : all) print_found(found);
  if (ambiguous) print_line(fmt::format("ambiguous: {} readings", all.size()));
  return !ambiguous;
}

/// Texts that are no paths, by the form that was named.
int parse_text(const ParseOptions& options) {
  if (options.forms) {
    print_forms();
  } else if (options.input) {
    print_form_of_json(options.form, *options.input);
  } else if (options.paths.size() == 1) {
    print_form_of_text(options.form, options.paths[0]);
  } else {
    throw Error(ErrorCode::invalid_input, "one TEXT or --input is needed with --form");
  }
  return 0;
}

int run_parse(const ParseOptions& options) {
  if (options.forms || !options.form.empty()) return parse_text(options);
  if (options.input) {
    throw Error(ErrorCode::invalid_input, "--form is missing", "list them: cairn parse --forms");
  }
  if (options.paths.empty()) {
    throw Error(ErrorCode::invalid_input, "a PATH is missing",
                "cairn parse results/2026-11-20_wheat/corn/PLS2_d27e47");
  }
  const std::vector<Layout> layouts = layouts_for(options.layout);
  bool clear = true;
  for (const std::string& path : options.paths) clear &= print_path(layouts, path, options);
  return clear ? 0 : kExitAmbiguous;
}

}  // namespace

void setup_parse(CommandLine& line) {
  ParseOptions& options = line.runs(run_parse);
  line.about(
      "Says what a path means: of which kind of run, group or child it is, and the values that "
      "stand in it. Nothing has to exist. A path that can be read in several ways gives all of "
      "them and the word 'ambiguous'; none is chosen, unless a run of the project lies there. "
      "Without --layout it is the project's, and outside of a project each one that cairn "
      "carries.\n\n"
      "With --form: what a text says that is no path. A form is a named way of writing that some "
      "system has, as the ids, argument strings and run names of docs/formats/schemes.");
  line.argument("PATH", options.paths,
                "a folder, or a file in one, relative or absolute; with --form, a text");
  line.option("--layout", "NAME", options.layout, "read it by this layout, or this layout file");
  bind_json(line, options.json);
  line.section("Texts that are no paths");
  line.option("--form", "NAME", options.form, "read the text as this form");
  line.option("--input", "JSON", options.input,
              "take the form's input as JSON: the text itself, a file, or - for standard input");
  line.flag("--forms", options.forms, "list the forms");
  line.exit_status(kExitAmbiguous, "a path is ambiguous");
  line.example("cairn parse models/DyRCNNx8:tsteps=20+dt=2_42/imagenette/trained.pt",
               "model, arguments, seed and data set");
  line.example("cairn parse --layout ssvae legacy_test_20241112_143027 --json", "for programs");
  line.example("cairn parse --form nirs4all.artifact_id '0001_pls$96330180127a:3'",
               "the parts of an artifact id");
  line.example("cairn parse --form dynvision.arguments --input '{\"dt\": [1, 2]}'",
               "argument strings");
}

}  // namespace cairn
