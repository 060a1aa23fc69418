#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/fs.h"
#include "cairn/base/parallel_progress.h"
#include "cairn/base/text.h"
#include "cairn/base/tree.h"
#include "cairn/query/table.h"
#include "cli/command.h"
#include "cli/find_trashed.h"
#include "cli/output.h"
#include "cli/progress_line.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct TrashLsOptions {
  OutputOptions output;
  std::optional<std::int64_t> limit;
};

Value entry_json(const Project& project, const TrashEntry& entry, const TreeUsage& usage) {
  List runs;
  for (const TrashedRun& run : entry.runs) {
    runs.push_back(Map{
        {"id", run.id.text}, {"digest", run.digest.hex()}, {"path", run.path}, {"name", run.name}});
  }
  const TimeUs expires = trash_expiry(project, entry);
  return Map{{"entry", entry.name},
             {"kind", trash_kind_name(entry.kind)},
             {"path", entry.path},
             {"moved", utc_text(entry.moved)},
             {"expires", expires == INT64_MAX ? Value() : Value(utc_text(expires))},
             {"reason", entry.reason},
             {"runs", std::move(runs)},
             {"bytes", usage.bytes},
             {"frees", usage.freed}};
}

/// What each of the entries takes.
std::vector<TreeUsage> usages_of(const Project& project, const std::vector<TrashEntry>& entries) {
  std::vector<TreeUsage> usages(entries.size());
  ProgressLine progress("measured", "entries");
  for_each_index_telling(
      entries.size(),
      [&](std::size_t i) { usages[i] = tree_usage({trash_entry_path(project, entries[i])}); },
      [&](std::size_t done) { progress.update(done, entries.size()); });
  return usages;
}

Table trash_table(const Project& project, const std::vector<TrashEntry>& entries,
                  const std::vector<TreeUsage>& usages) {
  Table table;
  // The name of an entry is what one types: it is no label, and never shortened.
  table.columns = {{"entry", CellKind::value, ColumnRole::whole, {}},
                   {"what", CellKind::text, ColumnRole::fixed, {}},
                   {"was", CellKind::text, ColumnRole::spare, {}},
                   {"frees", CellKind::bytes, ColumnRole::fixed, {}},
                   {"expires", CellKind::time, ColumnRole::fixed, {}},
                   {"why", CellKind::text, ColumnRole::spare, {}}};
  table.chosen_by = "--json";
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const TrashEntry& entry = entries[i];
    const TimeUs expires = trash_expiry(project, entry);
    table.rows.push_back({entry.name, trash_what(entry), entry.path, usages[i].freed,
                          expires == INT64_MAX ? Value() : Value(expires), entry.reason});
  }
  return table;
}

int run_trash_ls(const TrashLsOptions& options) {
  check_limit(options.limit);
  const Project project = open_project(current_folder());
  std::vector<TrashEntry> entries = open_trash(project);
  const std::size_t all = entries.size();
  if (options.limit) entries.resize(std::min(all, static_cast<std::size_t>(*options.limit)));
  const std::vector<TreeUsage> usages = usages_of(project, entries);
  if (options.output.json) {
    List list;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      list.push_back(entry_json(project, entries[i], usages[i]));
    }
    print_json(Map{{"format", 1}, {"entries", std::move(list)}});
  } else if (all == 0 && output_format(options.output) == TableFormat::table) {
    print_line("the trash is empty");
  } else {
    Table table = trash_table(project, entries, usages);
    if (entries.size() < all) {
      table.notes.push_back(
          fmt::format("{} of {}", entries.size(), counted(all, "entry", "entries")));
    }
    print_table(table, options.output);
  }
  return 0;
}

void setup_trash_ls(CommandLine& line) {
  TrashLsOptions& options = line.runs(run_trash_ls);
  line.about(
      "Lists what lies in the trash, the oldest first: what was cleaned, and what new attempts of "
      "runs replaced. 'frees' is what the disk gets back when it is purged.");
  bind_output(line, options.output);
  line.option("--limit", "N", options.limit, "at most so many entries");
  line.example("cairn trash ls", "what can be brought back, and until when");
}

}  // namespace

std::span<const Command> trash_commands() {
  static const std::array table = {
      Command{"ls", "list what lies in the trash", CommandGroup::housekeeping, setup_trash_ls},
  };
  return table;
}

}  // namespace cairn
