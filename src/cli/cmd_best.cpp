#include <array>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/query/group_board.h"
#include "cairn/query/json_view.h"
#include "cairn/query/leaderboard.h"
#include "cairn/query/runs_table.h"
#include "cli/command.h"
#include "cli/ls_groups.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/select_runs.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct BestOptions {
  std::string by;
  bool min = false;
  bool max = false;
  std::optional<std::string> per;
  std::optional<std::string> over;
  std::optional<std::string> group_by;
  std::optional<std::string> ties;
  std::optional<std::int64_t> limit;
  bool children = false;
  bool id = false;
  std::string columns;
  RunSelection selection{.groups = GroupRuns::ranked};
  OutputOptions output;
};

struct TieSpelling {
  std::string_view name;
  TieRule rule;
};
constexpr std::array kTies = {TieSpelling{"name", TieRule::name},
                              TieSpelling{"older", TieRule::older},
                              TieSpelling{"newer", TieRule::newer}};

std::optional<MetricGoal> goal_of(const BestOptions& options) {
  if (options.min && options.max) {
    throw Error(ErrorCode::invalid_input, "--min and --max exclude each other");
  }
  if (options.min) return MetricGoal::min;
  if (options.max) return MetricGoal::max;
  return std::nullopt;
}

TieRule tie_rule_of(const BestOptions& options) {
  if (!options.ties) return TieRule::name;
  for (const TieSpelling& spelling : kTies) {
    if (spelling.name == *options.ties) return spelling.rule;
  }
  throw Error(ErrorCode::invalid_input, fmt::format("there is no tie rule '{}'", *options.ties),
              "of equal ones first: name, older or newer");
}

bool ranks_groups(const BestOptions& options) { return options.over || options.group_by; }

LeaderboardQuery leaderboard_query(const OpenProject& open, const BestOptions& options) {
  LeaderboardQuery query{.metric = options.by,
                         .goal = goal_of(options),
                         .per = options.per,
                         .limit = options.limit,
                         .filter = make_filter(open, options.selection),
                         .ties = tie_rule_of(options),
                         .ranked = options.children ? KeyOwner::child : KeyOwner::run};
  // Whose metric it is says what is ranked.
  if (query.metric.starts_with(kChildPrefix)) {
    query.metric.erase(0, kChildPrefix.size());
    query.ranked = KeyOwner::child;
  }
  if (query.metric.starts_with(kParentPrefix)) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("'{}' is no number of its own: several runs may be upstream of one",
                            query.metric),
                fmt::format("cairn ls --sort {0} --columns id,name,{0}", query.metric));
  }
  return query;
}

void check_ranking(const BestOptions& options) {
  goal_of(options);
  tie_rule_of(options);
  check_limit(options.limit);
  const TableFormat format = output_format(options.output);
  for (const std::string& status : split(options.selection.status.value_or("finished"), ',')) {
    if (read_status(status) == RunStatus::finished) continue;
    throw Error(ErrorCode::invalid_input, fmt::format("a {} run has no rank", status),
                "only finished runs are ranked; list the others with: cairn ls --status " + status);
  }
  if (options.id && format != TableFormat::table) {
    throw Error(ErrorCode::invalid_input, "--id prints nothing but ids",
                "leave it out: --json, --jsonl, --csv and --md have the ids, too");
  }
  if (!options.columns.empty() && (format == TableFormat::json || format == TableFormat::jsonl)) {
    throw Error(ErrorCode::invalid_input, "--columns chooses columns of a table",
                "leave it out: JSON has all of them");
  }
  if (!ranks_groups(options)) return;
  if (!options.columns.empty()) {
    throw Error(ErrorCode::invalid_input, "--columns names columns of runs, not of groups",
                "choose keys with --group-by");
  }
  if (options.id) {
    throw Error(ErrorCode::invalid_input, "a group of runs has no id",
                "leave out --id, or --over and --group-by");
  }
  if (options.ties) {
    throw Error(ErrorCode::invalid_input, "--ties orders runs, not groups of runs",
                "equal groups stand in the order of their keys");
  }
}

/// The folders that the board names and that are gone.
bool entries_in_place(const OpenProject& open, const Leaderboard& board) {
  for (const LeaderboardGroup& group : board.groups) {
    for (const LeaderboardEntry& entry : group.entries) {
      if (!is_in_place(
              open, {.record_path = entry.run.record_path, .record_size = entry.run.record_size}))
        return false;
    }
  }
  return true;
}

void print_board(const OpenProject& open, const Leaderboard& board, const BestOptions& options) {
  const RankedBy by{board.metric, board.goal, board.goal_was_assumed};
  switch (output_format(options.output)) {
    case TableFormat::json:
      return print_json(leaderboard_json(board));
    case TableFormat::jsonl:
      return print_json_lines(leaderboard_rows_json(board));
    case TableFormat::table:
      print_line(board_title(by));
      break;
    case TableFormat::csv:
    case TableFormat::md:
    case TableFormat::latex:
      break;
  }
  if (options.columns.empty()) return print_table(leaderboard_table(board), options.output);
  OutputOptions output = options.output;
  output.all = true;  // They were asked for.
  print_table(
      leaderboard_table(open.catalog(), board, parse_columns(open.catalog(), options.columns)),
      output);
}

