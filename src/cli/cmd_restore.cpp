#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/retention/restore.h"
#include "cairn/retention/trash_moves.h"
#include "cli/clean_run.h"
#include "cli/command.h"
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

int run_restore(const RestoreOptions& options) {
  if (options.words.empty()) {
    throw Error(ErrorCode::invalid_input, "what shall come back?",
                "name a run, a group or an entry: cairn trash ls");
  }
  OpenProject open = open_for_reading();
  settle_cut_off_moves(open);
  std::vector<FoundTrash> found;
  for (const std::string& word : options.words) {
    found.push_back(find_trashed(open.project, open_trash(open.project), word));
  }
  std::vector<Restored> all;
  const TakenPlace taken = options.replace ? TakenPlace::replace : TakenPlace::refuse;
  try {
    for (const FoundTrash& one : found) {
      // An entry of several runs that are named one by one holds less each time.
      const std::optional<TrashEntry> entry = read_trash_entry(open.project, one.entry.name);
      if (!entry) continue;
      all.push_back(restore_entry(open.project, open.catalog(), *entry, one.only, taken));
    }
  } catch (const Error&) {
    follow_and_warn(open, runs_of(all));
    throw;
  }
  follow_and_warn(open, runs_of(all));
  if (options.json) {
    print_json(restored_json(all));
    return 0;
  }
  for (const Restored& one : all) {
    const std::string runs =
        one.runs.size() == 1 ? one.runs.front().id.text : fmt::format("{} runs", one.runs.size());
    print_line(fmt::format("restored {} to {}", runs, printable(one.path)));
  }
  return 0;
}

}  // namespace

void setup_restore(CommandLine& line) {
  RestoreOptions& options = line.runs(run_restore);
  line.about(
      "Brings back what lies in the trash, byte for byte, to where it was: a run or group that was "
      "cleaned, one run out of such a group, or what an earlier attempt of a run left.");
  line.argument("TRASHED", options.words,
                "an entry of 'cairn trash ls', a group or path as it was, a run by id or name");
  line.flag("--replace", options.replace,
            "put a run that has taken the place into the trash instead");
  bind_json(line, options.json);
  line.exit_status(3, "it is not in the trash");
  line.exit_status(4, "the place is taken, or it is there several times");
  line.example("cairn restore pb8yky", "the run, where it was");
  line.example("cairn restore 2026-11-20_wheat", "a session with all its runs");
  line.example("cairn restore 20261126-101500-pb8yky --replace", "an earlier attempt of a run");
}

}  // namespace cairn
