#include "cairn/query/measure.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "cairn/base/ascii.h"
#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/query/fields.h"
#include "cairn/query/rank_rules.h"

namespace cairn {

namespace {

struct NamedStatistic {
  std::string_view name;
  StatisticKind kind;
};
constexpr std::array kStatistics = {
    NamedStatistic{"n", StatisticKind::n},       NamedStatistic{"mean", StatisticKind::mean},
    NamedStatistic{"std", StatisticKind::std},   NamedStatistic{"sem", StatisticKind::sem},
    NamedStatistic{"ci95", StatisticKind::ci95}, NamedStatistic{"median", StatisticKind::median},
    NamedStatistic{"min", StatisticKind::min},   NamedStatistic{"max", StatisticKind::max},
};
constexpr std::string_view kUsual = "mean,std,n";

// "q25" as 0.25.
std::optional<double> quantile_fraction(std::string_view name) {
  if (!name.starts_with('q')) return std::nullopt;
  name.remove_prefix(1);
  double percent = 0;
  const auto [end, error] =
      std::from_chars(name.data(), name.data() + name.size(), percent, std::chars_format::fixed);
  const bool is_number = error == std::errc() && end == name.data() + name.size();
  if (!is_number || !(percent >= 0 && percent <= 100)) return std::nullopt;
  return percent / 100;
}

std::vector<Statistic> parse_statistics(std::string_view text) {
  std::vector<Statistic> statistics;
  const auto has = [&](std::string_view name) {
    return std::any_of(statistics.begin(), statistics.end(),
                       [&](const Statistic& statistic) { return statistic.name == name; });
  };
  for (const std::string& part : split(text, ',')) {
    Statistic statistic = parse_statistic(trimmed(part));
    if (!has(statistic.name)) statistics.push_back(std::move(statistic));
  }
  if (!has("n")) statistics.push_back(parse_statistic("n"));
  return statistics;
}

bool is_measured(CellKind kind) {
  return kind == CellKind::number || kind == CellKind::integer || kind == CellKind::flag ||
         kind == CellKind::duration || kind == CellKind::bytes;
}

KeyRef resolve_measured(const Catalog& catalog, std::string_view name) {
  KeyRef key = read_key(catalog, name);
  if (key.family == KeyFamily::metric || key.family == KeyFamily::param) return key;
  if (key.family == KeyFamily::field && is_measured(field_kind(key.owner, key.key).value())) {
    return key;
  }
  throw Error(ErrorCode::invalid_input, fmt::format("'{}' is a label, no number", name),
              "aggregate a metric, a param with numbers, or a field like duration or size");
}

// A key may hold a colon itself; what is behind the last one are statistics.
Measure parse_measure(const Catalog& catalog, std::string_view text) {
  const std::size_t colon = text.rfind(':');
  const std::string_view name = trimmed(text.substr(0, colon));
  if (name.empty()) {
    throw Error(ErrorCode::invalid_input, fmt::format("there is no metric in '{}'", trimmed(text)),
                "write --agg 'rmse: mean,std; r2: median'");
  }
  const std::string_view statistics =
      colon == std::string_view::npos ? kUsual : trimmed(text.substr(colon + 1));
  return {resolve_measured(catalog, name), parse_statistics(statistics)};
}

}  // namespace

std::vector<std::string> statistic_names() {
  std::vector<std::string> names;
  for (const NamedStatistic& known : kStatistics) names.emplace_back(known.name);
  names.emplace_back("q25");
  names.emplace_back("q75");
  return names;
}

Statistic parse_statistic(std::string_view name) {
  for (const NamedStatistic& known : kStatistics) {
    if (known.name == name) return {known.kind, std::string(name), 0};
  }
  if (const std::optional<double> fraction = quantile_fraction(name)) {
    return {StatisticKind::quantile, std::string(name), *fraction};
  }
  const std::vector<std::string> names = statistic_names();
  const std::string hint = did_you_mean(name, names);
  throw Error(ErrorCode::invalid_input, fmt::format("there is no statistic '{}'", name),
              hint.empty() ? "there are: " + join(names, ", ") + " (q0 to q100)" : hint);
}

std::vector<Measure> parse_measures(const Catalog& catalog, std::string_view text) {
  std::vector<Measure> measures;
  for (const std::string& part : split(text, ';')) {
    if (trimmed(part).empty() && !measures.empty()) continue;  // "rmse: mean;" ends in one.
    Measure measure = parse_measure(catalog, part);
    for (const Measure& other : measures) {
      if (other.key == measure.key) {
        throw Error(ErrorCode::invalid_input,
                    fmt::format("'{}' is asked for twice", key_text(measure.key)),
                    fmt::format("name its statistics once: '{}: mean,std'", key_text(measure.key)));
      }
    }
    measures.push_back(std::move(measure));
  }
  return measures;
}

std::vector<Measure> usual_measures(const Catalog& catalog, const RunsFilter& filter,
                                    KeyOwner owner) {
  const std::vector<std::string> metrics = metric_keys(catalog, owner);
  const std::set<std::string> ranked = ranked_metrics(rank_rules(catalog, filter), metrics);
  std::string metric;
  if (ranked.size() == 1) metric = *ranked.begin();
  if (metric.empty() && metrics.size() == 1) metric = metrics[0];
  if (metric.empty()) {
    std::vector<std::string> listed(
        metrics.begin(),
        metrics.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(10, metrics.size())));
    throw Error(
        ErrorCode::invalid_input, "--agg is missing: which metric?",
        metrics.empty()
            ? fmt::format("no {} has a metric yet", owner == KeyOwner::run ? "run" : "child")
            : fmt::format("try --agg '{}: mean,std'; metrics are {}{}",
                          key_text({KeyFamily::metric, metrics[0], owner}), join(listed, ", "),
                          listed.size() < metrics.size() ? ", …" : ""));
  }
  return {{{KeyFamily::metric, metric, owner}, parse_statistics(kUsual)}};
}

std::optional<std::size_t> find_statistic(const Measure& measure, StatisticKind kind) {
  for (std::size_t i = 0; i < measure.statistics.size(); ++i) {
    if (measure.statistics[i].kind == kind) return i;
  }
  return std::nullopt;
}

std::optional<double> statistic_of(const Statistic& statistic, const Moments& moments,
                                   std::span<const double> sorted) {
  switch (statistic.kind) {
    case StatisticKind::n:
      return static_cast<double>(moments.n);
    case StatisticKind::mean:
      return moments.mean;
    case StatisticKind::std:
      return moments.std;
    case StatisticKind::sem:
      return standard_error(moments);
    case StatisticKind::ci95:
      return ci95(moments);
    case StatisticKind::median:
      return quantile(sorted, 0.5);
    case StatisticKind::quantile:
      return quantile(sorted, statistic.fraction);
    case StatisticKind::min:
      return sorted.front();
    case StatisticKind::max:
      return sorted.back();
  }
  return std::nullopt;
}

}  // namespace cairn