void print_ids(const Leaderboard& board) {
  for (const LeaderboardGroup& group : board.groups) {
    for (const LeaderboardEntry& entry : group.entries) print_line(entry.run.id.text);
  }
}

void print_group_board(const GroupBoard& board, OutputOptions output) {
  output.all = true;  // Its columns are what the groups differ in.
  switch (output_format(output)) {
    case TableFormat::json:
      return print_json(group_board_json(board));
    case TableFormat::jsonl:
      return print_json_lines(group_board_rows_json(board));
    case TableFormat::csv:
      return print_table(group_board_table(board, TableReader::machine), output);
    case TableFormat::table:
      print_line(board_title(board.by));
      break;
    case TableFormat::md:
    case TableFormat::latex:
      break;
  }
  print_table(group_board_table(board, TableReader::person), output);
}

void rank_groups(const OpenProject& open, const BestOptions& options) {
  const Catalog& catalog = open.catalog();
  GroupBoardQuery groups;
  if (options.group_by) groups.group_by = read_keys(catalog, *options.group_by, "group keys");
  if (options.over) groups.over = read_keys(catalog, *options.over, "keys of --over");
  if (options.per) groups.per = read_keys(catalog, *options.per, "keys of --per");
  LeaderboardQuery query = leaderboard_query(open, options);
  const AggregateQuery keys{
      .group_by = groups.group_by, .over = groups.over, .further = groups.per};
  if (members_of(keys) == KeyOwner::child) query.ranked = KeyOwner::child;
  groups.by = find_ranked_by(catalog, query);
  groups.limit = options.limit;
  groups.filter = query.filter;
  const GroupBoard board = make_group_board(catalog, groups);
  print_group_board(board, options.output);
  print_repeats_note(board.aggregates);
  tell_keys_behind_names(catalog, {options.group_by.value_or(""), options.over.value_or(""),
                                   options.per.value_or("")});
  tell_earlier_upstream(catalog, query.filter, board.aggregates.keys);
}

// No metric that could be typed would be right.
void check_some_ran(const OpenProject& open) {
  if (!find_runs(open.catalog(), {.limit = 1}).empty()) return;
  throw Error(ErrorCode::not_found, "there are no runs to rank", "make some: cairn run");
}

int run_best(const BestOptions& options) {
  check_ranking(options);
  OpenProject open = open_to_answer();
  check_some_ran(open);
  if (ranks_groups(options)) {
    rank_groups(open, options);
    return 0;
  }
  LeaderboardQuery query = leaderboard_query(open, options);
  Leaderboard board = make_leaderboard(open.catalog(), query);
  if (!entries_in_place(open, board)) {
    refresh_fully(open);
    query = leaderboard_query(open, options);
    board = make_leaderboard(open.catalog(), query);
  }
  if (options.id) {
    print_ids(board);
  } else {
    print_board(open, board, options);
  }
  tell_keys_behind_names(open.catalog(), {options.columns, options.per.value_or("")});
  std::vector<KeyRef> keys;
  if (!options.columns.empty()) keys = parse_columns(open.catalog(), options.columns);
  keys.insert(keys.end(), board.per.begin(), board.per.end());
  tell_earlier_upstream(open.catalog(), query.filter, keys);
  return 0;
}

}  // namespace

void setup_best(CommandLine& line) {
  BestOptions& options = line.runs(run_best);
  line.about(
      "Ranks the finished runs by a metric. Equal values share a rank; what was left out, and why, "
      "is said below the table.\n\nWith --over or --group-by groups of runs are ranked by their "
      "means, with the 95 % confidence interval, and neighbours that Welch's t-test cannot tell "
      "apart (p >= 0.05) are marked.");
  line.option(
      "--by", "METRIC", options.by,
      "the metric: its key, or its end (rmse for val.rmse), also at its best: val.acc[max]; by "
      "default the one that rank: in cairn.yaml names");
  line.flag("--min", options.min, "the lowest first");
  line.flag("--max", options.max,
            "the highest first; without either as rank: says, else the lowest first");
  line.option("--per", "NAMES", options.per,
              "one ranking for each dataset, or value of a param; several with commas");
  line.option(
      "--over", "NAMES", options.over,
      "rank groups: of all that varies but these (seed), as in cairn ls; with child.name, of "
      "children");
  line.option("--group-by", "NAMES", options.group_by, "rank groups: of these keys");
  line.flag("--children", options.children,
            "rank the children (folds, models) of the runs, or groups of them");
  line.option("--ties", "RULE", options.ties,
              "of equal ones first: name (the default), older or newer");
  line.option("--limit", "N", options.limit, "at most N of each ranking");
  line.flag("--id", options.id, "print ids only, one a line");
  line.option(
      "--columns", "NAMES", options.columns,
      "behind the rank exactly these: fields, params and metrics, with commas between them");
  bind_selection(line, options.selection);
  bind_output(line, options.output);
  bind_latex(line, options.output);
  line.flag("--all", options.output.all, "show columns in which all rows agree, too");
  line.example("cairn best --by rmse --per dataset", "the ranking of each dataset");
  line.example("cairn best --by rmse --over seed", "configurations by their mean over seeds");
  line.example("cairn show $(cairn best --id --limit 1)", "all about the best run");
  line.example("cairn best --by test.r2 --max --limit 5 --csv", "five rows for a spreadsheet");
}

}  // namespace cairn
