// The metrics files of an attempt: JSON, YAML and CSV, by the ending of their names. A file has the
// last word on a metric that the job also logged; the rows of a CSV file with a column of steps are
// the points of metrics that it did not log. It does not know the record.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cairn/record/metric_point.h"

namespace cairn {

/// What metrics files do not say, or not as they should: one text with the file for each.
struct MetricFilesNotes {
  std::vector<std::string> errors;  ///< Why a file cannot be read on, with the line.
  std::vector<std::string> doubts;  ///< What was read, and is hardly what was meant.
};

/// Adds what the files `paths` below `folder` say to `metrics`, which holds what was logged, and
/// visits each point that was added. Files that are not there are passed over; of a wrong one what
/// stood before the wrong line counts. Equal files and logged metrics give equal visits.
MetricFilesNotes add_metric_files(const std::string& folder, const std::vector<std::string>& paths,
                                  MetricSummaries& metrics,
                                  const std::function<void(const LoggedPoint&)>& visit);

}  // namespace cairn
