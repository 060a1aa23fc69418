#include "cairn/query/aggregate.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/query/aggregate_members.h"
#include "cairn/query/aggregate_sort.h"
#include "cairn/query/filter_candidates.h"
#include "cairn/query/key_column.h"
#include "cairn/query/repeats.h"
#include "cairn/query/sql_text.h"

namespace cairn {

namespace {

// A run may have several numbers of runs upstream, and a number of a run would count once for each
// of its children.
void check_measures(const AggregateQuery& query) {
  for (const Measure& measure : query.measures) {
    if (measure.key.owner != KeyOwner::parent) continue;
    throw Error(
        ErrorCode::invalid_input,
        fmt::format("'{}' is no number of its own: several runs may be upstream of one",
                    key_text(measure.key)),
        fmt::format("measure those runs: cairn ls --agg '{}: mean,std'", own_text(measure.key)));
  }
  if (members_of(query) == KeyOwner::run) return;
  for (const Measure& measure : query.measures) {
    if (measure.key.owner == KeyOwner::child) continue;
    throw Error(ErrorCode::invalid_input,
                fmt::format("'{}' is a number of runs, and the groups are made of children",
                            measure.key.key),
                fmt::format("measure the children: --agg 'child.{}: mean,std'", measure.key.key));
  }
}

void check_keys(const AggregateQuery& query) {
  std::vector<KeyRef> keys = query.group_by.value_or(std::vector<KeyRef>());
  keys.insert(keys.end(), query.further.begin(), query.further.end());
  for (auto key = keys.begin(); key != keys.end(); ++key) {
    if (key->family == KeyFamily::metric) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("'{}' is a metric: {} are grouped by fields, params and tags",
                              key_text(*key), members_word(members_of(query))),
                  key->owner == KeyOwner::parent
                      ? fmt::format("list it: --columns id,{}", key_text(*key))
                      : fmt::format("aggregate it: --agg '{}: mean,std'", key_text(*key)));
    }
    if (std::find(keys.begin(), key, *key) != key) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("'{}' is a group key twice", key_text(*key)));
    }
    if (contains(query.over, *key)) {
      throw Error(
          ErrorCode::invalid_input,
          fmt::format("'{}' is both a group key and what to aggregate over", key_text(*key)),
          "name it in one of them");
    }
  }
}

std::vector<std::int64_t> chosen_rowids(const Catalog& catalog, const RunsFilter& filter) {
  SqlText sql;
  sql.add("SELECT r.run FROM runs r").add(where_clause(catalog, narrowed(catalog, filter)));
  sql.add(" ORDER BY r.run");
  return rowids_of(catalog, sql);
}

// Runs of stages of which none has a measure would only make rows without values, and keys of their
// own.
RunSet of_measured_stages(const Catalog& catalog, const AggregateQuery& query, RunSet runs) {
  const bool are_metrics =
      std::all_of(query.measures.begin(), query.measures.end(), [](const Measure& measure) {
        return measure.key.family == KeyFamily::metric && measure.key.owner == KeyOwner::run;
      });
  if ((query.group_by && !query.measured_stages_only) || !are_metrics) return runs;
  const KeyColumn stages = load_key_column(catalog, {KeyFamily::field, "stage"}, runs);
  if (stages.values.size() <= 2) return runs;
  std::vector<bool> is_measured(stages.values.size(), false);
  for (const Measure& measure : query.measures) {
    const NumberColumn numbers = load_numbers(catalog, measure.key, runs);
    for (std::size_t run = 0; run < runs.size(); ++run) {
      if (numbers.present[run]) is_measured[stages.of_run[run]] = true;
    }
  }
  std::vector<std::int64_t> measured;
  for (std::size_t run = 0; run < runs.size(); ++run) {
    if (is_measured[stages.of_run[run]]) measured.push_back(runs.rowids()[run]);
  }
  if (measured.empty() || measured.size() == runs.size()) return runs;
  return RunSet(std::move(measured));
}

RepeatedRuns repeated_runs(const Catalog& catalog, const Choices& choices,
                           const std::vector<std::int64_t>& run_of, const Partition& parts) {
  RepeatedRuns repeats;
  Statement id = catalog.database().prepare("SELECT id FROM runs WHERE run = ?");
  for (const std::vector<std::int64_t>& runs :
       find_repeats(catalog, {choices.fields, choices.params, parts.group_of, run_of})) {
    repeats.count += static_cast<std::int64_t>(runs.size()) - 1;
    for (std::size_t i = 0; i < 2 && repeats.ids.size() < 2; ++i) {
      id.bind(1, runs[i]).step();
      repeats.ids.emplace_back(id.text(0));
      id.reset();
    }
  }
  return repeats;
}

NumberColumn numbers_of(const Catalog& catalog, const KeyRef& key, const Choices& choices,
                        const RunSet& runs) {
  if (key.family != KeyFamily::param) return load_numbers(catalog, key, runs);
  NumberColumn column{std::vector<double>(runs.size(), std::numeric_limits<double>::quiet_NaN()),
                      std::vector<bool>(runs.size(), false)};
  const ParamColumn* param = find_param(choices, key);
  if (!param) return column;
  if (std::none_of(param->values.begin(), param->values.end(),
                   [](const Value& value) { return value.is_number(); })) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("no {} has a number under '{}'",
                            key.owner == KeyOwner::run ? "run" : "child", key_text(key)),
                fmt::format("group by it: --group-by {}", key_text(key)));
  }
  for (const auto& [run, value] : param->entries) {
    column.present[run] = value != 0;
    if (param->values[value].is_number()) column.values[run] = param->values[value].as_double();
  }
  return column;
}

