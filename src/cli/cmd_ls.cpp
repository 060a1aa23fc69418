#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/query/child_row.h"
#include "cairn/query/json_view.h"
#include "cairn/query/runs_table.h"
#include "cli/command.h"
#include "cli/data_output.h"
#include "cli/ls_groups.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/select_runs.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct LsOptions {
  RunSelection selection{.groups = GroupRuns::ranked};
  bool children = false;
  GroupOptions groups;
  TableOptions table;
  OutputOptions output;
};

/// What fits on some screens: nobody scrolls through more, and a pipe gets all.
constexpr std::int64_t kTerminalPage = 100;

/// Whether the table goes to a person who did not say how long it may be.
bool is_paged(const LsOptions& options) {
  return !options.table.limit && output_format(options.output) == TableFormat::table &&
         output_style(options.output).width;
}

/// Whether each child is a row; in the JSON of whole runs they lie in their runs.
bool lists_children(const LsOptions& options) {
  const bool is_whole =
      (options.output.json || options.output.jsonl) && options.table.columns.empty();
  return options.children && !is_whole;
}

std::optional<std::int64_t> row_limit(const LsOptions& options) {
  return is_paged(options) ? std::optional(kTerminalPage) : options.table.limit;
}

RunsQuery page_query(const OpenProject& open, const LsOptions& options) {
  RunsQuery query;
  query.filter = make_filter(open, options.selection);
  query.filter.copies = options.output.all ? CopyPolicy::show : CopyPolicy::hide;
  if (!options.table.sort.empty()) query.sort = parse_sort(open.catalog(), options.table.sort);
  // Which children come first is known when all are.
  if (!lists_children(options)) query.limit = row_limit(options);
  return query;
}

bool all_in_place(const OpenProject& open, const std::vector<RunRow>& rows) {
  return std::all_of(rows.begin(), rows.end(), [&](const RunRow& row) {
    return is_in_place(open, {.record_path = row.record_path, .record_size = row.record_size});
  });
}

/// The metric that the list is sorted by, which says what it is about; "" none.
std::string sorted_metric(const OpenProject& open, const LsOptions& options) {
  if (options.table.sort.empty()) return {};
  const KeyRef key = parse_sort(open.catalog(), options.table.sort)[0].key;
  return key.family == KeyFamily::metric && key.owner == KeyOwner::run ? key.key : "";
}

/// Says what the limit hides.
void print_rest(std::size_t shown, std::size_t all, std::string_view what,
                const LsOptions& options) {
  if (all <= shown || output_format(options.output) != TableFormat::table) return;
  print_line(fmt::format("{} of {} {}{}", shown, all, what,
                         is_paged(options) ? ", --limit to show more" : ""));
}

void print_runs(const OpenProject& open, const std::vector<RunRow>& runs, const RunsQuery& query,
                const LsOptions& options) {
  const RunParts parts = options.children ? RunParts::all : RunParts::columns;
  const bool has_columns = !options.table.columns.empty();
  if (runs.empty()) tell_keys_behind_fields(open.catalog(), options.selection);
  if (options.output.json && !has_columns) {
    print_json(runs_json(runs, parts));
    return;
  }
  if (options.output.jsonl && !has_columns) {
    print_data(runs_jsonl(runs, parts), TableFormat::jsonl);
    return;
  }
  std::vector<RunRow> rows =
      options.children ? children_of(open.catalog(), runs, query.sort) : runs;
  const std::size_t all = rows.size();
  if (const auto limit = row_limit(options); options.children && limit) {
    rows.resize(std::min(all, static_cast<std::size_t>(*limit)));
  }
  if (rows.empty() && output_format(options.output) == TableFormat::table) {
    print_line(options.children ? "no children" : "no runs");
    return;
  }
  if (has_columns) {
    const std::vector<KeyRef> columns = parse_columns(open.catalog(), options.table.columns);
    const KeyOwner owner = options.children ? KeyOwner::child : KeyOwner::run;
    print_table(runs_table(open.catalog(), rows, columns, owner), options.output);
  } else {
    print_table(runs_table(rows, sorted_metric(open, options)), options.output);
  }
  if (options.children) print_rest(rows.size(), all, "children", options);
}

/// All keys that the list shows or is sorted by.
std::vector<KeyRef> shown_keys(const OpenProject& open, const RunsQuery& query,
                               const LsOptions& options) {
  std::vector<KeyRef> keys;
  if (!options.table.columns.empty()) keys = parse_columns(open.catalog(), options.table.columns);
  for (const SortKey& key : query.sort) keys.push_back(key.key);
  return keys;
}

