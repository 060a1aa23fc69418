// What is asked of groups of runs: which numbers, and which statistics of them. Read from the text
// of `--agg`: "rmse: mean,std,ci95; r2: median". n is always among the statistics. It does not know
// groups. What each statistic is: statistics.h, docs/guide/aggregates.md.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/query/metric_name.h"
#include "cairn/query/runs_query.h"
#include "cairn/query/statistics.h"

namespace cairn {

enum class StatisticKind { n, mean, std, sem, ci95, median, quantile, min, max };

/// One statistic.
struct Statistic {
  StatisticKind kind = StatisticKind::mean;
  std::string name;     ///< As it is typed and shown: "mean", "q25".
  double fraction = 0;  ///< Of a quantile: 0.25 for q25.
};

/// A number of runs and its statistics, n among them, each once.
struct Measure {
  KeyRef key;  ///< A metric, a numeric field or a param, of runs or of children.
  std::vector<Statistic> statistics;
};

/// The names of all statistics, with the usual quantiles.
std::vector<std::string> statistic_names();

/// Reads one name: n, mean, std, sem, ci95, median, min, max, or q25 (any percentage, q2.5 too).
/// Throws Error(invalid_input) with the nearest one.
Statistic parse_statistic(std::string_view name);

/// Reads "rmse: mean,std; child.r2": names by read_key, without statistics mean, std and
/// n. Throws Error(invalid_input).
std::vector<Measure> parse_measures(const Catalog& catalog, std::string_view text);

/// mean, std and n of the metric by which the records of these runs rank them, or of the only
/// metric; of the runs or of their children. Throws Error(invalid_input) that lists the metrics
/// when neither says which.
std::vector<Measure> usual_measures(const Catalog& catalog, const RunsFilter& filter,
                                    KeyOwner owner = KeyOwner::run);

/// The place of the first statistic of `kind`, or nullopt.
std::optional<std::size_t> find_statistic(const Measure& measure, StatisticKind kind);

/// The statistic of a sample, whose values ascend where a quantile, min or max is asked for; absent
/// where the sample is too small for it.
std::optional<double> statistic_of(const Statistic& statistic, const Moments& moments,
                                   std::span<const double> sorted);

}  // namespace cairn
