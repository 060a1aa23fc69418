// How runs say that they are ranked: the `rank:` of their stage, as their records keep it. It does
// not rank.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/query/runs_query.h"

namespace cairn {

/// A metric and which end of it is the good one.
struct StageRank {
  std::string metric;
  MetricGoal goal = MetricGoal::min;
};

/// The different rules of the runs that pass `filter`, those of most runs first. Runs without a
/// rule are not counted.
std::vector<StageRank> rank_rules(const Catalog& catalog, const RunsFilter& filter);

/// The metrics among `keys`, which are sorted, that the rules name, by the rules of
/// metric_name.h for bare names. Several may be meant by one rule; a stage without `rank:` has a
/// rule, too, whose metric perhaps no run has.
std::set<std::string> ranked_metrics(const std::vector<StageRank>& rules,
                                     const std::vector<std::string>& keys);

/// The metric among those of some runs that the rule in a record of them means; nullopt when none
/// of them has it, or several may be meant.
std::optional<std::string> ranking_metric(std::string_view rule,
                                          const std::set<std::string>& metrics);

/// Which end of `metric` is the good one by `rules`: what they say of it, else of metrics with the
/// same last part (test.r2 as val.r2). nullopt when they say nothing. Throws Error(invalid_input)
/// when they contradict each other.
std::optional<MetricGoal> find_goal(const std::vector<StageRank>& rules, std::string_view metric);

}  // namespace cairn
