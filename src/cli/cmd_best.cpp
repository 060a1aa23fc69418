#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/query/json_view.h"
#include "cairn/query/leaderboard.h"
#include "cairn/query/runs_table.h"
#include "cairn/query/table_machine.h"
#include "cli/command.h"
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
  std::optional<std::int64_t> limit;
  RunSelection selection;
  OutputOptions output;
};

MetricGoal goal_of(const BestOptions& options) {
  if (options.min && options.max) {
    throw Error(ErrorCode::invalid_input, "--min and --max exclude each other");
  }
  return options.max ? MetricGoal::max : MetricGoal::min;
}

LeaderboardQuery make_query(const OpenProject& open, const BestOptions& options) {
  return {.metric = options.by,
          .goal = goal_of(options),
          .per = options.per,
          .limit = options.limit,
          .filter = make_filter(open, options.selection)};
}

void check_options(const BestOptions& options) {
  if (options.by.empty()) {
    throw Error(ErrorCode::invalid_input, "--by METRIC is missing", "cairn best --by val.rmse");
  }
  goal_of(options);
  check_limit(options.limit);
  output_format(options.output);
  const std::optional<std::string>& status = options.selection.status;
  if (status && read_status(*status) != RunStatus::finished) {
    throw Error(
        ErrorCode::invalid_input, fmt::format("a {} run has no rank", *status),
        "only finished runs are ranked; list the others with: cairn ls --status " + *status);
  }
}

/// The folders that the board names and that are gone.
bool all_in_place(const OpenProject& open, const Leaderboard& board) {
  for (const LeaderboardGroup& group : board.groups) {
    for (const LeaderboardEntry& entry : group.entries) {
      if (!is_in_place(
              open, {.record_path = entry.run.record_path, .record_size = entry.run.record_size}))
        return false;
    }
  }
  return true;
}

/// One ranked run, flat: {rank, id, name, dataset, seed, path, value, metrics, params}.
Value row_json(const Leaderboard& board, const LeaderboardGroup& group,
               const LeaderboardEntry& entry) {
  const Value run = run_json(entry.run);
  Map row{{"rank", entry.rank}};
  if (board.per) row.append("per", group.value);
  for (const std::string_view key : {"id", "name", "dataset", "seed", "path"}) {
    row.append(std::string(key), *run.find(key));
  }
  row.append("value", entry.value);
  row.append("metrics", *run.find("metrics"));
  row.append("params", *run.find("params"));
  return row;
}

List rows_json(const Leaderboard& board) {
  List rows;
  for (const LeaderboardGroup& group : board.groups) {
    for (const LeaderboardEntry& entry : group.entries) {
      rows.push_back(row_json(board, group, entry));
    }
  }
  return rows;
}

void print_board_json(const Leaderboard& board) {
  print_json(Map{{"format", kJsonFormat},
                 {"by", board.metric},
                 {"direction", board.goal == MetricGoal::min ? "min" : "max"},
                 {"per", board.per ? Value(board.per->key) : Value()},
                 {"rows", rows_json(board)},
                 {"skipped", Map{{"without_metric", board.without_metric},
                                 {"not_finite", board.not_finite},
                                 {"not_finished", board.not_finished}}}});
}

void print_board(const Leaderboard& board, const BestOptions& options) {
  if (options.output.json) {
    print_board_json(board);
  } else if (options.output.jsonl) {
    for (const Value& row : rows_json(board)) print_line(to_json(row));
  } else {
    const std::string_view goal = board.goal == MetricGoal::min ? "lowest" : "highest";
    if (output_format(options.output) == TableFormat::table) {
      print_line(fmt::format("by {}, {} first", board.metric, goal));
    }
    print_table(leaderboard_table(board), options.output);
  }
}

int run_best(const BestOptions& options) {
  check_options(options);
  OpenProject open = open_for_reading();
  Leaderboard board = make_leaderboard(open.catalog(), make_query(open, options));
  if (!all_in_place(open, board)) {
    refresh_fully(open);
    board = make_leaderboard(open.catalog(), make_query(open, options));
  }
  print_board(board, options);
  return 0;
}

}  // namespace

void setup_best(CommandLine& line) {
  BestOptions& options = line.runs(run_best);
  line.about(
      "Ranks the finished runs by a metric. Equal values share a rank; what was left out, and why, "
      "is said below the table.");
  line.option("--by", "METRIC", options.by, "the metric: its key, or its end (rmse for val.rmse)");
  line.flag("--min", options.min, "the lowest first (the default)");
  line.flag("--max", options.max, "the highest first");
  line.option("--per", "NAME", options.per, "one ranking for each dataset, or value of a param");
  line.option("--limit", "N", options.limit, "at most N runs of each ranking");
  bind_selection(line, options.selection);
  bind_output(line, options.output);
  line.flag("--all", options.output.all, "show columns in which all rows agree, too");
  line.example("cairn best --by rmse --per dataset", "the ranking of each dataset");
  line.example("cairn best --by test.r2 --max --limit 5 --csv", "five rows for a spreadsheet");
}

}  // namespace cairn
