// One metric of one run as `cairn history` shows it: which series a name means, and its points, all
// or fewer of them. It does not know how many runs are shown.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cairn/store/run_history.h"
#include "cli/history_print.h"
#include "cli/output.h"

namespace cairn {

/// Which points are shown, and of whom.
struct PointOptions {
  bool children = false;  ///< Of the children of a run, too.
  std::optional<std::string> steps;
  std::optional<std::int64_t> every;
  std::optional<std::int64_t> points;
};

/// Throws Error(invalid_input) for counts that make no sense.
void check_counts(const PointOptions& options);
/// What --steps says. Throws Error(invalid_input).
std::optional<StepRange> read_range(const std::optional<std::string>& text);

/// The places of the series that `names` (with commas between them) ask for, in their order; of
/// `child` alone where it is given. Throws Error(invalid_input) for a metric that the run lacks.
std::vector<std::size_t> choose_series(const RunHistory& history, const std::string& names,
                                       const PointOptions& options,
                                       const std::optional<std::string>& child);

/// "val.rmse", "val.rmse of fold0".
std::string series_name(const Series& series);

/// Streams one series, with fewer points where that is asked for.
class SeriesStream {
 public:
  SeriesStream(RunHistory& history, std::size_t index, std::optional<StepRange> range)
      : history_(history), index_(index), range_(range) {}

  const Series& series() const { return history_.series()[index_]; }
  /// Points in the range; a pass of its own where only a part is asked for.
  std::int64_t count();
  void all(const PointVisitor& visit);
  void every(std::int64_t n, const PointVisitor& visit);
  void decimated(std::int64_t count, std::int64_t wanted, const PointVisitor& visit);

 private:
  RunHistory& history_;
  std::size_t index_;
  std::optional<StepRange> range_;
};

/// Prints the points of one series of the run `run`, by default at most `usual` of them.
void print_points(SeriesStream stream, const std::string& run, const PointOptions& options,
                  std::optional<std::int64_t> usual, PointPrinter& printer);

}  // namespace cairn
