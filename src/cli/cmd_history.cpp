#include <algorithm>
#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/query/decimate.h"
#include "cairn/query/human.h"
#include "cairn/query/metric_name.h"
#include "cairn/query/plot.h"
#include "cairn/query/table_machine.h"
#include "cairn/store/run_history.h"
#include "cli/command.h"
#include "cli/history_print.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

/// Points below a plot on a terminal, where all of them would scroll the plot away.
constexpr std::int64_t kPointsOnTerminal = 20;
constexpr std::size_t kPlotWidth = 80;
/// Series that a terminal lists of a run without being asked for all.
constexpr std::size_t kSeriesOnTerminal = 100;

struct HistoryOptions {
  std::string run;
  std::optional<std::string> keys;
  bool children = false;
  std::optional<std::string> steps;
  std::optional<std::int64_t> every;
  std::optional<std::int64_t> points;
  bool plot = false;
  OutputOptions output;
};

std::int64_t read_step(std::string_view text, std::string_view whole) {
  std::int64_t step = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), step);
  if (error == std::errc() && end == text.data() + text.size()) return step;
  throw Error(ErrorCode::invalid_input, fmt::format("--steps '{}' is no range of steps", whole),
              "write FIRST:LAST, as in --steps 100:200, --steps 100: or --steps :200");
}

std::optional<StepRange> read_range(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  StepRange range{std::numeric_limits<std::int64_t>::min(),
                  std::numeric_limits<std::int64_t>::max()};
  const std::size_t colon = text->find(':');
  const std::string_view whole = *text;
  if (colon == std::string::npos) {
    range.first = range.last = read_step(whole, whole);
    return range;
  }
  if (colon > 0) range.first = read_step(whole.substr(0, colon), whole);
  if (colon + 1 < whole.size()) range.last = read_step(whole.substr(colon + 1), whole);
  if (whole.size() == 1) read_step("", whole);
  if (range.first > range.last) {
    throw Error(ErrorCode::invalid_input, fmt::format("--steps {} ends before it begins", *text));
  }
  return range;
}

void check_counts(const HistoryOptions& options) {
  if (options.every && options.points) {
    throw Error(ErrorCode::invalid_input, "--every and --points exclude each other",
                "give one of them");
  }
  if (options.every && *options.every < 1) {
    throw Error(ErrorCode::invalid_input, fmt::format("--every {} is below 1", *options.every));
  }
  if (options.points && *options.points < 2) {
    throw Error(ErrorCode::invalid_input, fmt::format("--points {} is below 2", *options.points),
                "a stretch shows its least and its most");
  }
}

