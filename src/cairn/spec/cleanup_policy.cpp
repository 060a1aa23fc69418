#include "cairn/spec/cleanup_policy.h"

#include <array>
#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/base/time_units.h"
#include "cairn/spec/filter.h"
#include "cairn/spec/stage_read.h"

namespace cairn {

namespace {

constexpr std::array<std::string_view, 10> kPolicyKeys = {
    "name", "action", "unit", "older_than", "keep_best", "by", "per", "status", "dataset", "where"};

struct AgeUnit {
  char letter;
  std::int64_t microseconds;
};
constexpr std::array kAgeUnits = {AgeUnit{'s', kSecond}, AgeUnit{'m', 60 * kSecond},
                                  AgeUnit{'h', 3600 * kSecond}, AgeUnit{'d', kDay},
                                  AgeUnit{'w', 7 * kDay}};

[[noreturn]] void refuse_age(std::string_view text, std::string_view why) {
  throw Error(ErrorCode::invalid_input, fmt::format("'{}' is no age: {}", printable(text), why),
              "as in 30d, 12h, 90m, 45s or 2w");
}

template <typename Choice>
struct Named {
  std::string_view name;
  Choice choice;
};
constexpr std::array kActions = {Named<CleanupAction>{"clean", CleanupAction::clean},
                                 Named<CleanupAction>{"archive", CleanupAction::archive}};
constexpr std::array kCleanupUnits = {Named<CleanupUnit>{"run", CleanupUnit::run},
                                      Named<CleanupUnit>{"group", CleanupUnit::group}};

template <typename Table>
auto read_either(const YamlNode& node, const Table& table, std::string_view what) {
  const std::string text = read_text(node, what);
  for (const auto& row : table) {
    if (row.name == text) return row.choice;
  }
  fail_at(node, fmt::format("{} is {} or {}, not '{}'", what, table[0].name, table[1].name,
                            printable(text)));
}

std::int64_t read_keep_best(const YamlNode& node) {
  const bool is_count = node.kind == YamlNode::Kind::scalar && node.scalar.is_int();
  if (!is_count || node.scalar.as_int() < 1) fail_at(node, "keep_best is a number from 1 on");
  return node.scalar.as_int();
}

std::string read_age_text(const YamlNode& node) {
  std::string text = read_text(node, "older_than");
  try {
    parse_age(text);
  } catch (const Error& error) {
    fail_at(node, error.message(), error.hint());
  }
  return text;
}

/// A rule that names nothing would take every run.
void check_policy(const CleanupPolicy& policy, const YamlNode& node) {
  const bool says_which = !policy.older_than.empty() || policy.keep_best ||
                          !policy.status.empty() || !policy.where.empty();
  if (!says_which) {
    fail_at(node, "a policy says which runs go",
            "with older_than, keep_best and by, status or where");
  }
  if (policy.keep_best && policy.by.empty()) {
    fail_at(node, "keep_best needs the metric", "as in: {keep_best: 5, by: rmse}");
  }
  if (!policy.keep_best && (!policy.by.empty() || !policy.per.empty())) {
    fail_at(node, "'by' and 'per' belong to keep_best", "as in: {keep_best: 5, by: rmse}");
  }
}

CleanupPolicy read_policy(const YamlNode& node, std::size_t number) {
  if (!node.is_map()) fail_at(node, "a policy is a map", "as in: - {status: failed}");
  check_keys(node, kPolicyKeys, "a policy");
  CleanupPolicy policy{.name = fmt::format("policy {}", number), .place = node.place()};
  const auto text_of = [&](std::string_view key, std::string& target) {
    if (const YamlNode* found = node.find(key)) target = read_text(*found, key);
  };
  text_of("name", policy.name);
  text_of("by", policy.by);
  text_of("dataset", policy.dataset);
  text_of("where", policy.where);
  if (is_empty_filter(policy.where)) policy.where.clear();  // It says nothing, and so names no run.
  if (const YamlNode* found = node.find("action")) {
    policy.action = read_either(*found, kActions, "an action");
  }
  if (const YamlNode* found = node.find("unit")) {
    policy.unit = read_either(*found, kCleanupUnits, "a unit");
  }
  if (const YamlNode* found = node.find("older_than")) policy.older_than = read_age_text(*found);
  if (const YamlNode* found = node.find("keep_best")) policy.keep_best = read_keep_best(*found);
  if (const YamlNode* found = node.find("per")) policy.per = read_text_list(*found, "per");
  if (const YamlNode* found = node.find("status")) policy.status = read_text_list(*found, "status");
  check_policy(policy, node);
  return policy;
}

}  // namespace

std::vector<CleanupPolicy> read_cleanup_policies(const YamlNode& node) {
  if (!node.is_list()) fail_at(node, "policies is a list", "as in: - {older_than: 180d}");
  std::vector<CleanupPolicy> policies;
  for (const YamlNode& item : node.items)
    policies.push_back(read_policy(item, policies.size() + 1));
  return policies;
}

std::int64_t parse_age(std::string_view text) {
  if (text.empty()) refuse_age(text, "it is empty");
  if (text.front() == '-') refuse_age(text, "it is less than nothing");
  const char* end = text.data() + text.size();
  std::int64_t number = 0;
  const auto [rest, failure] = std::from_chars(text.data(), end, number);
  if (failure == std::errc::result_out_of_range) refuse_age(text, "it is too long");
  if (failure != std::errc()) refuse_age(text, "it begins with no number");
  if (number == 0) refuse_age(text, "every run would be older");
  if (rest == end) refuse_age(text, "its unit is missing");
  for (const AgeUnit& unit : kAgeUnits) {
    if (rest + 1 != end || *rest != unit.letter) continue;
    // A hundred years: no run is older, and what was meant is something else.
    constexpr std::int64_t kMost = 36'525 * kDay;
    if (number > kMost / unit.microseconds) refuse_age(text, "it is too long");
    return number * unit.microseconds;
  }
  refuse_age(text, "its unit is not known");
}

}  // namespace cairn
