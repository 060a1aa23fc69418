// The points of a run's metrics in each output mode, written one by one as they come, so that ten
// million of them need no memory. It does not know where points lie.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "cairn/query/table.h"
#include "cairn/record/metric_point.h"

namespace cairn {

/// What a point printer says of a series before its points.
struct SeriesHead {
  std::string run;  ///< Its id.
  const Series* series = nullptr;
  std::string note;  ///< What is left out of its points; empty: nothing is.
};

/// Which columns people see, equal for all series of an answer; machines see key, step, time and
/// value in any case.
struct PointColumns {
  bool run = false;  ///< Of several runs: machines then see each point's run, too.
  bool child = false;
  bool key = false;
  bool step = false;
  bool time = false;
};

/// Writes one answer: start, then for each series begin, points, end; finish.
class PointPrinter {
 public:
  virtual ~PointPrinter() = default;
  virtual void start(const std::string& /*run*/) {}
  virtual void begin(const SeriesHead& /*head*/) {}
  virtual void point(const LoggedPoint& point) = 0;
  virtual void end(const SeriesHead& /*head*/) {}
  virtual void finish() {}
};

std::unique_ptr<PointPrinter> make_point_printer(TableFormat format, const PointColumns& columns);

/// {"child": …, "key": …, "points": …, "steps": […], "first": …, …}: a series in short.
Map series_json(const Series& series);

}  // namespace cairn
