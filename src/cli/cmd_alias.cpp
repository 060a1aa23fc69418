#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/or_null.h"
#include "cairn/base/text.h"
#include "cairn/store/aliases.h"
#include "cli/command.h"
#include "cli/edit_targets.h"
#include "cli/output.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct AliasOptions {
  std::vector<std::string> words;
  bool remove = false;
  OutputOptions output;
};

int list_aliases(const AliasOptions& options) {
  const OpenProject open = open_for_reading();
  Table table;
  table.columns = {{"alias", CellKind::text, ColumnRole::whole},
                   {"id", CellKind::text, ColumnRole::whole},
                   {"name"},
                   {"path"}};
  for (const auto& [alias, run] : open.catalog().aliases()) {
    table.rows.push_back({alias, run.id.text, text_or_null(run.name), run.path});
  }
  if (table.rows.empty() && output_format(options.output) == TableFormat::table) {
    print_line("no aliases");
    return 0;
  }
  OutputOptions output = options.output;
  output.all = true;
  print_table(table, output);
  return 0;
}

int finish(OpenProject& open, const RunHead& run, EditResult result, const std::string& said,
           const AliasOptions& options) {
  const EditTargets targets{.runs = {run}};
  EditCounts counts;
  counts.add(result);
  return finish_edit(open, targets, counts, said, {.json = options.output.json});
}

/// `cairn alias --remove NAME`, or RUN NAME where a name stands in several user files.
int take_away(const AliasOptions& options) {
  OpenProject open = open_to_change();
  const std::string& alias = options.words.back();
  const RunHead run = options.words.size() == 1 ? resolve_in_place(open, "@" + alias).run
                                                : resolve_in_place(open, options.words[0]).run;
  const EditResult result = take_alias(open.project, run, alias);
  return finish(open, run, result,
                fmt::format("{} is not '{}' any more", describe({.runs = {run}}), printable(alias)),
                options);
}

int give(const AliasOptions& options) {
  OpenProject open = open_to_change();
  const Resolved resolved = resolve_in_place(open, options.words[0]);
  if (resolved.child) {
    throw Error(ErrorCode::invalid_input, "only runs have aliases, not their children",
                fmt::format("name its run: {}", resolved.run.id.text));
  }
  const std::string& alias = options.words[1];
  const EditResult result = give_alias(open.project, resolved.run, alias);
  const std::string_view verb = result == EditResult::changed ? "is now" : "was already";
  return finish(open, resolved.run, result,
                fmt::format("{} {} '{}'", describe({.runs = {resolved.run}}), verb, alias),
                options);
}

int run_alias(const AliasOptions& options) {
  const std::size_t count = options.words.size();
  if (count == 0 && !options.remove) return list_aliases(options);
  if (options.remove && (count == 1 || count == 2)) return take_away(options);
  if (!options.remove && count == 2) return give(options);
  throw Error(ErrorCode::invalid_input, "an alias is given to one run",
              "cairn alias RUN NAME, cairn alias --remove NAME, or cairn alias to list them");
}

}  // namespace

void setup_alias(CommandLine& line) {
  AliasOptions& options = line.runs(run_alias);
  line.about(
      "Gives a run a name of your own, by which every verb finds it: NAME, or @NAME, which is "
      "nothing else. An alias belongs to one run of the project and stays over new attempts. "
      "Without arguments the aliases are listed.");
  line.argument("RUN NAME", options.words, "the run, and its new name");
  line.flag("--remove", options.remove, "take the alias away: --remove NAME");
  bind_output(line, options.output);
  line.exit_status(4, "another run has that name already");
  line.example("cairn alias wj929y champion", "from now on: cairn show champion");
  line.example("cairn alias --remove champion", "no more");
}

}  // namespace cairn
