#include "cli/history_series.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/query/decimate.h"
#include "cairn/query/metric_name.h"

namespace cairn {

namespace {

std::int64_t read_step(std::string_view text, std::string_view whole) {
  std::int64_t step = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), step);
  if (error == std::errc() && end == text.data() + text.size()) return step;
  throw Error(ErrorCode::invalid_input, fmt::format("--steps '{}' is no range of steps", whole),
              "write FIRST:LAST, as in --steps 100:200, --steps 100: or --steps :200");
}

}  // namespace

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

void check_counts(const PointOptions& options) {
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

std::vector<std::size_t> choose_series(const RunHistory& history, const std::string& names,
                                       const PointOptions& options,
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

std::string series_name(const Series& series) {
  return printable(series.child.empty() ? series.metric.key
                                        : fmt::format("{} of {}", series.metric.key, series.child));
}

std::int64_t SeriesStream::count() {
  if (!range_) return series().metric.count;
  std::int64_t count = 0;
  history_.read(index_, range_, [&](const LoggedPoint&) { ++count; });
  return count;
}

void SeriesStream::all(const PointVisitor& visit) { history_.read(index_, range_, visit); }

void SeriesStream::every(std::int64_t n, const PointVisitor& visit) {
  std::int64_t place = 0;
  history_.read(index_, range_, [&](const LoggedPoint& point) {
    if (place++ % n == 0) visit(point);
  });
}

void SeriesStream::decimated(std::int64_t count, std::int64_t wanted, const PointVisitor& visit) {
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

void print_points(SeriesStream stream, const std::string& run, const PointOptions& options,
                  std::optional<std::int64_t> usual, PointPrinter& printer) {
  SeriesHead head{.run = run, .series = &stream.series(), .note = {}};
  std::optional<std::int64_t> wanted = options.points;
  if (!wanted && !options.every) wanted = usual;
  const auto visit = [&](const LoggedPoint& point) { printer.point(point); };
  const std::int64_t count = wanted || options.every ? stream.count() : 0;
  if (wanted && count > *wanted) {
    head.note =
        fmt::format("{}: of {} the least and the most of {}{}", series_name(stream.series()),
                    counted(count, "point"), counted(*wanted / 2, "stretch", "stretches"),
                    options.points ? "" : ", --every 1 for all");
    printer.begin(head);
    stream.decimated(count, *wanted, visit);
  } else if (options.every && *options.every > 1) {
    head.note = fmt::format("{}: one of {} of {}", series_name(stream.series()), *options.every,
                            counted(count, "point"));
    printer.begin(head);
    stream.every(*options.every, visit);
  } else {
    printer.begin(head);
    stream.all(visit);
  }
  printer.end(head);
}

}  // namespace cairn
