#include <fmt/format.h>

#include "cli/command.h"
#include "cli/edit_targets.h"

namespace cairn {

namespace {

struct PinOptions {
  EditOptions edit;
};

/// Whether runs shall be pinned.
enum class Pin { set, release };

int change_pins(const PinOptions& options, Pin pin) {
  OpenProject open = open_to_change();
  const EditTargets targets =
      find_edit_targets(open, options.edit.selection, GroupMeaning::its_runs);
  EditCounts counts;
  for (const RunHead& run : targets.runs) {
    counts.add(
        edit_user(open.project, run, [&](UserEdits& user) { user.pinned = pin == Pin::set; }));
  }
  std::string said = fmt::format("{} {}", pin == Pin::set ? "pinned" : "let go", describe(targets));
  if (counts.unchanged > 0) {
    said += fmt::format(" ({} {} so already)", counts.unchanged,
                        counts.unchanged == 1 ? "was" : "were");
  }
  return finish_edit(open, targets, counts, said, options.edit);
}

int run_pin(const PinOptions& options) { return change_pins(options, Pin::set); }
int run_unpin(const PinOptions& options) { return change_pins(options, Pin::release); }

void bind(CommandLine& line, PinOptions& options) {
  line.argument(
      "RUN", options.edit.selection.places,
      "an id or its beginning, a name, an alias, a path, latest or best; a group means its "
      "runs");
  bind_edit_options(line, options.edit);
}

}  // namespace

void setup_pin(CommandLine& line) {
  PinOptions& options = line.runs(run_pin);
  line.about(
      "Pins runs: they get no new attempt, not even with --force, so that what they hold stays "
      "as it is. 'cairn run' says which runs it leaves alone for that.");
  bind(line, options);
  line.example("cairn pin pb8yky", "keep the model of the paper");
  line.example("cairn ls --columns id,name,pinned", "which are pinned");
}

void setup_unpin(CommandLine& line) {
  PinOptions& options = line.runs(run_unpin);
  line.about("Lets pinned runs go: the next 'cairn run' does them again if they are stale.");
  bind(line, options);
  line.example("cairn unpin pb8yky", "let it run again when something changes");
}

}  // namespace cairn