bool needs_order(const Measure& measure) {
  return std::any_of(measure.statistics.begin(), measure.statistics.end(), [](const Statistic& s) {
    return s.kind == StatisticKind::median || s.kind == StatisticKind::quantile ||
           s.kind == StatisticKind::min || s.kind == StatisticKind::max;
  });
}

AggregateCell make_cell(const Measure& measure, std::vector<double>& values, bool in_order) {
  AggregateCell cell;
  cell.moments = moments(values);
  if (in_order) std::sort(values.begin(), values.end());
  for (const Statistic& statistic : measure.statistics) {
    if (statistic.kind == StatisticKind::n) {
      cell.values.emplace_back(static_cast<double>(cell.n()));
    } else if (cell.moments) {
      cell.values.push_back(statistic_of(statistic, *cell.moments, values));
    } else {
      cell.values.emplace_back();
    }
  }
  return cell;
}

LeftOutRuns add_cells(const Measure& measure, const NumberColumn& numbers, const Partition& parts,
                      std::vector<AggregateGroup>& groups) {
  LeftOutRuns left_out;
  const bool in_order = needs_order(measure);
  std::vector<double> values;
  for (std::size_t group = 0; group < groups.size(); ++group) {
    values.clear();
    for (std::size_t i = parts.begin[group]; i < parts.begin[group + 1]; ++i) {
      const std::uint32_t run = parts.order[i];
      if (!numbers.present[run]) {
        ++left_out.without;
      } else if (!std::isfinite(numbers.values[run])) {
        ++left_out.not_finite;
      } else {
        values.push_back(numbers.values[run]);
      }
    }
    groups[group].cells.push_back(make_cell(measure, values, in_order));
  }
  return left_out;
}

std::vector<AggregateGroup> make_groups(const std::vector<KeyColumn>& columns,
                                        const Partition& parts) {
  std::vector<AggregateGroup> groups(parts.size());
  for (std::size_t group = 0; group < groups.size(); ++group) {
    groups[group].members = static_cast<std::int64_t>(parts.begin[group + 1] - parts.begin[group]);
    for (const KeyColumn& column : columns) {
      const std::uint32_t value = column.of_run[parts.order[parts.begin[group]]];
      groups[group].keys.push_back(column.values[value]);
    }
  }
  return groups;
}

}  // namespace

std::string_view members_word(KeyOwner members) {
  return members == KeyOwner::run ? "runs" : "children";
}

KeyOwner members_of(const AggregateQuery& query) {
  const auto is_of_child = [](const KeyRef& key) { return key.owner == KeyOwner::child; };
  const bool is_measured =
      std::any_of(query.measures.begin(), query.measures.end(),
                  [&](const Measure& measure) { return is_of_child(measure.key); });
  const bool is_named =
      std::any_of(query.over.begin(), query.over.end(), is_of_child) ||
      std::any_of(query.further.begin(), query.further.end(), is_of_child) ||
      (query.group_by && std::any_of(query.group_by->begin(), query.group_by->end(), is_of_child));
  return is_measured || is_named ? KeyOwner::child : KeyOwner::run;
}

Aggregates make_aggregates(const Catalog& catalog, const AggregateQuery& query) {
  check_keys(query);
  check_measures(query);
  const Snapshot snapshot(catalog.database());
  RunsFilter filter = query.filter;
  const bool only_finished = !filter.status && !filter.names_statuses;
  if (only_finished) filter.status = RunStatus::finished;
  RunSet finished(chosen_rowids(catalog, filter));
  Aggregates result;
  if (only_finished) {
    result.not_finished =
        count_runs(catalog, query.filter) - static_cast<std::int64_t>(finished.size());
  }
  RunSet measured = of_measured_stages(catalog, query, finished);
  result.not_measured = static_cast<std::int64_t>(finished.size() - measured.size());
  result.members = members_of(query);
  const Members members = load_members(catalog, std::move(measured), result.members);
  const Choices choices = load_choices(catalog, members);
  const std::vector<KeyColumn> columns = key_columns(catalog, query, choices, members);
  const Partition parts = partition(columns, members.size());

  result.measures = query.measures;
  result.runs = static_cast<std::int64_t>(members.runs.size());
  if (members.children) result.children = static_cast<std::int64_t>(members.size());
  for (const KeyColumn& column : columns) result.keys.push_back(column.key);
  result.mixed = mixed_keys(catalog, query, choices, members, result.keys, parts);
  const std::vector<std::int64_t> run_of = members.run_of();
  result.upstream = find_upstream_mix(catalog, run_of, parts.group_of, query.over);
  result.code = find_code_mix(catalog, members.runs, run_of, parts.group_of);
  result.repeats = repeated_runs(catalog, choices, run_of, parts);
  result.groups = make_groups(columns, parts);
  for (const Measure& measure : query.measures) {
    const NumberColumn numbers = numbers_of(catalog, measure.key, choices, members.all());
    result.left_out.push_back(add_cells(measure, numbers, parts, result.groups));
  }
  result.group_count = static_cast<std::int64_t>(result.groups.size());
  sort_groups(catalog, query.sort, result, query.sort_by_further ? query.further.size() : 0);
  if (query.limit && *query.limit < result.group_count) {
    result.groups.resize(static_cast<std::size_t>(std::max<std::int64_t>(0, *query.limit)));
  }
  return result;
}

std::string measure_title(const std::vector<Measure>& measures, std::size_t m) {
  const std::string title = key_text(measures[m].key);
  const bool is_shared = std::ranges::count_if(measures, [&](const Measure& other) {
                           return key_text(other.key) == title;
                         }) > 1;
  return is_shared ? full_text(measures[m].key) : title;
}

std::string statistic_title(const std::vector<Measure>& measures, std::size_t m, std::size_t s) {
  return fmt::format("{}.{}", measure_title(measures, m), measures[m].statistics[s].name);
}

}  // namespace cairn
