#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/catalog/archive_name.h"
#include "cairn/retention/restore.h"
#include "cairn/retention/trash_moves.h"
#include "cli/archive_run.h"
#include "cli/clean_run.h"
#include "cli/command.h"
#include "cli/find_archived.h"
#include "cli/find_trashed.h"
#include "cli/output.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct RestoreOptions {
  std::vector<std::string> words;
  bool replace = false;
  bool json = false;
};

Value restored_json(const std::vector<Restored>& all) {
  List list;
  for (const Restored& one : all) {
    List runs;
    for (const TrashedRun& run : one.runs) {
      runs.push_back(Map{{"id", run.id.text}, {"path", run.path}});
    }
    list.push_back(Map{{"path", one.path}, {"runs", std::move(runs)}});
  }
  return Map{{"format", 1}, {"restored", std::move(list)}};
}

std::vector<TrashedRun> runs_of(const std::vector<Restored>& all) {
  std::vector<TrashedRun> runs;
  for (const Restored& one : all) {
    runs.insert(runs.end(), one.runs.begin(), one.runs.end());
    if (one.runs.empty()) runs.push_back({{}, {}, one.path, ""});
  }
  return runs;
}

/// What the words mean: entries of the trash, and runs in the archive.
struct Meant {
  std::vector<FoundTrash> trashed;
  std::vector<RunHead> archived;
};

/// Whether the run lies in its place again, or in the archive.
bool is_present(const OpenProject& open, const TrashedRun& run) {
  return std::ranges::any_of(open.catalog().find_by_id(run.id), [&](const RunHead& head) {
    return head.path == run.path || is_archived(head.path);
  });
}

/// The one entry, or run in it, that `word` means; nullopt where it means none, and where it means
/// runs in the archive; `hint` is then what may have been meant.
std::optional<FoundTrash> find_one(const OpenProject& open, const std::vector<TrashEntry>& entries,
                                   const std::string& word, const std::vector<RunHead>& archived,
                                   std::string& hint) {
  std::optional<FoundTrash> found;
  try {
    found = find_trashed(open.project, entries, word, SeveralAttempts::newest);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::not_found) throw;
    hint = error.hint();
    return std::nullopt;
  }
  if (archived.empty()) return found;
  // The views of a group that went to the archive in parts lie in the trash under its path.
  if (found->entry.runs.empty()) return std::nullopt;
  throw Error(ErrorCode::conflict,
              fmt::format("'{}' is in the trash and in the archive", printable(word)),
              fmt::format("name the entry '{}', or the path '{}'", found->entry.name,
                          archived.front().path));
}

/// The runs that went one by one out of the folder that `word` means, but for those that are there
/// again, or come with `whole`.
std::vector<FoundTrash> find_missing(const OpenProject& open,
                                     const std::vector<TrashEntry>& entries,
                                     const std::string& word,
                                     const std::optional<FoundTrash>& whole, TakenPlace taken) {
  std::vector<FoundTrash> found = find_trashed_below(open.project, entries, word);
  const bool are_any = !found.empty();
  std::erase_if(found, [&](const FoundTrash& one) {
    const TrashedRun& run = *run_of(one);
    if (whole && std::ranges::find(whole->entry.runs, run.digest, &TrashedRun::digest) !=
                     whole->entry.runs.end()) {
      return true;
    }
    // An attempt went for a newer one, which nobody wanted to be rid of.
    const bool may_replace = taken == TakenPlace::replace && one.entry.kind != TrashKind::attempt;
    return !may_replace && is_present(open, run);
  });
  if (found.empty() && are_any && !whole) {
    throw Error(
        ErrorCode::conflict,
        fmt::format("the runs that went out of '{}' are there again", printable(word)),
        "to bring back what lies in the trash all the same, name its entry: cairn trash ls");
  }
  return found;
}

void add_meant(const OpenProject& open, const std::string& word, TakenPlace taken, Meant& meant) {
  const std::vector<RunHead> archived = find_archived(open, word);
  const std::vector<TrashEntry> entries = open_trash(open.project);
  std::string hint;
  const std::optional<FoundTrash> one = find_one(open, entries, word, archived, hint);
  std::vector<FoundTrash> missing;
  const bool is_folder = !one || (one->entry.kind == TrashKind::group && !one->only &&
                                  !one->entry.name.starts_with(word));
  if (is_folder) missing = find_missing(open, entries, word, one, taken);
  if (!one && missing.empty() && archived.empty()) {
    throw Error(ErrorCode::not_found,
                fmt::format("'{}' is neither in the trash nor in the archive", printable(word)),
                hint);
  }
  if (one) meant.trashed.push_back(*one);
  meant.trashed.insert(meant.trashed.end(), missing.begin(), missing.end());
  for (const RunHead& run : archived) {
    const bool is_known = std::ranges::any_of(
        meant.archived, [&](const RunHead& other) { return other.rowid == run.rowid; });
    if (!is_known) meant.archived.push_back(run);
  }
}

