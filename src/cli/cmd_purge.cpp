#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/base/tree.h"
#include "cairn/retention/clean_rows.h"
#include "cairn/retention/clock_check.h"
#include "cairn/retention/purge.h"
#include "cairn/retention/trash_moves.h"
#include "cli/clean_run.h"
#include "cli/command.h"
#include "cli/confirm.h"
#include "cli/find_trashed.h"
#include "cli/output.h"
#include "cli/progress_line.h"
#include "cli/report.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct PurgeOptions {
  std::vector<std::string> words;
  std::optional<std::string> older_than;
  bool all = false;
  bool dry_run = false;
  bool yes = false;
  bool force = false;
  bool json = false;
};

void check_ways(const PurgeOptions& options) {
  const int ways =
      (options.words.empty() ? 0 : 1) + (options.older_than ? 1 : 0) + (options.all ? 1 : 0);
  if (ways <= 1) return;
  throw Error(ErrorCode::invalid_input, "entries, --older-than and --all exclude each other",
              "give one of them; without any what has expired goes");
}

/// Age decides here, and there is no way back: the clock must be fit for it.
void check_time(const OpenProject& open, const std::vector<TrashEntry>& entries,
                const PurgeOptions& options, TimeUs now) {
  if (options.force || options.all || !options.words.empty() || entries.empty()) return;
  TimeUs newest = load_clean_table(open.project, open.catalog()).newest;
  for (const TrashEntry& entry : entries) newest = std::max(newest, entry.moved);
  const std::optional<TimeUs> age =
      options.older_than ? parse_age(*options.older_than) : trash_age(open.project);
  check_clock(now, newest, age);
}

std::vector<TrashEntry> chosen(const OpenProject& open, const std::vector<TrashEntry>& entries,
                               const PurgeOptions& options, TimeUs now) {
  std::vector<TrashEntry> chosen;
  for (const std::string& word : options.words) {
    const FoundTrash found = find_trashed(open.project, entries, word, SeveralAttempts::refuse);
    if (found.only && found.entry.runs.size() > 1) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("run {} lies in the entry {} with others", found.only->text,
                              found.entry.name),
                  "bring back what is needed with: cairn restore; then purge the entry");
    }
    const bool is_new =
        std::ranges::find(chosen, found.entry.name, &TrashEntry::name) == chosen.end();
    if (is_new) chosen.push_back(found.entry);
  }
  if (!options.words.empty()) return chosen;
  const TimeUs age = options.older_than ? parse_age(*options.older_than) : 0;
  for (const TrashEntry& entry : entries) {
    const bool goes = options.all || (age > 0 ? now - entry.moved > age
                                              : trash_expiry(open.project, entry) <= now);
    if (goes) chosen.push_back(entry);
  }
  return chosen;
}

/// Those that a running attempt still needs stay, and are named.
void drop_needed(const Project& project, std::vector<TrashEntry>& entries) {
  std::vector<std::string> kept;
  std::erase_if(entries, [&](const TrashEntry& entry) {
    const std::string why = why_not_purged(project, entry);
    if (!why.empty()) kept.push_back(fmt::format("{} stays: {}", entry.name, why));
    return !why.empty();
  });
  report_warnings(kept);
}

void print_chosen(const std::vector<TrashEntry>& entries, const TreeUsage& usage) {
  print_line(fmt::format("{}; the disk gets {} back", counted(entries.size(), "entry", "entries"),
                         human_bytes(usage.freed)));
  for (const TrashEntry& entry : entries) {
    print_line(fmt::format("  {}  {}  {}", entry.name, trash_what(entry), printable(entry.path)));
  }
  flush_output();
}

int run_purge(const PurgeOptions& options) {
  check_ways(options);
  const OpenProject open = open_for_reading();
  const TimeUs now = now_us();
  if (!options.dry_run) finish_trash_moves(open.project);
  const std::vector<TrashEntry> all = open_trash(open.project);
  check_time(open, all, options, now);
  std::vector<TrashEntry> entries = chosen(open, all, options, now);
  drop_needed(open.project, entries);
  std::vector<std::string> paths;
  for (const TrashEntry& entry : entries) paths.push_back(trash_entry_path(open.project, entry));
  ProgressLine measuring("measured", "entries");
  std::size_t measured = 0;
  const TreeUsage usage = tree_usage(paths, [&] { measuring.update(++measured, paths.size()); });
  measuring.clear();
  if (!options.json && !entries.empty()) print_chosen(entries, usage);
  const bool is_only_shown = options.dry_run || entries.empty();
  if (!is_only_shown &&
      !confirm("Remove them for good?", options.yes ? Consent::given : Consent::asked)) {
    print_line("Nothing was removed.");
    return 0;
  }
  if (!is_only_shown) {
    ProgressLine progress("removed", "entries");
    std::size_t removed = 0;
    purge_entries(open.project, entries, [&] { progress.update(++removed, entries.size()); });
  }
  if (!options.dry_run) finish_purges(open.project);
  if (options.json) {
    List names;
    for (const TrashEntry& entry : entries) names.push_back(Value(entry.name));
    print_json(Map{{"format", 1},
                   {"entries", std::move(names)},
                   {"bytes", usage.bytes},
                   {"frees", usage.freed},
                   {"removed", !is_only_shown}});
  } else if (entries.empty()) {
    print_line("nothing to purge");
  } else if (!is_only_shown) {
    print_line(fmt::format("{} freed", human_bytes(usage.freed)));
  }
  return 0;
}

}  // namespace

void setup_purge(CommandLine& line) {
  PurgeOptions& options = line.runs(run_purge);
  line.about(
      "Removes for good what lies in the trash: without arguments what has expired "
      "(cleanup.trash_days after it was moved there). Follows no link, stays within the trash, "
      "needs no room on the disk, and goes on where a killed purge stopped.");
  line.argument("TRASHED", options.words, "entries of 'cairn trash ls', or runs and groups in it");
  line.option("--older-than", "AGE", options.older_than,
              "what was moved there longer ago: 30d, 12h, 90m, 45s, 2w");
  line.flag("--all", options.all, "all that is there");
  line.flag("-n,--dry-run", options.dry_run, "only show what would go");
  line.flag("-y,--yes", options.yes, "do not ask");
  line.flag("--force", options.force, "trust the clock, whatever was recorded");
  bind_json(line, options.json);
  line.exit_status(4,
                   "the clock cannot be trusted, something is mounted in the trash, or nobody "
                   "was there to answer");
  line.example("cairn purge", "what has expired");
  line.example("cairn purge --older-than 7d --yes", "for a cron job");
}

}  // namespace cairn
