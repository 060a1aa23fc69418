#include "cairn/query/aggregate_text.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

constexpr std::size_t kListedKeys = 10;
// Titles of columns that are no keys.
constexpr std::array<std::string_view, 5> kOwnTitles = {"n", "tied", "tied_with_next", "p_next",
                                                        "rank"};

std::string counted_members(std::int64_t count, const Aggregates& aggregates) {
  if (aggregates.members == KeyOwner::run) return counted(count, "run");
  return counted(count, "child", "children");
}

/// "dataset.version of prep (2 values), lr of fit (3 values)".
std::string upstream_text(const std::vector<UpstreamKey>& keys) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < keys.size() && i < kListedKeys; ++i) {
    names.push_back(
        fmt::format("{} of {} ({})", keys[i].key, keys[i].stage, counted(keys[i].values, "value")));
  }
  if (keys.size() > kListedKeys) names.push_back(fmt::format("{} more", keys.size() - kListedKeys));
  return join(names, ", ");
}

/// "t.sh (2 versions), commands (2)".
std::string code_text(const std::vector<MixedCode>& code) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < code.size() && i < kListedKeys; ++i) {
    names.push_back(code[i].what.empty() ? fmt::format("commands ({})", code[i].versions)
                                         : fmt::format("{} ({})", printable(code[i].what),
                                                       counted(code[i].versions, "version")));
  }
  if (code.size() > kListedKeys) names.push_back(fmt::format("{} more", code.size() - kListedKeys));
  return join(names, ", ");
}

std::string mixed_text(const std::vector<MixedKey>& mixed) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < mixed.size() && i < kListedKeys; ++i) {
    names.push_back(fmt::format("{} ({}{})", key_text(mixed[i].key),
                                counted(mixed[i].values, "value"),
                                mixed[i].some_lack ? " or none" : ""));
  }
  if (mixed.size() > kListedKeys) {
    names.push_back(fmt::format("{} more", mixed.size() - kListedKeys));
  }
  return join(names, ", ");
}

std::string head_note(const Aggregates& aggregates) {
  const auto shown = static_cast<std::int64_t>(aggregates.groups.size());
  const std::string of = shown < aggregates.group_count ? fmt::format("{} of ", shown) : "";
  const std::string runs = counted(aggregates.runs, "run");
  const std::string members =
      aggregates.members == KeyOwner::run
          ? runs
          : fmt::format("{} of {}", counted_members(aggregates.children, aggregates), runs);
  return fmt::format("{}{} of {}", of, counted(aggregates.group_count, "group"), members);
}

}  // namespace

std::vector<std::string> key_titles(const std::vector<KeyRef>& keys) {
  std::vector<std::string> titles;
  for (const KeyRef& key : keys) {
    const std::string title = key_text(key);
    const auto is_same = [&](const KeyRef& other) { return key_text(other) == title; };
    const bool is_taken =
        std::find(kOwnTitles.begin(), kOwnTitles.end(), title) != kOwnTitles.end() ||
        std::count_if(keys.begin(), keys.end(), is_same) > 1;
    titles.push_back(is_taken ? full_text(key) : title);
  }
  return titles;
}

std::vector<Value> told_apart(std::vector<Value> values) {
  std::set<std::string> others;
  for (const Value& value : values) {
    if (!value.is_string() && !value.is_null()) others.insert(to_text(value));
  }
  for (Value& value : values) {
    if (value.is_string() && others.contains(value.as_string())) value = to_json(value);
  }
  return values;
}

CellKind key_kind(const KeyRef& key) {
  if (key.family != KeyFamily::field) {
    return key.owner == KeyOwner::parent ? CellKind::values : CellKind::value;
  }
  return field_kind(key.owner, key.key).value_or(CellKind::value);
}

CellKind measure_kind(const Measure& measure) {
  return measure.key.family == KeyFamily::field ? key_kind(measure.key) : CellKind::number;
}