/// Says that what was asked for are copies, which are left out.
void tell_copies(const OpenProject& open, RunsQuery query, const LsOptions& options) {
  if (options.output.all) return;
  query.filter.copies = CopyPolicy::show;
  if (const std::int64_t copies = count_runs(open.catalog(), query.filter); copies > 0) {
    print_error(fmt::format(
        "cairn: note: {} left out; to list them: --all\n",
        counted(static_cast<std::uint64_t>(copies), "older copy is", "older copies are")));
  }
}

/// Options that speak of runs, where groups are listed.
void check_groups(const LsOptions& options) {
  if (options.children) {
    throw Error(ErrorCode::invalid_input, "--children lists children, not groups",
                "leave it out; groups of children have keys or metrics of children: "
                "--over child.name --agg 'child.rmse: mean,std'");
  }
  if (!options.table.columns.empty()) {
    throw Error(ErrorCode::invalid_input, "--columns names columns of runs, not of groups",
                "choose keys with --group-by and statistics with --agg");
  }
}

int run_ls(const LsOptions& options) {
  check_limit(options.table.limit);
  output_format(options.output);
  if (wants_groups(options.groups)) {
    check_groups(options);
    const OpenProject open = open_to_answer();
    list_groups(open, make_filter(open, options.selection), options.groups, options.table,
                options.output);
    return 0;
  }
  const RunParts parts = options.children ? RunParts::all : RunParts::columns;
  OpenProject open = open_to_answer();
  RunsQuery query = page_query(open, options);
  std::vector<RunRow> runs = query_runs(open.catalog(), query, parts);
  if (!all_in_place(open, runs)) {
    refresh_fully(open);
    query = page_query(open, options);
    runs = query_runs(open.catalog(), query, parts);
  }
  std::vector<RunHead> heads;
  for (const RunRow& run : runs) heads.push_back(head_of(run));
  if (refresh_edited(open, heads)) {
    query = page_query(open, options);
    runs = query_runs(open.catalog(), query, parts);
  }
  if (runs.empty()) tell_copies(open, query, options);
  print_runs(open, runs, query, options);
  if (query.limit && output_format(options.output) == TableFormat::table) {
    const std::int64_t all = count_runs(open.catalog(), query.filter);
    print_rest(runs.size(), static_cast<std::size_t>(all), "runs", options);
  }
  tell_keys_behind_names(open.catalog(), {options.table.columns, options.table.sort});
  tell_earlier_upstream(open.catalog(), query.filter, shown_keys(open, query, options));
  return 0;
}

}  // namespace

void setup_ls(CommandLine& line) {
  LsOptions& options = line.runs(run_ls);
  line.about(
      "Lists the runs, the newest first, with what varies between them. Columns in which all runs "
      "agree are left out and counted. A run whose process died is shown as lost.");
  bind_selection(line, options.selection);
  line.flag("--children", options.children,
            "list the children (folds, models) of the runs, sorted by what is their own");
  bind_groups(line, options.groups);
  line.section("What is shown");
  line.option(
      "--columns", "NAMES", options.table.columns,
      "exactly these: fields, params and metrics, with commas between them; acc[max] of all "
      "values of a metric, parent.lr of the runs upstream, child.rmse of children");
  line.option("--sort", "NAMES", options.table.sort,
              "by these, as in --columns; -NAME is the other way round");
  line.option(
      "--limit", "N", options.table.limit,
      "at most N runs, children or groups; without it a terminal shows 100, a pipe gets all");
  line.flag("--all", options.output.all, "constant columns and older copies, too");
  bind_output(line, options.output);
  bind_latex(line, options.output);
  line.exit_status(0, "listed, be it an empty list");
  line.example("cairn ls --dataset glucose --sort val.rmse --limit 10",
               "the ten best of a dataset");
  line.example("cairn ls --status failed --columns id,name,message", "what went wrong");
  line.example("cairn ls --over seed --agg 'rmse: mean,ci95' --sort mean",
               "means over seeds, the lowest first, with what cannot be told apart");
  line.example("cairn ls --group-by dataset --pivot scaler --agg rmse", "a grid of means");
  line.example("cairn ls results/2026-11-20_wheat --json", "one session, for a program");
}

}  // namespace cairn
