#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/query/human.h"
#include "cli/clean_report.h"
#include "cli/clean_run.h"
#include "cli/command.h"
#include "cli/confirm.h"
#include "cli/output.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct CleanOptions {
  CleanSelection which;
  bool interactive = false;
  bool dry_run = false;
  bool no_trash = false;
  bool yes = false;
  bool json = false;
};

/// One line on a group or run, and the question.
bool ask_for(const OpenProject& open, const CleanPlan& plan, const CleanUnitRow& unit,
             Answer& last) {
  const RunRow& first = plan.table.runs[unit.rows.front()];
  const std::string& name = unit.group.empty() ? first.path : unit.group;
  const TreeUsage usage = tree_usage({open.project.absolute(name)});
  const std::string score =
      unit.score ? fmt::format(", best {} {}", plan.metric, significant(*unit.score)) : "";
  const std::string runs = unit.group.empty() ? first.id.text : counted(unit.rows.size(), "run");
  print_error(fmt::format("{}  {}  {}, {}{}\n", human_time(unit.when), printable(name), runs,
                          human_bytes(usage.bytes), score));
  last = ask_each("  Move it to the trash?");
  return last == Answer::yes;
}

/// Asks for each group or run that would go, the oldest first; what is kept keeps what it needs.
void ask_for_all(const OpenProject& open, CleanPlan& plan) {
  Answer last = Answer::no;
  for (auto unit = plan.choice.units.rbegin(); unit != plan.choice.units.rend(); ++unit) {
    const bool is_offered = std::ranges::any_of(unit->rows, [&](std::size_t row) {
      return plan.choice.verdicts[row].reason == CleanReason::goes;
    });
    if (!is_offered) continue;
    if (last != Answer::skip_all && ask_for(open, plan, *unit, last)) continue;
    for (const std::size_t row : unit->rows) plan.table.rows[row].is_kept = true;
  }
  plan.choice = choose_to_clean(plan.table.rows, plan.table.groups, plan.rules, plan.now);
  plan_moves_of(open, plan);
}

std::string moved_text(const CleanPlan& plan, const CleanOutcome& outcome,
                       const CleanOptions& options, const TreeUsage& usage) {
  const std::size_t gone = plan.moves.size() - outcome.left;
  if (gone == 0) return options.no_trash ? "Nothing was removed." : "Nothing was moved.";
  if (options.no_trash && outcome.left > 0) {
    return fmt::format("{} of {} removed", gone, counted(plan.moves.size(), "folder"));
  }
  if (options.no_trash) return fmt::format("{} freed", human_bytes(usage.freed));
  if (outcome.moved.size() == 1) {
    return fmt::format("moved to the trash; back with: cairn restore {}",
                       outcome.moved.front().name);
  }
  return fmt::format("moved to the trash, {} entries; back with: cairn trash ls, cairn restore",
                     outcome.moved.size());
}

int run_clean(const CleanOptions& options) {
  OpenProject open = options.dry_run ? open_for_reading() : open_to_change();
  if (!options.dry_run) settle_cut_off_moves(open);
  CleanRequest request = to_request(options.which);
  if (options.interactive) request.empty = EmptyRequest::all;
  if (!options.dry_run) request.evidence = CleanEvidence::records;
  if (options.no_trash) request.way_back = WayBack::none;
  CleanPlan plan = make_clean_plan(open, request);
  plan.reason = "clean" + reason_of(options.which);
  if (options.interactive) ask_for_all(open, plan);
  const TreeUsage usage = usage_of(open.project, plan.moves);
  const bool is_only_shown = options.dry_run || plan.moves.empty();
  if (!options.json) print(clean_report(plan, usage));
  flush_output();
  const std::string question =
      options.no_trash ? "Remove them for good, with no way back?" : "Move them to the trash?";
  const bool needs_no_answer = options.yes || options.interactive;
  if (!is_only_shown && !confirm(question, needs_no_answer ? Consent::given : Consent::asked)) {
    print_line("Nothing was moved.");
    return 0;
  }
  const CleanOutcome outcome =
      is_only_shown ? CleanOutcome{}
                    : carry_out(open, plan, options.no_trash ? Removal::for_good : Removal::trash);
  if (options.json) {
    print_json(clean_json(plan, usage, outcome.moved));
  } else if (!is_only_shown) {
    print_line(moved_text(plan, outcome, options, usage));
  }
  return outcome.left == 0 ? 0 : 1;
}

}  // namespace

void setup_clean(CommandLine& line) {
  CleanOptions& options = line.runs(run_clean);
  line.about(
      "Moves runs that are not needed any more to the trash, from where 'cairn restore' brings "
      "them back until 'cairn purge' removes them. Shows what goes and why, and what stays and "
      "why, and asks. All that is said must hold of what goes.\n\n"
      "Where the layout has dated groups (sessions), --older-than and --keep-best act on these as "
      "a whole, unless other options choose runs: a session is as old as its newest run, and as "
      "good as its best. What never goes: runs that are pinned or running; those that a run "
      "which stays was made from (its inputs, the trial of a refit); those that a session which "
      "stays reuses; with --keep-best those without the metric; with --older-than the newest of "
      "all.\n\n"
      "Before anything goes, the choice is made once more from the records themselves; --dry-run "
      "asks the catalog alone.");
  bind_clean_selection(line, options.which);
  line.section("What is done");
  line.flag("--interactive", options.interactive,
            "ask for each by itself, with its date, size and score");
  line.flag("-n,--dry-run", options.dry_run, "only show what would go");
  line.flag("--no-trash", options.no_trash,
            "remove for good at once, also on a disk that is full; there is no way back");
  line.flag("-y,--yes", options.yes, "do not ask");
  bind_json(line, options.json);
  line.exit_status(1,
                   "some runs changed meanwhile, or lie behind a link, and were left where they "
                   "are");
  line.exit_status(4, "the clock cannot be trusted, or nobody was there to answer");
  line.example("cairn clean --older-than 30d", "sessions older than a month");
  line.example("cairn clean --keep-best 5 --by rmse --per dataset --unit run",
               "all but the five best runs of each dataset");
  line.example("cairn clean --status failed,lost --yes", "what did not work");
  line.example("cairn clean --dataset regression --older-than 15d --dry-run", "only look");
}

}  // namespace cairn
