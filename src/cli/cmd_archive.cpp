#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cli/archive_run.h"
#include "cli/clean_run.h"
#include "cli/command.h"
#include "cli/confirm.h"
#include "cli/output.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct ArchiveOptions {
  CleanSelection which;
  bool dry_run = false;
  bool yes = false;
  bool json = false;
};

int run_archive(const ArchiveOptions& options) {
  OpenProject open = options.dry_run ? open_for_reading() : open_to_change();
  if (!options.dry_run) settle_cut_off_moves(open);
  const ArchiveChoice choice = choose_to_archive(open, to_request(options.which));
  const bool is_only_shown = options.dry_run || choice.plan.moves.empty();
  if (!options.json) print(archive_report(choice));
  flush_output();
  if (!is_only_shown &&
      !confirm("Move them to the archive?", options.yes ? Consent::given : Consent::asked)) {
    print_line("Nothing was moved.");
    return 0;
  }
  if (!is_only_shown) carry_out(open, choice.archive);
  if (options.json) {
    print_json(archive_json(choice, !is_only_shown));
  } else if (!is_only_shown) {
    print_line("moved to the archive; back with: cairn restore");
  }
  return 0;
}

}  // namespace

void setup_archive(CommandLine& line) {
  ArchiveOptions& options = line.runs(run_archive);
  line.about(
      "Puts old runs out of the way: their folders move, as they are, to "
      "archive/YYYY-MM_EXPERIMENT "
      "below the folder of results. They stay runs like any other: ls, best, show and all other "
      "verbs find them and mark them as archived, other runs still use them as inputs, and 'cairn "
      "restore' brings them back to where they were. Shows what goes and what stays, and asks; all "
      "of it moves, or nothing.\n\n"
      "Where the layout has dated groups (sessions), --older-than and --keep-best act on these as "
      "a whole, unless other options choose runs. What stays: runs that are pinned or running, the "
      "inputs of running ones, and with --older-than the newest of all.");
  bind_archive_selection(line, options.which);
  line.section("What is done");
  line.flag("-n,--dry-run", options.dry_run, "only show what would go");
  line.flag("-y,--yes", options.yes, "do not ask");
  bind_json(line, options.json);
  line.exit_status(4,
                   "something changed meanwhile, the clock cannot be trusted, or nobody was "
                   "there to answer: nothing was moved");
  line.example("cairn archive --older-than 90d", "sessions older than three months");
  line.example("cairn archive --dataset corn --where 'val.rmse > 1' --dry-run", "only look");
  line.example("cairn ls --where 'archived = 1'", "what was put away");
  line.example("cairn restore 2026-08-01_wheat", "a session, back where it was");
}

}  // namespace cairn