/// Entries one by one: each is back as a whole, or not.
void restore_trashed(OpenProject& open, const std::vector<FoundTrash>& found, TakenPlace taken,
                     std::vector<Restored>& all) {
  for (const FoundTrash& one : found) {
    // An entry of several runs that are named one by one holds less each time.
    const std::optional<TrashEntry> entry = read_trash_entry(open.project, one.entry.name);
    if (!entry) continue;
    // What lies in the folder of a run has come with it.
    const bool is_back =
        one.only && std::ranges::any_of(all, [&](const Restored& back) {
          return std::ranges::find(back.runs, *one.only, &TrashedRun::id) != back.runs.end();
        });
    if (is_back) continue;
    all.push_back(restore_entry(open.project, open.catalog(), *entry, one.only, taken));
  }
}

/// All of them, or none.
void restore_archived(OpenProject& open, const std::vector<RunHead>& runs,
                      std::vector<Restored>& all) {
  if (runs.empty()) return;
  const ArchivePlan plan = plan_unarchive(open.project, open.catalog(), runs);
  carry_out(open, plan);
  for (const Relocation& move : plan.relocation.moves) {
    Restored restored{.runs = {}, .path = move.to};
    for (TrashedRun run : move.runs) {
      run.path = new_path(move, run.path);
      restored.runs.push_back(std::move(run));
    }
    all.push_back(std::move(restored));
  }
}

void print_restored(const std::vector<Restored>& all) {
  for (const Restored& one : all) {
    const std::string runs =
        one.runs.size() == 1 ? one.runs.front().id.text : fmt::format("{} runs", one.runs.size());
    print_line(fmt::format("restored {} to {}", runs, printable(one.path)));
  }
}

int run_restore(const RestoreOptions& options) {
  if (options.words.empty()) {
    throw Error(ErrorCode::invalid_input, "what shall come back?",
                "name a run, a group or an entry: cairn trash ls");
  }
  OpenProject open = open_to_change();
  settle_cut_off_moves(open);
  Meant meant;
  const TakenPlace taken = options.replace ? TakenPlace::replace : TakenPlace::refuse;
  for (const std::string& word : options.words) add_meant(open, word, taken, meant);
  std::vector<Restored> all;
  try {
    restore_trashed(open, meant.trashed, taken, all);
  } catch (const Error&) {
    follow_and_warn(open, runs_of(all));
    throw;
  }
  follow_and_warn(open, runs_of(all));
  if (!meant.archived.empty() && open.fresh == nullptr) {
    open.fresh = std::make_unique<FreshCatalog>(open_fresh_catalog(open.project));
  }
  restore_archived(open, meant.archived, all);
  if (options.json) {
    print_json(restored_json(all));
  } else {
    print_restored(all);
  }
  return 0;
}

}  // namespace

void setup_restore(CommandLine& line) {
  RestoreOptions& options = line.runs(run_restore);
  line.about(
      "Brings back what lies in the trash or the archive, byte for byte, to where it was: a run or "
      "group that was cleaned or archived, one run out of such a group, or what an earlier attempt "
      "of a run left. A run comes with those in its folder. A folder of runs, as that of a "
      "session, "
      "stands for all of them, also those that went one by one; what is there again is left. Of a "
      "run that lies there several times "
      "it brings back the one that was cleaned last, else the newest attempt; older ones go by "
      "their "
      "numbers (ID@1) or the names of their entries.");
  line.argument(
      "THING", options.words,
      "an entry of 'cairn trash ls', a group or path as it was, a run by id, name or folder");
  line.flag("--replace", options.replace,
            "of what is in the trash: put a run that has taken the place there instead");
  bind_json(line, options.json);
  line.exit_status(3, "it is neither in the trash nor in the archive");
  line.exit_status(4, "the place is taken, or it is there several times");
  line.example("cairn restore pb8yky", "the run, where it was");
  line.example("cairn restore 2026-11-20_wheat", "a session with all its runs");
  line.example("cairn restore pb8yky@1 --replace", "an earlier attempt of a run");
}

}  // namespace cairn
