#include "cairn/query/aggregate_sort.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/query/key_column.h"

namespace cairn {

namespace {

// One sort key: a key of the groups, or a statistic of a measure.
struct GroupOrder {
  std::optional<std::size_t> key;
  std::size_t measure = 0;
  std::size_t statistic = 0;
  SortOrder order = SortOrder::ascending;
};

bool same_key(const Catalog& catalog, std::string_view name, const KeyRef& key) {
  if (name == key_text(key)) return true;
  try {
    return read_key(catalog, name) == key;
  } catch (const Error&) {
    return false;  // Not a name of a run's; the caller lists what it may be.
  }
}

std::vector<std::string> known_names(const Aggregates& aggregates) {
  std::vector<std::string> names;
  for (const KeyRef& key : aggregates.keys) names.push_back(key_text(key));
  for (std::size_t m = 0; m < aggregates.measures.size(); ++m) {
    for (std::size_t s = 0; s < aggregates.measures[m].statistics.size(); ++s) {
      names.push_back(statistic_title(aggregates.measures, m, s));
    }
  }
  return names;
}

// "mean", "val.rmse.mean", "rmse.mean".
bool names_statistic(const Catalog& catalog, std::string_view name, const Measure& measure,
                     const Statistic& statistic) {
  if (name == statistic.name) return true;
  if (name.size() <= statistic.name.size() + 1 || !name.ends_with(statistic.name)) return false;
  name.remove_suffix(statistic.name.size());
  if (!name.ends_with('.')) return false;
  name.remove_suffix(1);
  return same_key(catalog, name, measure.key);
}

GroupOrder parse_order(const Catalog& catalog, std::string_view name,
                       const Aggregates& aggregates) {
  std::vector<GroupOrder> meanings;
  std::vector<std::string> titles;
  for (std::size_t m = 0; m < aggregates.measures.size(); ++m) {
    const Measure& measure = aggregates.measures[m];
    for (std::size_t s = 0; s < measure.statistics.size(); ++s) {
      if (!names_statistic(catalog, name, measure, measure.statistics[s])) continue;
      meanings.push_back({std::nullopt, m, s, {}});
      titles.push_back(statistic_title(aggregates.measures, m, s));
    }
  }
  for (std::size_t k = 0; meanings.empty() && k < aggregates.keys.size(); ++k) {
    if (!same_key(catalog, name, aggregates.keys[k])) continue;
    meanings.push_back({k, 0, 0, {}});
  }
  if (meanings.size() == 1) return meanings[0];
  if (meanings.size() > 1) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("'{}' may mean {}", name, fmt::join(titles, " or ")),
                fmt::format("type one of: {}", fmt::join(titles, ", ")));
  }
  const std::vector<std::string> known = known_names(aggregates);
  const std::string hint = did_you_mean(name, known);
  throw Error(ErrorCode::invalid_input, fmt::format("groups cannot be sorted by '{}'", name),
              hint.empty() ? fmt::format("sort by one of: {}", fmt::join(known, ", ")) : hint);
}

std::vector<GroupOrder> parse_orders(const Catalog& catalog, std::string_view sort,
                                     const Aggregates& aggregates) {
  std::vector<GroupOrder> orders;
  if (sort.empty()) return orders;
  for (const std::string& part : split(sort, ',')) {
    const bool descending = part.starts_with('-');
    const std::string_view name = std::string_view(part).substr(descending ? 1 : 0);
    orders.push_back(parse_order(catalog, name, aggregates));
    if (descending) orders.back().order = SortOrder::descending;
  }
  return orders;
}

// Below 0 where `a` stands first. What is absent comes last in either order.
int compare_numbers(const std::optional<double>& a, const std::optional<double>& b,
                    SortOrder order) {
  if (!a || !b) return static_cast<int>(!a) - static_cast<int>(!b);
  if (*a == *b) return 0;
  return (*a < *b) == (order == SortOrder::ascending) ? -1 : 1;
}

bool group_before(const AggregateGroup& a, const AggregateGroup& b,
                  const std::vector<GroupOrder>& orders) {
  for (const GroupOrder& by : orders) {
    const int result = by.key ? compare_values(a.keys[*by.key], b.keys[*by.key], by.order)
                              : compare_numbers(a.cells[by.measure].values[by.statistic],
                                                b.cells[by.measure].values[by.statistic], by.order);
    if (result != 0) return result < 0;
  }
  for (std::size_t key = 0; key < a.keys.size(); ++key) {
    const int result = compare_values(a.keys[key], b.keys[key], SortOrder::ascending);
    if (result != 0) return result < 0;
  }
  return false;
}

}  // namespace

int compare_values(const Value& a, const Value& b, SortOrder order) {
  if (a.is_null() || b.is_null())
    return static_cast<int>(a.is_null()) - static_cast<int>(b.is_null());
  const bool turned = order == SortOrder::descending;
  if (stands_before(a, b)) return turned ? 1 : -1;
  if (stands_before(b, a)) return turned ? -1 : 1;
  return 0;
}

void sort_groups(const Catalog& catalog, std::string_view sort, Aggregates& aggregates,
                 std::size_t leading) {
  std::vector<GroupOrder> orders = parse_orders(catalog, sort, aggregates);
  for (std::size_t last = 1; last <= leading; ++last) {
    orders.insert(orders.begin(), {aggregates.keys.size() - last, 0, 0, SortOrder::ascending});
  }
  std::vector<AggregateGroup>& groups = aggregates.groups;
  std::stable_sort(
      groups.begin(), groups.end(),
      [&](const AggregateGroup& a, const AggregateGroup& b) { return group_before(a, b, orders); });
  const auto by = std::find_if(orders.begin(), orders.end(), [&](const GroupOrder& order) {
    return !order.key &&
           aggregates.measures[order.measure].statistics[order.statistic].kind != StatisticKind::n;
  });
  if (by == orders.end()) return;
  aggregates.compared = by->measure;
  const auto agree = [&](const AggregateGroup& a, const AggregateGroup& b) {
    return std::all_of(orders.begin(), by, [&](const GroupOrder& order) {
      return order.key && a.keys[*order.key] == b.keys[*order.key];
    });
  };
  for (std::size_t i = 0; i + 1 < groups.size(); ++i) {
    const std::optional<Moments>& own = groups[i].cells[by->measure].moments;
    const std::optional<Moments>& next = groups[i + 1].cells[by->measure].moments;
    if (own && next && agree(groups[i], groups[i + 1])) groups[i].next = welch_test(*own, *next);
  }
}

}  // namespace cairn