/// The places of the series that are asked for, in the order of the names.
std::vector<std::size_t> choose_series(const RunHistory& history, const std::string& names,
                                       const HistoryOptions& options,
                                       const std::optional<std::string>& child) {
  const auto is_meant = [&](const Series& series) {
    if (child) return series.child == *child;
    return options.children || series.child.empty();
  };
  std::vector<std::string> keys;
  for (const Series& series : history.series()) {
    if (is_meant(series)) keys.push_back(series.metric.key);
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  // A key may itself hold a comma.
  const bool is_one = std::binary_search(keys.begin(), keys.end(), names);
  std::vector<std::size_t> chosen;
  for (const std::string& name : is_one ? std::vector{names} : split(names, ',')) {
    const std::string key = resolve_metric(keys, name);
    for (std::size_t i = 0; i < history.series().size(); ++i) {
      const Series& series = history.series()[i];
      if (is_meant(series) && series.metric.key == key) chosen.push_back(i);
    }
  }
  return chosen;
}

std::string name_of(const Series& series) {
  return printable(series.child.empty() ? series.metric.key
                                        : fmt::format("{} of {}", series.metric.key, series.child));
}

/// Streams one series to its printer, with fewer points where that was asked for.
class SeriesStream {
 public:
  SeriesStream(RunHistory& history, std::size_t index, std::optional<StepRange> range)
      : history_(history), index_(index), range_(range) {}

  const Series& series() const { return history_.series()[index_]; }

  /// Points in the range; a pass of its own where only a part is asked for.
  std::int64_t count() {
    if (!range_) return series().metric.count;
    std::int64_t count = 0;
    history_.read(index_, range_, [&](const LoggedPoint&) { ++count; });
    return count;
  }
  void all(const PointVisitor& visit) { history_.read(index_, range_, visit); }
  void every(std::int64_t n, const PointVisitor& visit) {
    std::int64_t place = 0;
    history_.read(index_, range_, [&](const LoggedPoint& point) {
      if (place++ % n == 0) visit(point);
    });
  }
  void decimated(std::int64_t count, std::int64_t wanted, const PointVisitor& visit) {
    const auto emit = [&](LoggedPoint point) {
      // Its texts may be those of a line that is gone.
      point.key = series().metric.key;
      point.child = series().child;
      visit(point);
    };
    MinMaxDecimator<LoggedPoint, decltype(emit)> decimator(count, wanted, emit);
    history_.read(index_, range_, [&](const LoggedPoint& point) { decimator.add(point); });
    decimator.finish();
  }

 private:
  RunHistory& history_;
  std::size_t index_;
  std::optional<StepRange> range_;
};

/// The plot of one series, and what is known of all of it.
void print_plot(SeriesStream stream, const std::optional<StepRange>& range) {
  const Series& series = stream.series();
  const std::int64_t count = stream.count();
  const bool by_step = series.steps == series.metric.count && series.least_step < series.most_step;
  PlotFrame frame{.width = kPlotWidth};
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
  print_line(fmt::format("{}: {}", name_of(series), counted(count, "point")));
  if (count < 2) return;  // A point is no curve: the table shows it.
  if (count - plot.not_finite() > 1) {
    for (const std::string& line : plot.lines()) print_line(line);
  }
  if (plot.not_finite() > 0) {
    print_line(fmt::format("{} NaN or infinite, not drawn", plot.not_finite()));
  }
}

/// Prints the points of one series.
void print_points(SeriesStream stream, const HistoryOptions& options, PointPrinter& printer) {
  SeriesHead head{.series = &stream.series()};
  const bool is_table = output_format(options.output) == TableFormat::table;
  const bool is_cut = is_table && output_style(options.output).width && !options.every;
  std::optional<std::int64_t> wanted = options.points;
  if (!wanted && is_cut) wanted = kPointsOnTerminal;
  const auto visit = [&](const LoggedPoint& point) { printer.point(point); };
  const std::int64_t count = wanted || options.every ? stream.count() : 0;
  if (wanted && count > *wanted) {
    head.note = fmt::format("{}: of {} the least and the most of {}{}", name_of(stream.series()),
                            counted(count, "point"), counted(*wanted / 2, "stretch", "stretches"),
                            options.points ? "" : ", --every 1 for all");
    printer.begin(head);
    stream.decimated(count, *wanted, visit);
  } else if (options.every && *options.every > 1) {
    head.note = fmt::format("{}: one of {} of {}", name_of(stream.series()), *options.every,
                            counted(count, "point"));
    printer.begin(head);
    stream.every(*options.every, visit);
  } else {
    printer.begin(head);
    stream.all(visit);
  }
  printer.end(head);
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
  const bool with_children = options.children || child;
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
    print_line(fmt::format("{} logged no metric", run));
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

int run_history(const HistoryOptions& options) {
  const TableFormat format = output_format(options.output);
  check_counts(options);
  const std::optional<StepRange> range = read_range(options.steps);
  OpenProject open = open_for_reading();
  const Resolved resolved = resolve_in_place(open, options.run);
  RunHistory history(open.project, resolved.run);
  if (!options.keys) {
    print_series(history, resolved.run.id.text, options, resolved.child);
    return 0;
  }
  const std::vector<std::size_t> chosen =
      choose_series(history, *options.keys, options, resolved.child);
  const std::unique_ptr<PointPrinter> printer = make_point_printer(
      format, point_columns(history, chosen, options.children || resolved.child.has_value()));
  printer->start(resolved.run.id.text);
  for (const std::size_t index : chosen) {
    const SeriesStream stream(history, index, range);
    if (format == TableFormat::table) print_plot(stream, range);
    if (!options.plot) print_points(stream, options, *printer);
    if (output_has_closed()) break;
  }
  printer->finish();
  return 0;
}

}  // namespace

void setup_history(CommandLine& line) {
  HistoryOptions& options = line.runs(run_history);
  line.about(
      "Shows the curve of a metric: a plot in which each column spans its least and its most "
      "value, "
      "then the points. Without KEY it lists the metrics of the run. The run may still be "
      "running. On a terminal the table is cut to 20 points; in a pipe it holds all.");
  line.argument("RUN", options.run, "a run, or a child of one");
  line.argument("KEY", options.keys, "metrics, with commas between them; rmse may mean val.rmse");
  line.flag("--children", options.children,
            "the metrics of the run's children (folds, models), too");
  line.section("Which points");
  line.option("--steps", "FIRST:LAST", options.steps, "points with a step from FIRST to LAST");
  line.option("--every", "N", options.every, "every Nth point");
  line.option("--points", "N", options.points,
              "at most N: the least and the most of each of N/2 stretches");
  line.flag("--plot", options.plot, "the plot alone");
  bind_output(line, options.output);
  line.example("cairn history latest loss", "how the newest run learns");
  line.example("cairn history pb8yky loss,val.rmse --csv", "all points of two metrics");
}

}  // namespace cairn
