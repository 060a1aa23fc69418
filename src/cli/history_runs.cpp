#include "cli/history_runs.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/query/human.h"
#include "cairn/query/metric_name.h"
#include "cairn/query/plot.h"
#include "cli/progress_line.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
/// Columns of a curve: in a pipe, and on a terminal what the other columns leave.
constexpr std::size_t kCurveWidth = 24;
constexpr std::size_t kWidestCurve = 64;
constexpr std::size_t kOtherColumns = 56;
/// What is kept of a curve until the common scale is known: more than any terminal has columns.
constexpr std::int64_t kKeptStretches = 512;

/// Some points that follow each other.
struct Stretch {
  double steps = 0;  ///< The sum of their steps, places and values; of finite ones alone.
  double places = 0;
  double values = 0;
  std::int64_t points = 0;
};

/// One metric of one run, in memory of its stretches.
struct Curve {
  std::string run;
  std::string name;
  Series series;
  std::vector<Stretch> stretches;
  double last = kNone;
  double least = kNone;
  double most = kNone;
  std::int64_t points = 0;
  std::int64_t not_finite = 0;
};

/// The range of all curves that stand in one table.
struct Scale {
  bool by_step = true;  ///< Else by the place of a point among the others.
  double first = kNone;
  double end = kNone;
  double least = kNone;
  double most = kNone;
};

struct Curves {
  std::vector<Curve> curves;
  std::int64_t runs = 0;
  std::int64_t without = 0;      ///< Runs that have none of the metrics.
  std::optional<Error> failure;  ///< Of the first run whose points could not be read.
};

/// The keys that are meant, among those of all runs. A key may itself hold a comma.
std::vector<std::string> known_keys(const Catalog& catalog, const std::string& names,
                                    const PointOptions& options) {
  const auto known = [&](const std::string& name) {
    try {
      return resolve_metric(catalog, name);
    } catch (const Error&) {
      if (!options.children) throw;
      return resolve_metric(catalog, name, KeyOwner::child);
    }
  };
  const std::vector<std::string> all = catalog.metric_keys();
  if (std::binary_search(all.begin(), all.end(), names)) return {names};
  std::vector<std::string> keys;
  for (const std::string& name : split(names, ',')) keys.push_back(known(name));
  return keys;
}

/// The places of the series of these keys, key by key.
std::vector<std::size_t> series_of(const RunHistory& history, const std::vector<std::string>& keys,
                                   const PointOptions& options) {
  std::vector<std::size_t> found;
  for (const std::string& key : keys) {
    for (std::size_t i = 0; i < history.series().size(); ++i) {
      const Series& series = history.series()[i];
      const bool is_meant = options.children || series.child.empty();
      if (is_meant && series.metric.key == key) found.push_back(i);
    }
  }
  return found;
}

Curve read_curve(const RunRow& run, SeriesStream stream) {
  Curve curve{.run = run.id.text, .name = run.name, .series = stream.series()};
  const std::int64_t count = std::max<std::int64_t>(1, stream.count());
  const std::int64_t stretches = std::min(count, kKeptStretches);
  curve.stretches.resize(static_cast<std::size_t>(stretches));
  stream.all([&](const LoggedPoint& point) {
    const std::int64_t place = curve.points++;
    curve.last = point.value;
    curve.least = std::fmin(curve.least, point.value);
    curve.most = std::fmax(curve.most, point.value);
    if (!std::isfinite(point.value)) {
      ++curve.not_finite;
      return;
    }
    // A run that is still running may have more points than were counted.
    const std::int64_t at = std::min(place * stretches / count, stretches - 1);
    Stretch& stretch = curve.stretches[static_cast<std::size_t>(at)];
    stretch.steps += static_cast<double>(point.step.value_or(0));
    stretch.places += static_cast<double>(place);
    stretch.values += point.value;
    ++stretch.points;
  });
  return curve;
}

