// All points that a run logged, wherever they lie: in its history file, in its events file (of a
// running one: what is there by now), or, where no metric has a second point, in its record alone.
// Points are streamed and never all in memory. It does not know how they are shown.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cairn/catalog/run_row.h"
#include "cairn/record/history_file.h"
#include "cairn/record/record.h"
#include "cairn/store/project.h"

namespace cairn {

class RunHistory {
 public:
  /// Opens the points of `run`, and checks the bytes that its record vouches for. Throws
  /// Error(corrupt), Error(not_found), Error(io).
  RunHistory(const Project& project, const RunHead& run);

  /// All series, those of children too, in the order of their first points. What is logged later
  /// belongs to none of them.
  const std::vector<Series>& series() const;
  /// Visits the points of series()[index] in the order in which they were logged; with `range` only
  /// those that have a step in it.
  void read(std::size_t index, const std::optional<StepRange>& range, const PointVisitor& visit);

 private:
  void read_open_attempt(const std::string& events);
  void add_final_points(const Record& record);

  std::unique_ptr<HistoryReader> file_;  ///< Null: the points lie elsewhere.
  std::string events_path_;              ///< Empty: there is no events file.
  SeriesTable table_;                    ///< Of what does not lie in a history file.
  /// By series: the value of a metrics file, which comes after what was logged.
  std::vector<std::optional<double>> final_values_;
};

}  // namespace cairn
