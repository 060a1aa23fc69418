#include <unistd.h>

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/query/human.h"
#include "cairn/query/plot.h"
#include "cli/command.h"
#include "cli/history_runs.h"
#include "cli/history_series.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/select_runs.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

/// Points below a plot on a terminal, where all of them would scroll the plot away.
constexpr std::int64_t kPointsOnTerminal = 20;
constexpr std::size_t kPlotWidth = 80;  ///< Where the terminal is no narrower.
/// Series that a terminal lists of a run without being asked for all.
constexpr std::size_t kSeriesOnTerminal = 100;

struct HistoryOptions {
  std::string first;              ///< A run; behind filters perhaps the key.
  std::vector<std::string> rest;  ///< More runs, and the key last.
  PointOptions points;
  bool plot = false;
  RunSelection selection;
  std::optional<std::int64_t> limit;
  OutputOptions output;
};

/// What the words ask for: all metrics of a run, some of one, or some of several runs.
struct Asked {
  std::vector<std::string> places;  ///< Runs and groups; with filters perhaps none.
  std::optional<std::string> keys;
};

Asked asked_by(const HistoryOptions& options) {
  std::vector<std::string> words = {options.first};
  words.insert(words.end(), options.rest.begin(), options.rest.end());
  if (words.size() == 1 && !has_selection_options(options.selection)) return {words, std::nullopt};
  return {{words.begin(), words.end() - 1}, words.back()};
}

/// The plot of one series, and what is known of all of it.
void print_plot(SeriesStream stream, const std::optional<StepRange>& range) {
  const Series& series = stream.series();
  const std::int64_t count = stream.count();
  const bool by_step = series.steps == series.metric.count && series.least_step < series.most_step;
  const std::size_t screen = style_for(STDOUT_FILENO).width.value_or(kPlotWidth);
  PlotFrame frame{.width = std::min(kPlotWidth, screen)};
  if (by_step) {
    const std::int64_t first =
        range ? std::max(range->first, series.least_step) : series.least_step;
    const std::int64_t last = range ? std::min(range->last, series.most_step) : series.most_step;
    frame.x_first = static_cast<double>(first);
    frame.x_last = static_cast<double>(last);
    frame.first_label = fmt::format("step {}", first);
    frame.last_label = to_text(last);
  } else {
    frame.x_last = static_cast<double>(count - 1);
    frame.first_label = "first";
    frame.last_label = "last";
  }
  CurvePlot plot(std::move(frame));
  double place = 0;
  stream.all([&](const LoggedPoint& point) {
    plot.add(by_step ? static_cast<double>(*point.step) : place, point.value);
    ++place;
  });
  print_line(fmt::format("{}: {}", series_name(series), counted(count, "point")));
  if (count < 2) return;  // A point is no curve: the table shows it.
  if (count - plot.not_finite() > 1) {
    for (const std::string& line : plot.lines()) print_line(line);
  }
  if (plot.not_finite() > 0) {
    print_line(fmt::format("{} NaN or infinite, not drawn", plot.not_finite()));
  }
}

PointColumns point_columns(const RunHistory& history, const std::vector<std::size_t>& chosen,
                           bool children) {
  PointColumns columns{.child = children, .key = chosen.size() > 1};
  for (const std::size_t index : chosen) {
    columns.step = columns.step || history.series()[index].steps > 0;
    columns.time = columns.time || history.series()[index].times > 0;
  }
  return columns;
}

/// What can be asked for: all series in short.
void print_series(const RunHistory& history, const std::string& run, const HistoryOptions& options,
                  const std::optional<std::string>& child) {
  const bool with_children = options.points.children || child;
  Table table;
  table.columns = {{"key", CellKind::text, ColumnRole::fixed},
                   {"points", CellKind::integer, ColumnRole::fixed},
                   {"first_step", CellKind::integer, ColumnRole::field},
                   {"last_step", CellKind::integer, ColumnRole::field},
                   {"first", CellKind::number, ColumnRole::metric},
                   {"last", CellKind::number, ColumnRole::metric},
                   {"min", CellKind::number, ColumnRole::metric},
                   {"max", CellKind::number, ColumnRole::metric}};
  if (with_children) {
    table.columns.insert(table.columns.begin(), {"child", CellKind::text, ColumnRole::fixed});
  }
  const TableFormat format = output_format(options.output);
  const bool is_cut = format == TableFormat::table && output_style(options.output).width;
  std::int64_t left_out = 0;
  std::int64_t of_children = 0;
  for (const Series& series : history.series()) {
    const bool is_meant = child ? series.child == *child : with_children || series.child.empty();
    if (!is_meant && !child) ++of_children;
    if (!is_meant) continue;
    if (is_cut && table.rows.size() >= kSeriesOnTerminal) {
      ++left_out;
      continue;
    }
    std::vector<Value> row;
    for (const auto& [name, value] : series_json(series)) {
      if (name != "child" || with_children) row.push_back(value);
    }
    table.rows.push_back(std::move(row));
  }
  if (table.rows.empty() && format == TableFormat::table) {
    print_line(fmt::format("{}{} logged no metric",
                           child ? fmt::format("{} of ", printable(*child)) : "", run));
  }
  if (left_out > 0) {
    table.notes.push_back(
        fmt::format("{} more, which a pipe or --csv shows", counted(left_out, "metric")));
  }
  if (of_children > 0) {
    table.notes.push_back(
        fmt::format("{} of children, --children to show", counted(of_children, "metric")));
  }
  OutputOptions output = options.output;
  output.all = true;
  print_table(table, output);
}