/// Calls `visit(run, history, places of series)` for each run that has one of the metrics. One that
/// cannot be read hides no other.
template <typename Visit>
Curves for_each_run(const OpenProject& open, const RunsQuery& query,
                    const std::vector<std::string>& keys, const PointOptions& options,
                    const Visit& visit) {
  Curves curves;
  ProgressLine progress("read", "histories");
  const std::vector<RunRow> runs = query_runs(open.catalog(), query, RunParts::head);
  for (const RunRow& run : runs) {
    progress.update(static_cast<std::uint64_t>(curves.runs++), runs.size());
    try {
      RunHistory history(open.project, head_of(run));
      const std::vector<std::size_t> chosen = series_of(history, keys, options);
      if (chosen.empty()) ++curves.without;
      if (!chosen.empty()) visit(run, history, chosen);
    } catch (const Error& error) {
      const bool is_damage = error.code() == ErrorCode::corrupt || error.code() == ErrorCode::io ||
                             error.code() == ErrorCode::not_found;
      if (!is_damage) throw;
      if (!curves.failure) curves.failure = error;
    }
    if (output_has_closed()) break;
  }
  return curves;
}

double x_of(const Stretch& stretch, const Scale& scale) {
  const auto points = static_cast<double>(stretch.points);
  return (scale.by_step ? stretch.steps : stretch.places) / points;
}

Scale scale_of(const std::vector<Curve>& curves, const std::string& key) {
  Scale scale;
  const auto is_of_key = [&](const Curve& curve) { return curve.series.metric.key == key; };
  for (const Curve& curve : curves) {
    const bool has_steps = curve.series.steps == curve.series.metric.count;
    if (is_of_key(curve) && !has_steps) scale.by_step = false;
  }
  for (const Curve& curve : curves) {
    if (!is_of_key(curve)) continue;
    for (const Stretch& stretch : curve.stretches) {
      if (stretch.points == 0) continue;
      const double x = x_of(stretch, scale);
      const double value = stretch.values / static_cast<double>(stretch.points);
      scale.first = std::fmin(scale.first, x);
      scale.end = std::fmax(scale.end, x);
      scale.least = std::fmin(scale.least, value);
      scale.most = std::fmax(scale.most, value);
    }
  }
  return scale;
}

/// Between two columns that have points the curve is drawn as a straight line.
void fill_gaps(std::vector<double>& columns) {
  std::optional<std::size_t> before;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (std::isnan(columns[i])) continue;
    for (std::size_t gap = before.value_or(i) + 1; before && gap < i; ++gap) {
      const double part = static_cast<double>(gap - *before) / static_cast<double>(i - *before);
      columns[gap] = columns[*before] + part * (columns[i] - columns[*before]);
    }
    before = i;
  }
}

