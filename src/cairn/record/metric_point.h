// One logged value of a metric, and what is known of all values of one metric together. A point is
// read from an events line in one of two ways that agree: a scanner for the usual spelling, which
// costs a tenth of a JSON parser, and the parsed line for every other. It does not know files.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cairn/base/clock.h"
#include "cairn/base/value.h"

namespace cairn {

/// A value of a metric. The texts live as long as the line that was read.
struct LoggedPoint {
  std::string_view child;  ///< Name of the child that it belongs to; empty: the run's own.
  std::string_view key;
  double value = 0;
  bool is_whole = false;  ///< Said as an integer, 7 and not 7.0, and held exactly.
  std::optional<std::int64_t> step;
  std::optional<TimeUs> time;
};

/// Below it a double holds every integer; from there on it may be the nearest to another one.
inline constexpr double kExactIntegers = 9007199254740992;  // 2^53

/// One metric over the life of an attempt.
struct MetricSummary {
  std::string key;
  double last = 0;
  std::optional<std::int64_t> last_step;
  double first = 0;
  double min = 0;
  double max = 0;
  std::int64_t count = 0;
  bool last_is_whole = false;  ///< Of `last`, as LoggedPoint has it.

  /// NaN never replaces a number as the least or most, and gives way to the first number.
  void add(const LoggedPoint& point);
  /// `last` as it was said: an integer or a real.
  Value last_value() const;
};

/// Metrics in the order of their first points, found by key without a search.
class MetricSummaries {
 public:
  void add(const LoggedPoint& point);
  /// The summary of `key`, or nullptr.
  const MetricSummary* find(const std::string& key) const;
  const std::vector<MetricSummary>& all() const { return metrics_; }

 private:
  std::vector<MetricSummary> metrics_;
  std::unordered_map<std::string, std::size_t> places_;
};

/// The points of one metric of a run or child, in short.
struct Series {
  std::string child;
  MetricSummary metric;    ///< With the key.
  std::int64_t steps = 0;  ///< How many points have a step, and the range of those.
  std::int64_t least_step = 0;
  std::int64_t most_step = 0;
  std::int64_t times = 0;  ///< How many points have a time.

  void add(const LoggedPoint& point);
};

/// All series of a run in the order of their first points.
class SeriesTable {
 public:
  /// Adds a point; the place of its series in all().
  std::size_t add(const LoggedPoint& point);
  const std::vector<Series>& all() const { return series_; }
  /// Points of all series.
  std::int64_t points() const { return points_; }

 private:
  std::vector<Series> series_;
  std::unordered_map<std::string, std::size_t> places_;  ///< By child, a NUL, and key.
  std::string name_;                                     ///< Kept, so that no look-up allocates.
  std::int64_t points_ = 0;
};

/// A metric line as it stands in an events file.
struct MetricLine {
  std::string_view key;
  std::string_view child;
  double value = 0;
  bool is_whole = false;  ///< As LoggedPoint has it.
  std::optional<std::int64_t> step;
  std::string_view time;  ///< As written: a text without its quotes, or a number.
};

/// Reads a metric line in the usual spelling, or nullopt: then the line may still be a metric, and
/// the JSON parser has the word. What it reads, the parser reads equally.
std::optional<MetricLine> scan_metric_line(std::string_view line);

/// A point's time: ISO 8601, or seconds since 1970; nullopt for anything else.
std::optional<TimeUs> point_time(std::string_view text);

}  // namespace cairn
