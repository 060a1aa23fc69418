#include "cli/why_text.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cairn/base/text.h"
#include "cairn/base/time_units.h"
#include "cli/run_summary.h"

namespace cairn {

namespace {

std::string label(const RunDefinition& run) {
  std::string text = fmt::format("{} {}", run.stage, run.id.text);
  if (run.name != run.stage) text += " " + printable(run.name);
  if (!run.dataset.empty()) text += fmt::format(" ({})", printable(run.dataset));
  return text;
}

std::string attempt_text(const ComparedAttempt& attempt, TimeUs now) {
  return fmt::format("attempt {} of {}", attempt.attempt, day_text(attempt.ended, now));
}

/// The reasons, one a line, with their places in a column of their own.
std::string reason_lines(const Reasons& reasons) {
  std::size_t width = 0;
  constexpr std::size_t kMostWidth = 60;
  for (const Reason& reason : reasons) {
    width = std::max(width, std::min(kMostWidth, display_width(reason_text(reason))));
  }
  std::string text;
  for (const Reason& reason : reasons) {
    const std::string words = reason_text(reason);
    text += "  " + words;
    if (!reason.place.empty()) {
      text += std::string(width - std::min(width, display_width(words)) + 2, ' ');
      text += printable(reason.place);
    }
    text += "\n";
  }
  return text;
}

std::string headline(const Explanation& answer) {
  const PlannedRun& run = *answer.run;
  const std::string_view state = plan_state_name(run.state);
  switch (run.state) {
    case PlanState::cached:
      if (run.is_held) return fmt::format("{} is pinned, else it would run", label(run.definition));
      return fmt::format("{} is cached: nothing changed", label(run.definition));
    case PlanState::missing:
      return fmt::format("{} is missing: {}", label(run.definition), run.reason);
    case PlanState::retry:
      return fmt::format("{} is to be tried again (retry)", label(run.definition));
    case PlanState::trashed:
      return fmt::format("{} is in the trash as it is wanted now (trashed)", label(run.definition));
    case PlanState::upstream:
      return fmt::format("{} waits for runs before it (upstream)", label(run.definition));
    default:
      return fmt::format("{} is {}", label(run.definition), state);
  }
}

std::string comparison_line(const Explanation& answer, TimeUs now) {
  const PlannedRun& run = *answer.run;
  if (!answer.compared) {
    const bool was_here = !run.reasons.empty() && run.reasons.front().kind == ReasonKind::record;
    if (run.in_trash) return "";
    return was_here ? "  what was cleaned or replaced can be brought back: cairn trash ls\n"
                    : "  no recorded run to compare it with\n";
  }
  const ComparedAttempt& compared = *answer.compared;
  const std::string attempt = attempt_text(compared, now);
  if (run.state == PlanState::cached && !run.is_held) {
    return fmt::format("  key and fingerprint equal those of {}, {}; {} leaves compared\n",
                       compared.id.text, attempt, answer.leaves);
  }
  if (answer.compared_with == ComparedWith::nearest_run) {
    return fmt::format("  compared with the nearest run, {}, {}: {}\n", compared.id.text, attempt,
                       printable(compared.path));
  }
  return fmt::format("  compared with its {}\n", attempt);
}

/// An attempt in the trash with the fingerprint that is wanted.
std::string in_trash_line(const PlannedRun& run, TimeUs now) {
  const InTrash& found = *run.in_trash;
  const std::string how =
      run.state == PlanState::trashed
          ? "run brings it back"
          : fmt::format("cairn restore {}{} brings it back",
                        found.entry_runs == 1 ? found.entry : run.definition.id.text,
                        run.known ? " --replace" : "");
  return fmt::format("  was made before: attempt {} of {} is in the trash; {}\n", found.attempt,
                     day_text(found.ended, now), how);
}

std::string same_as_line(const Explanation& answer, TimeUs now) {
  if (answer.run->in_trash) return in_trash_line(*answer.run, now);
  if (!answer.same_as) return "";
  const ComparedAttempt& twin = *answer.same_as;
  if (twin.digest == answer.run->definition.digest) {
    return fmt::format("  same as its {}: that had the fingerprint wanted now\n",
                       attempt_text(twin, now));
  }
  return fmt::format("  same as {} of {}: that has the fingerprint wanted now\n", twin.id.text,
                     day_text(twin.ended, now));
}

Value attempt_json(const ComparedAttempt& attempt) {
  return Map{{"id", attempt.id.text},
             {"digest", attempt.digest.hex()},
             {"path", attempt.path},
             {"attempt", attempt.attempt},
             {"status", status_name(attempt.status)},
             {"ended", utc_text(attempt.ended)}};
}

List reasons_json(const Reasons& reasons) {
  List list;
  for (const Reason& reason : reasons) list.push_back(to_value(reason));
  return list;
}

Map planned_json(const PlannedRun& run) {
  const RunDefinition& definition = run.definition;
  Map map{{"id", definition.id.text},           {"digest", definition.digest.hex()},
          {"stage", definition.stage},          {"name", definition.name},
          {"dataset", definition.dataset},      {"path", definition.path},
          {"state", plan_state_name(run.state)}};
  if (const std::optional<int> attempt = replaced_attempt(run)) map.append("replaces", *attempt);
  if (run.in_trash) {
    map.append("in_trash", Map{{"entry", run.in_trash->entry},
                               {"kind", trash_kind_name(run.in_trash->kind)},
                               {"attempt", run.in_trash->attempt},
                               {"ended", utc_text(run.in_trash->ended)}});
  }
  return map;
}

}  // namespace

std::string day_text(TimeUs time, TimeUs now) {
  const std::string clock = local_text(time, "%H:%M");
  const std::string day = local_text(time, "%Y-%m-%d");
  if (day == local_text(now, "%Y-%m-%d")) return "today " + clock;
  if (day == local_text(now - kDay, "%Y-%m-%d")) return "yesterday " + clock;
  return day + " " + clock;
}

std::string explanation_text(const Explanation& answer, TimeUs now) {
  const PlannedRun& run = *answer.run;
  std::string text = headline(answer) + "\n";
  text += fmt::format("  {}\n", printable(run.definition.path));
  // The headline says why a run is missing that has no other to differ from.
  if (run.state != PlanState::missing || answer.compared) text += reason_lines(answer.reasons);
  text += comparison_line(answer, now) + same_as_line(answer, now);
  if (answer.otherwise) {
    text += fmt::format("  without force it would be {}\n", plan_state_name(*answer.otherwise));
  }
  return text;
}

Value explanation_json(const Explanation& answer) {
  Map map = planned_json(*answer.run);
  map.append("asked", true);
  map.append("reasons", reasons_json(answer.reasons));
  if (answer.compared) {
    const bool is_own = answer.compared_with == ComparedWith::own_attempt;
    map.append("compared_with", is_own ? "own_attempt" : "nearest_run");
    map.append("compared", attempt_json(*answer.compared));
  }
  if (answer.same_as) map.append("same_as", attempt_json(*answer.same_as));
  if (answer.otherwise) map.append("otherwise", plan_state_name(*answer.otherwise));
  if (answer.leaves > 0) map.append("leaves", answer.leaves);
  return map;
}

std::string no_command_text(const Project& project, const RunDefinition& run) {
  const AdoptedRoot* root = project.adopted_at(run.path);
  const std::string how =
      root == nullptr ? "made by another program" : fmt::format("adopted from {}", root->reader);
  return fmt::format("it was {}: cairn knows no command that makes it", how);
}

std::string not_asked_text(const Project& project, const RunDefinition& run,
                           const Reasons& reasons) {
  std::string text = fmt::format("{} is not asked for\n  {}\n", label(run), printable(run.path));
  if (run.stage.empty()) return text + "  " + no_command_text(project, run) + "\n";
  if (reasons.empty()) {
    return text + fmt::format("  no run of a stage '{}' is planned\n", printable(run.stage));
  }
  text += "  the nearest run that is asked for differs in\n";
  return text + reason_lines(reasons);
}

Value not_asked_json(const RunDefinition& run, const Reasons& reasons) {
  return Map{{"id", run.id.text}, {"digest", run.digest.hex()},      {"stage", run.stage},
             {"name", run.name},  {"dataset", run.dataset},          {"path", run.path},
             {"asked", false},    {"reasons", reasons_json(reasons)}};
}

Table why_table(const Plan& plan) {
  Table table;
  table.columns = {{"state", CellKind::text, ColumnRole::fixed, {}},
                   {"stage", CellKind::text, ColumnRole::fixed, {}},
                   {"id", CellKind::text, ColumnRole::fixed, {}},
                   {"name", CellKind::text, ColumnRole::fixed, {}},
                   {"reason", CellKind::text, ColumnRole::fixed, {}},
                   {"place", CellKind::text, ColumnRole::field, {}},
                   {"attempt", CellKind::integer, ColumnRole::field, {}},
                   {"ended", CellKind::time, ColumnRole::field, {}}};
  for (const PlannedRun& run : plan.runs) {
    const std::string place = run.reasons.empty() ? "" : run.reasons.front().place;
    const bool has_ended = run.compared && run.compared->ended != 0;
    table.rows.push_back({Value(plan_state_name(run.state)), Value(run.definition.stage),
                          Value(run.definition.id.text), Value(run.definition.name),
                          Value(run.reason), place.empty() ? Value() : Value(place),
                          run.compared ? Value(run.compared->attempt) : Value(),
                          has_ended ? Value(run.compared->ended) : Value()});
  }
  return table;
}

Value why_json(const Plan& plan) {
  Map counts;
  for (const PlanState state : kShownStates) {
    counts.append(std::string(plan_state_name(state)), plan.count(state));
  }
  List runs;
  for (const PlannedRun& run : plan.runs) {
    Map map = planned_json(run);
    map.append("reasons", reasons_json(run.reasons));
    if (run.compared) map.append("compared", attempt_json(*run.compared));
    runs.emplace_back(std::move(map));
  }
  return Map{{"format", 1}, {"counts", std::move(counts)}, {"runs", std::move(runs)}};
}

}  // namespace cairn