std::string drawn(const Curve& curve, const Scale& scale, std::size_t width) {
  std::vector<double> sums(width, 0);
  std::vector<double> counts(width, 0);
  for (const Stretch& stretch : curve.stretches) {
    if (stretch.points == 0) continue;
    const double span = scale.end - scale.first;
    const double part = span > 0 ? (x_of(stretch, scale) - scale.first) / span : 0;
    const auto column =
        static_cast<std::size_t>(std::lround(part * static_cast<double>(width - 1)));
    sums[column] += stretch.values;
    counts[column] += static_cast<double>(stretch.points);
  }
  std::vector<double> columns(width, kNone);
  for (std::size_t i = 0; i < width; ++i) {
    if (counts[i] > 0) columns[i] = sums[i] / counts[i];
  }
  fill_gaps(columns);
  std::string text = spark(columns, scale.least, scale.most);
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

std::string scale_note(const std::string& key, const Scale& scale) {
  if (std::isnan(scale.first)) return fmt::format("{}: nothing to draw", key);
  const std::string_view unit = scale.by_step ? "steps" : "points";
  const double shift = scale.by_step ? 0 : 1;
  return fmt::format("{}: ▁ is {}, █ is {}; {} {} to {}", key, significant(scale.least),
                     significant(scale.most), unit, std::lround(scale.first + shift),
                     std::lround(scale.end + shift));
}

Table curves_table(const Curves& all, const std::vector<std::string>& keys, std::size_t width) {
  const bool has_children = std::any_of(all.curves.begin(), all.curves.end(),
                                        [](const Curve& c) { return !c.series.child.empty(); });
  Table table;
  table.columns = {{"id", CellKind::text, ColumnRole::fixed}};
  table.columns.push_back({"name", CellKind::text, ColumnRole::field});
  if (has_children) table.columns.push_back({"child", CellKind::text, ColumnRole::fixed});
  if (keys.size() > 1) table.columns.push_back({"key", CellKind::text, ColumnRole::fixed});
  for (const std::string_view title : {"last", "min", "max"}) {
    table.columns.push_back({std::string(title), CellKind::number, ColumnRole::fixed});
  }
  table.columns.push_back({"curve", CellKind::value, ColumnRole::fixed});
  std::int64_t not_finite = 0;
  for (const std::string& key : keys) {
    const Scale scale = scale_of(all.curves, key);
    for (const Curve& curve : all.curves) {
      if (curve.series.metric.key != key) continue;
      std::vector<Value> row = {curve.run, curve.name.empty() ? Value() : Value(curve.name)};
      const std::string& child = curve.series.child;
      if (has_children) row.push_back(child.empty() ? Value() : Value(child));
      if (keys.size() > 1) row.emplace_back(key);
      for (const double value : {curve.last, curve.least, curve.most}) row.emplace_back(value);
      row.emplace_back(drawn(curve, scale, width));
      table.rows.push_back(std::move(row));
      not_finite += curve.not_finite;
    }
    table.notes.push_back(scale_note(key, scale));
  }
  if (not_finite > 0) {
    table.notes.push_back(
        fmt::format("{} NaN or infinite, not drawn", counted(not_finite, "point")));
  }
  if (all.without > 0) {
    table.notes.push_back(
        fmt::format("{} without {}", counted(all.without, "run"), join(keys, ", ")));
  }
  return table;
}

Curves print_curves(const OpenProject& open, const RunsQuery& query,
                    const std::vector<std::string>& keys, const PointOptions& points,
                    OutputOptions output) {
  const std::optional<StepRange> range = read_range(points.steps);
  std::vector<Curve> found;
  Curves all = for_each_run(open, query, keys, points,
                            [&](const RunRow& run, RunHistory& history, const auto& chosen) {
                              for (const std::size_t index : chosen) {
                                found.push_back(read_curve(run, {history, index, range}));
                              }
                            });
  all.curves = std::move(found);
  if (all.curves.empty() && output_format(output) == TableFormat::table) {
    print_line(all.runs == 0 ? "no runs"
                             : fmt::format("none of {} has {}", counted(all.runs, "run"),
                                           join(keys, " or ")));
    return all;
  }
  const std::optional<std::size_t> screen = output_style(output).width;
  const std::size_t width =
      screen ? std::clamp(*screen - std::min(*screen, kOtherColumns), kCurveWidth, kWidestCurve)
             : kCurveWidth;
  output.all = true;
  print_table(curves_table(all, keys, width), output);
  return all;
}

/// The same for machines: all points.
Curves print_all_points(const OpenProject& open, const RunsQuery& query,
                        const std::vector<std::string>& keys, const PointOptions& points,
                        TableFormat format) {
  const std::optional<StepRange> range = read_range(points.steps);
  const std::unique_ptr<PointPrinter> printer = make_point_printer(format, {.run = true});
  printer->start("");
  Curves all = for_each_run(
      open, query, keys, points, [&](const RunRow& run, RunHistory& history, const auto& chosen) {
        for (const std::size_t index : chosen) {
          print_points({history, index, range}, run.id.text, points, {}, *printer);
        }
      });
  printer->finish();
  return all;
}

}  // namespace

void show_curves(const OpenProject& open, const RunsQuery& query, const std::string& names,
                 const PointOptions& points, const OutputOptions& output) {
  const std::vector<std::string> keys = known_keys(open.catalog(), names, points);
  const TableFormat format = output_format(output);
  const bool are_drawn = format == TableFormat::table || format == TableFormat::md;
  if (are_drawn && (points.every || points.points)) {
    throw Error(ErrorCode::invalid_input,
                "--every and --points choose points, and curves have none",
                "leave them out, or take all points with --csv, --json or --jsonl");
  }
  const Curves shown = are_drawn ? print_curves(open, query, keys, points, output)
                                 : print_all_points(open, query, keys, points, format);
  if (shown.failure) throw Error(*shown.failure);
}

}  // namespace cairn
