#include "cairn/query/rank_rules.h"

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/query/metric_name.h"
#include "cairn/query/sql_text.h"

namespace cairn {

namespace {

std::string_view last_part(std::string_view key) { return key.substr(key.rfind('.') + 1); }

// What the rules whose metric `applies` agree on.
template <typename Applies>
std::optional<MetricGoal> agreed_goal(const std::vector<StageRank>& rules, std::string_view metric,
                                      const Applies& applies) {
  std::optional<MetricGoal> goal;
  for (const StageRank& rule : rules) {
    if (!applies(rule.metric)) continue;
    if (goal && *goal != rule.goal) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("some runs rank by the lowest {}, others by the highest", metric),
                  "say which with --min or --max");
    }
    goal = rule.goal;
  }
  return goal;
}

}  // namespace

std::vector<StageRank> rank_rules(const Catalog& catalog, const RunsFilter& filter) {
  SqlText sql;
  sql.add("SELECT r.rank_metric, r.rank_goal FROM runs r").add(where_clause(catalog, filter));
  sql.add(" AND r.rank_metric <> '' GROUP BY 1, 2 ORDER BY count(*) DESC, 1, 2");
  Statement select = sql.prepare(catalog.database());
  std::vector<StageRank> rules;
  while (select.step()) {
    rules.push_back({std::string(select.text(0)), static_cast<MetricGoal>(select.integer(1))});
  }
  return rules;
}

std::set<std::string> ranked_metrics(const std::vector<StageRank>& rules,
                                     const std::vector<std::string>& keys) {
  std::set<std::string> metrics;
  for (const StageRank& rule : rules) {
    for (std::string& key : keys_meant(keys, rule.metric)) metrics.insert(std::move(key));
  }
  return metrics;
}

std::optional<std::string> ranking_metric(std::string_view rule,
                                          const std::set<std::string>& metrics) {
  std::vector<std::string> meant = keys_meant({metrics.begin(), metrics.end()}, rule);
  if (meant.size() != 1) return std::nullopt;
  return std::move(meant[0]);
}

std::optional<MetricGoal> find_goal(const std::vector<StageRank>& rules, std::string_view metric) {
  std::optional<MetricGoal> goal =
      agreed_goal(rules, metric, [&](std::string_view other) { return other == metric; });
  if (goal) return goal;
  return agreed_goal(rules, metric,
                     [&](std::string_view other) { return last_part(other) == last_part(metric); });
}

}  // namespace cairn