std::optional<std::size_t> spread_of(const Measure& measure) {
  if (!find_statistic(measure, StatisticKind::mean)) return std::nullopt;
  if (measure_kind(measure) != CellKind::number) return std::nullopt;
  for (const StatisticKind kind : {StatisticKind::ci95, StatisticKind::std, StatisticKind::sem}) {
    if (const std::optional<std::size_t> found = find_statistic(measure, kind)) return found;
  }
  return std::nullopt;
}

std::vector<std::string> tie_marks(const std::vector<AggregateGroup>& groups) {
  std::vector<std::string> marks;
  bool above = false;
  for (const AggregateGroup& group : groups) {
    const bool below = group.is_tied_with_next();
    marks.emplace_back(above ? (below ? "┤" : "┘") : (below ? "┐" : ""));
    above = below;
  }
  return marks;
}

std::vector<std::string> tie_notes(const Aggregates& aggregates) {
  if (!aggregates.compared) return {};
  const std::vector<AggregateGroup>& groups = aggregates.groups;
  std::vector<std::string> notes;
  if (std::any_of(groups.begin(), groups.end(),
                  [](const AggregateGroup& group) { return group.is_tied_with_next(); })) {
    notes.push_back(fmt::format(
        "tied: neighbouring means that Welch's t-test cannot tell apart (p >= {})", kAlpha));
  }
  const auto small = std::count_if(groups.begin(), groups.end(), [&](const AggregateGroup& group) {
    return group.cells[*aggregates.compared].n() < 2;
  });
  if (small > 0) notes.push_back(fmt::format("{} not tested: n < 2", counted(small, "group")));
  return notes;
}

std::vector<std::string> aggregate_notes(const Aggregates& aggregates) {
  std::vector<std::string> notes = {head_note(aggregates)};
  std::vector<MixedKey> wanted;
  std::vector<MixedKey> others;
  for (const MixedKey& key : aggregates.mixed) (key.is_wanted ? wanted : others).push_back(key);
  if (!wanted.empty()) notes.back() += ", over " + mixed_text(wanted);
  if (!others.empty()) {
    notes.push_back(fmt::format("{} of one group also differ in {}",
                                members_word(aggregates.members), mixed_text(others)));
  }
  if (!aggregates.upstream.empty()) {
    notes.push_back(fmt::format("{} of one group were made from different {}",
                                members_word(aggregates.members),
                                upstream_text(aggregates.upstream)));
  }
  if (!aggregates.code.empty()) {
    notes.push_back(fmt::format("{} of one group were made with different {}",
                                members_word(aggregates.members), code_text(aggregates.code)));
  }
  for (std::size_t m = 0; m < aggregates.measures.size(); ++m) {
    const std::string key = measure_title(aggregates.measures, m);
    const LeftOutRuns& left = aggregates.left_out[m];
    if (left.without > 0) {
      notes.push_back(fmt::format("{} without {}", counted_members(left.without, aggregates), key));
    }
    if (left.not_finite > 0) {
      notes.push_back(fmt::format("{} left out: {} is not a finite number",
                                  counted_members(left.not_finite, aggregates), key));
    }
  }
  if (aggregates.not_measured > 0) {
    notes.push_back(
        fmt::format("{} left out: of stages without {}", counted(aggregates.not_measured, "run"),
                    aggregates.measures.size() == 1 ? key_text(aggregates.measures[0].key)
                                                    : "any of these metrics"));
  }
  if (aggregates.not_finished > 0) {
    notes.push_back(
        fmt::format("{} left out: not finished", counted(aggregates.not_finished, "run")));
  }
  return notes;
}

std::optional<std::string> repeats_note(const Aggregates& aggregates) {
  const RepeatedRuns& repeats = aggregates.repeats;
  if (repeats.count == 0) return std::nullopt;
  return fmt::format(
      "{} the params, seed and inputs of another one of the same group, so that n is too large and "
      "std too small; what differs: cairn explain {} {}",
      repeats.count == 1 ? "1 run repeats" : fmt::format("{} runs repeat", repeats.count),
      repeats.ids[0], repeats.ids[1]);
}

}  // namespace cairn
