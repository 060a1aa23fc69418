// Ranking runs by the metric that their records name, and the best child of a run. Rules: only
// finished runs with a finite score are ranked; runs that are ranked by different metrics are
// ranked apart, the larger family first; equal scores share a rank (1, 2, 2, 4) and stand in order
// of name, then id. It works on the Values of a document's context and knows no layout and no
// catalog.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/value.h"

namespace cairn {

enum class RankDirection { min, max };

/// By which metric a run is ranked; where its record says nothing, by the lowest val.rmse.
struct RankRule {
  std::string by = "val.rmse";
  RankDirection direction = RankDirection::min;

  bool operator==(const RankRule&) const = default;
};

/// One ranked run; the pointers lead into the ranked values.
struct RankedRun {
  std::size_t rank = 0;
  double score = 0;
  RankRule rule;
  const Value* run = nullptr;
  const Value* best = nullptr;  ///< The best child, or nullptr when none has the metric.
};

/// The rule in the record of `run`.
RankRule rank_rule(const Value& run);

/// The finite number under `metric` of a run or child; nullopt when it is missing, NaN or infinite.
std::optional<double> score_of(const Value& run_or_child, std::string_view metric);

/// The child of `run` with the best score by the run's own rule, or nullptr. Of equal scores an
/// aggregate wins (w_avg, then avg), then the earlier child.
const Value* best_child(const Value& run);

/// All runs that can be ranked, best first.
std::vector<RankedRun> rank_runs(const std::vector<const Value*>& runs);

}  // namespace cairn
