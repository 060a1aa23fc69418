#include "cairn/layout/ranking.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

#include "cairn/layout/document_functions.h"

namespace cairn {

namespace {

/// Scores as "lower is better", so that one comparison serves both directions.
double cost_of(double score, RankDirection direction) {
  return direction == RankDirection::min ? score : -score;
}

int aggregate_order(const Value& child) {
  const std::string name = text_at(child, "name");
  return name == "w_avg" ? 0 : name == "avg" ? 1 : 2;
}

void number_ranks(std::vector<RankedRun>& family) {
  for (std::size_t i = 0; i < family.size(); ++i) {
    const bool shared = i > 0 && family[i].score == family[i - 1].score;
    family[i].rank = shared ? family[i - 1].rank : i + 1;
  }
}

}  // namespace

RankRule rank_rule(const Value& run) {
  RankRule rule;
  const Value* rank = run.find("rank");
  if (rank == nullptr) return rule;
  const std::string by = text_at(*rank, "by");
  if (!by.empty()) rule.by = by;
  if (text_at(*rank, "direction") == "max") rule.direction = RankDirection::max;
  return rule;
}

std::optional<double> score_of(const Value& run_or_child, std::string_view metric) {
  const Value* metrics = run_or_child.find("metrics");
  const Value* score = metrics == nullptr ? nullptr : metrics->find_path(metric);
  if (score == nullptr || !score->is_number() || !std::isfinite(score->as_double())) {
    return std::nullopt;
  }
  return score->as_double();
}

const Value* best_child(const Value& run) {
  const Value* children = run.find("children");
  if (children == nullptr || !children->is_list()) return nullptr;
  const RankRule rule = rank_rule(run);
  const Value* best = nullptr;
  std::pair<double, int> best_key;
  for (const Value& child : children->as_list()) {
    const auto score = score_of(child, rule.by);
    if (!score) continue;
    const std::pair key{cost_of(*score, rule.direction), aggregate_order(child)};
    if (best == nullptr || key < best_key) {
      best = &child;
      best_key = key;
    }
  }
  return best;
}

std::vector<RankedRun> rank_runs(const std::vector<const Value*>& runs) {
  std::map<std::pair<std::string, RankDirection>, std::vector<RankedRun>> families;
  for (const Value* run : runs) {
    const RankRule rule = rank_rule(*run);
    const auto score = score_of(*run, rule.by);
    if (!score || text_at(*run, "status") != "finished") continue;
    families[{rule.by, rule.direction}].push_back({0, *score, rule, run, best_child(*run)});
  }
  std::vector<std::vector<RankedRun>> ordered;
  for (auto& [rule, family] : families) {
    std::ranges::stable_sort(family, {}, [](const RankedRun& row) {
      return std::tuple(cost_of(row.score, row.rule.direction), text_at(*row.run, "name"),
                        text_at(*row.run, "id"));
    });
    number_ranks(family);
    ordered.push_back(std::move(family));
  }
  std::ranges::stable_sort(ordered, std::ranges::greater(), &std::vector<RankedRun>::size);
  std::vector<RankedRun> result;
  for (const auto& family : ordered) result.insert(result.end(), family.begin(), family.end());
  return result;
}

}  // namespace cairn