void show_one(const OpenProject& open, const Resolved& resolved,
              const std::optional<std::string>& keys, const HistoryOptions& options) {
  const TableFormat format = output_format(options.output);
  const std::optional<StepRange> range = read_range(options.points.steps);
  const std::string& run = resolved.run.id.text;
  RunHistory history(open.project, resolved.run);
  if (!keys) return print_series(history, run, options, resolved.child);
  const std::vector<std::size_t> chosen =
      choose_series(history, *keys, options.points, resolved.child);
  const bool with_children = options.points.children || resolved.child.has_value();
  const std::unique_ptr<PointPrinter> printer =
      make_point_printer(format, point_columns(history, chosen, with_children));
  std::optional<std::int64_t> usual;
  if (format == TableFormat::table && output_style(options.output).width) usual = kPointsOnTerminal;
  printer->start(run);
  for (const std::size_t index : chosen) {
    const SeriesStream stream(history, index, range);
    if (format == TableFormat::table) print_plot(stream, range);
    if (!options.plot) print_points(stream, run, options.points, usual, *printer);
    if (output_has_closed()) break;
  }
  printer->finish();
}

/// Whether the place is a group, or a folder above several runs.
bool is_group(const OpenProject& open, const std::string& place) {
  RunsFilter filter;
  narrow_to(open, {place}, filter, GroupRuns::ranked);
  return filter.rowids->size() > 1;
}

/// The one run that the words mean; nullopt where they mean several: a group.
std::optional<Resolved> only_run(OpenProject& open, const Asked& asked,
                                 const HistoryOptions& options) {
  if (asked.places.size() != 1 || has_selection_options(options.selection)) return std::nullopt;
  try {
    return resolve_in_place(open, asked.places[0]);
  } catch (const Error& error) {
    const bool may_be_group = error.code() == ErrorCode::not_found && asked.keys;
    if (!may_be_group || !is_group(open, asked.places[0])) throw;
  }
  return std::nullopt;
}

int run_history(const HistoryOptions& options) {
  output_format(options.output);
  check_limit(options.limit);
  check_counts(options.points);
  read_range(options.points.steps);
  const Asked asked = asked_by(options);
  OpenProject open = open_to_answer();
  if (const std::optional<Resolved> run = only_run(open, asked, options)) {
    if (options.limit) {
      throw Error(ErrorCode::invalid_input, "--limit is of several runs",
                  "fewer points of one: --points N or --every N");
    }
    show_one(open, *run, asked.keys, options);
    return 0;
  }
  if (options.plot) {
    throw Error(ErrorCode::invalid_input, "--plot draws one run",
                "leave it out: several have a line each");
  }
  RunsQuery query{.filter = make_filter(open, options.selection)};
  narrow_to(open, asked.places, query.filter, GroupRuns::ranked);
  query.limit = options.limit;
  show_curves(open, query, *asked.keys, options.points, options.output);
  return 0;
}

}  // namespace

void setup_history(CommandLine& line) {
  HistoryOptions& options = line.runs(run_history);
  line.about(
      "Shows the curve of a metric: a plot in which each column spans its least and its most "
      "value, then the points. Without KEY it lists the metrics of the run. The run may still be "
      "running. On a terminal the table is cut to 20 points; in a pipe it holds all.\n\nOf several "
      "runs, a group, or the runs of a filter it shows one line each, drawn to one scale; --csv, "
      "--json and --jsonl have all their points.");
  line.argument("RUN", options.first, "a run, a child of one, or a group; more than one is fine");
  line.argument("KEY", options.rest,
                "the last word: metrics, with commas between them; rmse may mean val.rmse");
  line.flag("--children", options.points.children,
            "the metrics of the run's children (folds, models), too");
  line.section("Which points");
  line.option("--steps", "FIRST:LAST", options.points.steps,
              "points with a step from FIRST to LAST");
  line.option("--every", "N", options.points.every, "every Nth point");
  line.option("--points", "N", options.points.points,
              "at most N: the least and the most of each of N/2 stretches");
  line.flag("--plot", options.plot, "the plot alone");
  bind_selection_options(line, options.selection);
  line.option("--limit", "N", options.limit, "the newest N of them");
  bind_output(line, options.output);
  line.example("cairn history latest loss", "how the newest run learns");
  line.example("cairn history pb8yky loss,val.rmse --csv", "all points of two metrics");
  line.example("cairn history pb8yky mw871b loss", "two runs beside each other");
  line.example("cairn history --stage fit --where 'lr < 0.1' loss", "all that pass a filter");
}

}  // namespace cairn
