#include "cairn/query/upstream_mix.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "cairn/query/key_sql.h"

namespace cairn {

namespace {

using Rowids = std::vector<std::int64_t>;
using StageKey = std::pair<std::string, std::string>;
using Texts = std::set<std::string>;

/// All runs that runs were made from, directly or not.
class Ancestors {
 public:
  explicit Ancestors(const Catalog& catalog) {
    Statement link = catalog.database().prepare(
        fmt::format("SELECT l.run, p.run FROM links l CROSS JOIN runs p ON p.digest = l.digest"
                    " AND p.copy = 0 AND {}",
                    kIsAsRead));
    while (link.step()) parents_[link.integer(0)].push_back(link.integer(1));
  }

  bool empty() const { return parents_.empty(); }

  const Rowids& of(std::int64_t run) {
    const auto [known, is_new] = ancestors_.try_emplace(run);
    if (!is_new) return known->second;  // Of a circle, which no run can be in, a part is enough.
    std::set<std::int64_t> found;
    if (const auto parents = parents_.find(run); parents != parents_.end()) {
      for (const std::int64_t parent : parents->second) {
        found.insert(parent);
        const Rowids& further = of(parent);
        found.insert(further.begin(), further.end());
      }
    }
    return ancestors_[run] = Rowids(found.begin(), found.end());
  }

 private:
  std::map<std::int64_t, Rowids> parents_;
  std::map<std::int64_t, Rowids> ancestors_;
};

/// What runs chose, as texts by stage and key.
class UpstreamChoices {
 public:
  UpstreamChoices(const Catalog& catalog, std::span<const KeyRef> over)
      : row_(catalog.database().prepare(
            "SELECT stage, dataset_version, CAST(seed AS TEXT) FROM runs WHERE run = ?")),
        params_(catalog.database().prepare("SELECT k.text, CAST(p.value AS TEXT) FROM params p"
                                           " JOIN keys k ON k.id = p.key WHERE p.run = ?")) {
    for (const KeyRef& key : over) over_.insert(key.key);
  }

  const std::map<StageKey, std::string>& of(std::int64_t run) {
    const auto [known, is_new] = choices_.try_emplace(run);
    if (!is_new) return known->second;
    row_.bind(1, run).step();
    const std::string stage(row_.text(0));
    const auto add = [&](std::string key, std::string_view value) {
      if (!over_.contains(key)) known->second.emplace(StageKey{stage, std::move(key)}, value);
    };
    if (!row_.text(1).empty()) add("dataset.version", row_.text(1));
    if (row_.type(2) != ColumnType::null) add("seed", row_.text(2));
    row_.reset();
    params_.bind(1, run);
    while (params_.step()) add(std::string(params_.text(0)), params_.text(1));
    params_.reset();
    return known->second;
  }

 private:
  Statement row_;
  Statement params_;
  std::set<std::string, std::less<>> over_;
  std::map<std::int64_t, std::map<StageKey, std::string>> choices_;
};

std::map<StageKey, Texts> chosen_by(const Rowids& runs, UpstreamChoices& choices) {
  std::map<StageKey, Texts> chosen;
  for (const std::int64_t run : runs) {
    for (const auto& [key, value] : choices.of(run)) chosen[key].insert(value);
  }
  return chosen;
}

}  // namespace

std::vector<UpstreamKey> find_upstream_mix(const Catalog& catalog,
                                           std::span<const std::int64_t> run_of,
                                           std::span<const std::uint32_t> group_of,
                                           std::span<const KeyRef> over) {
  Ancestors ancestors(catalog);
  if (ancestors.empty()) return {};
  std::map<std::uint32_t, std::set<Rowids>> made_from;  // By group.
  for (std::size_t i = 0; i < run_of.size(); ++i) {
    made_from[group_of[i]].insert(ancestors.of(run_of[i]));
  }
  UpstreamChoices choices(catalog, over);
  std::map<StageKey, Texts> mixed;
  for (const auto& [group, all] : made_from) {
    if (all.size() == 1) continue;
    std::map<StageKey, std::set<Texts>> seen;
    std::map<StageKey, Texts> values;
    for (const Rowids& runs : all) {
      for (auto& [key, texts] : chosen_by(runs, choices)) {
        values[key].insert(texts.begin(), texts.end());
        seen[key].insert(std::move(texts));
      }
    }
    for (const auto& [key, different] : seen) {
      if (different.size() > 1) mixed[key].insert(values[key].begin(), values[key].end());
    }
  }
  std::vector<UpstreamKey> keys;
  for (const auto& [key, values] : mixed) {
    keys.push_back({key.first, key.second, static_cast<std::int64_t>(values.size())});
  }
  return keys;
}

}  // namespace cairn
