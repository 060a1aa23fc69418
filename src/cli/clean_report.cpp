#include "cli/clean_report.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/or_null.h"
#include "cairn/base/text.h"
#include "cairn/base/time_units.h"
#include "cairn/query/human.h"

namespace cairn {

namespace {

/// Runs that stay although the filters chose them are listed up to here, then counted.
constexpr std::size_t kMostListed = 20;

struct ReasonText {
  CleanReason reason;
  std::string_view name;  ///< In JSON.
  std::string_view text;
};
constexpr std::array kReasons = {
    ReasonText{CleanReason::goes, "goes", ""},
    ReasonText{CleanReason::filtered, "filtered", ""},
    ReasonText{CleanReason::copy, "copy", "an older copy of a run"},
    ReasonText{CleanReason::archived, "archived", "in the archive"},
    ReasonText{CleanReason::adopted, "adopted", "adopted"},
    ReasonText{CleanReason::running, "running", "running"},
    ReasonText{CleanReason::pinned, "pinned", "pinned"},
    ReasonText{CleanReason::kept, "kept", "kept by your answer"},
    ReasonText{CleanReason::no_metric, "no_metric", "no metric to rank by"},
    ReasonText{CleanReason::best, "best", "among the best"},
    ReasonText{CleanReason::newest, "newest", "the newest"},
    ReasonText{CleanReason::young, "young", "not old enough"},
    ReasonText{CleanReason::linked, "linked", ""},
    ReasonText{CleanReason::reused, "reused", ""},
    ReasonText{CleanReason::holds, "holds", ""},
};

const ReasonText& reason_text(CleanReason reason) {
  return kReasons.at(static_cast<std::size_t>(reason));
}

/// "input of pb8yky", "trial of the kept refit pb8yky".
std::string why_stays(const CleanVerdict& verdict) {
  switch (verdict.reason) {
    case CleanReason::linked:
      if (verdict.link == "refit_of") return "trial of the kept refit " + verdict.other;
      if (verdict.link == "input") return "input of the kept run " + verdict.other;
      return fmt::format("{} of the kept run {}", verdict.link, verdict.other);
    case CleanReason::reused:
      return "reused by " + printable(verdict.other);
    case CleanReason::holds:
      return fmt::format("run {} lies in its folder", verdict.other);
    default:
      return std::string(reason_text(verdict.reason).text);
  }
}

std::string line_of(const CleanPlan& plan, std::size_t row, const std::string& why) {
  const RunRow& run = plan.table.runs[row];
  return fmt::format("  {}  {}  {}\n", run.id.text, printable(run.path), why);
}

std::size_t row_of(const CleanPlan& plan, const RunHead& run) {
  const auto found = std::ranges::lower_bound(plan.table.runs, run.rowid, {}, &RunRow::rowid);
  return static_cast<std::size_t>(found - plan.table.runs.begin());
}

std::string move_line(const CleanPlan& plan, const TrashMove& move) {
  if (move.kind == TrashKind::run && move.runs.size() == 1) {
    const std::size_t row = row_of(plan, move.runs.front());
    return line_of(plan, row, why_goes(plan, row));
  }
  const std::string why =
      move.runs.empty() ? "without runs" : why_goes(plan, row_of(plan, move.runs.front()));
  return fmt::format("  {}  {}  {}\n", printable(move.path), counted(move.runs.size(), "run"), why);
}

/// The best, as far as they stay: what a person looks at first.
std::string best_lines(const CleanPlan& plan) {
  std::vector<const CleanUnitRow*> best;
  for (const CleanUnitRow& unit : plan.choice.units) {
    if (unit.rank > 0 && unit.rank <= plan.rules.keep_best.value_or(0)) best.push_back(&unit);
  }
  if (best.empty()) return {};
  std::ranges::stable_sort(best, {}, &CleanUnitRow::rank);
  std::string text = fmt::format("Best by {}:\n", plan.metric);
  for (std::size_t i = 0; i < std::min(best.size(), kMostListed); ++i) {
    const RunRow& first = plan.table.runs[best[i]->rows.front()];
    const std::string& name = best[i]->group.empty() ? first.path : best[i]->group;
    text += fmt::format("  {}. {} ({})\n", best[i]->rank, printable(name),
                        significant(*best[i]->score));
  }
  if (best.size() > kMostListed)
    text += fmt::format("  … and {} more\n", best.size() - kMostListed);
  return text;
}

/// Each protected run with its reason; what is merely young or good is counted.
std::string staying_lines(const CleanPlan& plan) {
  std::string text;
  std::map<CleanReason, std::size_t> counts;
  std::size_t listed = 0;
  std::size_t more = 0;
  for (std::size_t row = 0; row < plan.table.rows.size(); ++row) {
    const CleanVerdict& verdict = plan.choice.verdicts[row];
    if (verdict.reason == CleanReason::goes || verdict.reason == CleanReason::filtered) continue;
    const bool is_plain =
        verdict.reason == CleanReason::young || verdict.reason == CleanReason::best ||
        verdict.reason == CleanReason::archived || verdict.reason == CleanReason::adopted;
    if (is_plain) {
      ++counts[verdict.reason];
    } else if (listed++ < kMostListed) {
      text += line_of(plan, row, why_stays(verdict));
    } else {
      ++more;
    }
  }
  if (more > 0) text += fmt::format("  … and {} more: --json lists all\n", more);
  for (const auto& [reason, count] : counts) {
    text += fmt::format("  {}: {}\n", counted(count, "run"), reason_text(reason).text);
  }
  return text.empty() ? text : "Stays:\n" + text;
}

std::size_t runs_in(const std::vector<TrashMove>& moves) {
  std::size_t runs = 0;
  for (const TrashMove& move : moves) runs += move.runs.size();
  return runs;
}

Value verdict_json(const CleanPlan& plan, std::size_t row) {
  const RunRow& run = plan.table.runs[row];
  const CleanVerdict& verdict = plan.choice.verdicts[row];
  const std::optional<double>& score = plan.table.rows[row].score;
  return Map{{"id", run.id.text},
             {"digest", run.digest.hex()},
             {"path", run.path},
             {"reason", reason_text(verdict.reason).name},
             {"rank", verdict.rank == 0 ? Value() : Value(verdict.rank)},
             {"score", or_null(score)},
             {"because_of", text_or_null(verdict.other)},
             {"link", text_or_null(verdict.link)}};
}

Value move_json(const CleanPlan& plan, const TrashMove& move) {
  List runs;
  for (const RunHead& run : move.runs) runs.push_back(verdict_json(plan, row_of(plan, run)));
  return Map{{"kind", trash_kind_name(move.kind)}, {"path", move.path}, {"runs", std::move(runs)}};
}

}  // namespace

std::string why_goes(const CleanPlan& plan, std::size_t row) {
  std::vector<std::string> parts;
  const CleanVerdict& verdict = plan.choice.verdicts[row];
  if (verdict.rank > 0) parts.push_back(fmt::format("rank {} by {}", verdict.rank, plan.metric));
  const RunRow& run = plan.table.runs[row];
  if (run.status != RunStatus::finished) parts.emplace_back(status_name(run.status));
  const TimeUs age = plan.now - plan.table.rows[row].when;
  parts.push_back(fmt::format("{} old", human_duration(seconds_of(age))));
  return join(parts, ", ");
}

std::string count_text(const CleanPlan& plan) {
  std::size_t groups = 0;
  for (const TrashMove& move : plan.moves) groups += move.kind == TrashKind::group ? 1 : 0;
  const std::string runs = counted(runs_in(plan.moves), "run");
  return groups == 0 ? runs : fmt::format("{} ({} as a whole)", runs, counted(groups, "group"));
}

std::string clean_report(const CleanPlan& plan, const TreeUsage& usage) {
  std::string text;
  if (plan.moves.empty()) {
    text = "Nothing goes.\n";
  } else {
    text = fmt::format("{} {}: {} in files; the disk gets {} back once they are purged\n",
                       count_text(plan), runs_in(plan.moves) == 1 ? "goes" : "go",
                       human_bytes(usage.bytes), human_bytes(usage.freed));
    for (const TrashMove& move : plan.moves) text += move_line(plan, move);
  }
  return text + staying_report(plan);
}

std::string staying_report(const CleanPlan& plan) { return best_lines(plan) + staying_lines(plan); }

std::size_t run_count(const CleanPlan& plan) { return runs_in(plan.moves); }

Value clean_json(const CleanPlan& plan, const TreeUsage& usage,
                 const std::vector<TrashEntry>& moved) {
  List goes;
  for (const TrashMove& move : plan.moves) goes.push_back(move_json(plan, move));
  List stays;
  for (std::size_t row = 0; row < plan.table.rows.size(); ++row) {
    const CleanReason reason = plan.choice.verdicts[row].reason;
    if (reason != CleanReason::goes && reason != CleanReason::filtered) {
      stays.push_back(verdict_json(plan, row));
    }
  }
  List entries;
  for (const TrashEntry& entry : moved) entries.push_back(Value(entry.name));
  return Map{{"format", 1},
             {"unit", plan.rules.unit == CleanupUnit::group ? "group" : "run"},
             {"metric", text_or_null(plan.metric)},
             {"goes", std::move(goes)},
             {"stays", std::move(stays)},
             {"runs", runs_in(plan.moves)},
             {"files", usage.files},
             {"bytes", usage.bytes},
             {"frees", usage.freed},
             {"entries", std::move(entries)}};
}

}  // namespace cairn
