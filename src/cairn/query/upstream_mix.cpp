#include "cairn/query/upstream_mix.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "cairn/query/key_column.h"

namespace cairn {

namespace {

using Rowids = std::vector<std::int64_t>;
using StageKey = std::pair<std::string, std::string>;

/// The runs that runs were made from, as far up as some chosen runs lead; of other runs no link is
/// looked at.
class UpstreamLinks {
 public:
  UpstreamLinks(const Catalog& catalog, std::span<const std::int64_t> chosen)
      : of_one_(catalog.database().prepare(select("l.run = ?1"))),
        of_many_(catalog.database().prepare(select("l.run BETWEEN ?1 AND ?2"))) {
    Statement any = catalog.database().prepare("SELECT 1 FROM links WHERE digest IS NOT NULL");
    if (!any.step()) return;
    for (Rowids level(chosen.begin(), chosen.end()); !level.empty();) level = climb(level);
  }

  bool empty() const { return parents_.empty(); }

  /// Ascending; empty for a run that was made from none.
  const Rowids& parents_of(std::int64_t run) const {
    static const Rowids none;
    const auto found = parents_.find(run);
    return found == parents_.end() ? none : found->second;
  }

 private:
  static std::string select(std::string_view which) {
    // Of an attempt before, too: that of it which the identity stands for has not changed.
    return "SELECT l.run, p.run FROM links l"
           " CROSS JOIN runs p ON p.digest = l.digest AND p.copy = 0 WHERE " +
           std::string(which);
  }

  /// Reads what these runs were made from; returns those of them that were not met before.
  Rowids climb(Rowids& level) {
    keep_once(level);
    const RunSet runs(std::move(level));
    if (runs.is_most()) {
      of_many_.bind(1, runs.rowids().front()).bind(2, runs.rowids().back());
      read(of_many_, runs);
    } else {
      for (const std::int64_t run : runs.rowids()) {
        of_one_.bind(1, run);
        read(of_one_, runs);
      }
    }
    Rowids next;
    for (const std::int64_t run : runs.rowids()) {
      const auto found = parents_.find(run);
      if (found == parents_.end()) continue;
      keep_once(found->second);
      for (const std::int64_t parent : found->second) {
        if (!parents_.contains(parent) && met_.insert(parent).second) next.push_back(parent);
      }
    }
    return next;
  }

  void read(Statement& links, const RunSet& runs) {
    while (links.step()) {
      const std::int64_t run = links.integer(0);
      if (runs.place_of(run) != runs.size()) parents_[run].push_back(links.integer(1));
    }
    links.reset();
  }

  static void keep_once(Rowids& runs) {
    std::sort(runs.begin(), runs.end());
    runs.erase(std::unique(runs.begin(), runs.end()), runs.end());
  }

  Statement of_one_;
  Statement of_many_;
  std::unordered_map<std::int64_t, Rowids> parents_;
  std::unordered_set<std::int64_t> met_;  ///< Parents whose own links are read, or will be.
};

/// What somebody chose upstream: the number of a stage's key, and in the lower half that of its
/// text.
using Choice = std::uint64_t;
/// Ascending, so that those of one key stand together.
using ChoiceSet = std::vector<Choice>;

constexpr int kTextBits = 32;
constexpr std::uint32_t key_of(Choice choice) {
  return static_cast<std::uint32_t>(choice >> kTextBits);
}

/// What was chosen upstream of runs, as params, seeds and versions of data. Runs that have the same
/// upstream choices share one set: a run that chooses nothing hands on that of its parent.
class UpstreamChoices {
 public:
  UpstreamChoices(const Catalog& catalog, const UpstreamLinks& links, std::span<const KeyRef> over)
      : links_(links),
        row_(catalog.database().prepare(
            "SELECT stage, dataset_version, CAST(seed AS TEXT) FROM runs WHERE run = ?")),
        params_(catalog.database().prepare("SELECT k.text, CAST(p.value AS TEXT) FROM params p"
                                           " JOIN keys k ON k.id = p.key WHERE p.run = ?")) {
    for (const KeyRef& key : over) over_.insert(key.key);
  }

  const StageKey& key(std::uint32_t number) const { return *keys_[number]; }

  /// Parents come first. A chain may be too long to climb by calls.
  const ChoiceSet* upstream_of(std::int64_t asked) {
    Rowids open{asked};
    while (!open.empty()) {
      const std::int64_t run = open.back();
      const bool is_new = upstream_.try_emplace(run, nullptr).second;
      if (is_new) {
        for (const std::int64_t parent : links_.parents_of(run)) {
          if (!upstream_.contains(parent)) open.push_back(parent);
        }
        if (open.back() != run) continue;
      }
      if (upstream_[run] == nullptr) upstream_[run] = join_parents(run);
      open.pop_back();
    }
    return upstream_[asked];
  }

 private:
  const ChoiceSet* join_parents(std::int64_t run) {
    const Rowids& parents = links_.parents_of(run);
    if (parents.size() == 1 && own(parents.front()).empty()) return upstream_[parents.front()];
    ChoiceSet choices;
    const auto add = [&](const ChoiceSet& more) {
      choices.insert(choices.end(), more.begin(), more.end());
    };
    for (const std::int64_t parent : parents) {
      add(own(parent));
      // Of a circle, which no run can be in, a part is enough.
      if (const ChoiceSet* above = upstream_[parent]) add(*above);
    }
    std::sort(choices.begin(), choices.end());
    choices.erase(std::unique(choices.begin(), choices.end()), choices.end());
    return &*sets_.insert(std::move(choices)).first;
  }

  const ChoiceSet& own(std::int64_t run) {
    const auto [known, is_new] = own_.try_emplace(run);
    if (!is_new) return known->second;
    ChoiceSet& choices = known->second;
    row_.bind(1, run).step();
    const std::string stage(row_.text(0));
    const auto add = [&](std::string key, std::string_view value) {
      if (!over_.contains(key)) choices.push_back(number({stage, std::move(key)}, value));
    };
    if (!row_.text(1).empty()) add("dataset.version", row_.text(1));
    if (row_.type(2) != ColumnType::null) add("seed", row_.text(2));
    row_.reset();
    params_.bind(1, run);
    while (params_.step()) add(std::string(params_.text(0)), params_.text(1));
    params_.reset();
    std::sort(choices.begin(), choices.end());
    return choices;
  }

  Choice number(StageKey key, std::string_view text) {
    const auto [known, is_new] =
        key_numbers_.try_emplace(std::move(key), static_cast<std::uint32_t>(keys_.size()));
    if (is_new) keys_.push_back(&known->first);
    const auto count = static_cast<std::uint32_t>(texts_.size());
    const std::uint32_t place = texts_.try_emplace(std::string(text), count).first->second;
    return static_cast<Choice>(known->second) << kTextBits | place;
  }

  const UpstreamLinks& links_;
  Statement row_;
  Statement params_;
  std::set<std::string, std::less<>> over_;
  std::unordered_map<std::int64_t, ChoiceSet> own_;
  std::unordered_map<std::int64_t, const ChoiceSet*> upstream_;
  std::set<ChoiceSet> sets_;
  std::map<StageKey, std::uint32_t> key_numbers_;
  std::vector<const StageKey*> keys_;
  std::map<std::string, std::uint32_t> texts_;
};

/// Calls `visit` with the choices of each key in a set.
template <typename Visit>
void for_each_key(const ChoiceSet& choices, const Visit& visit) {
  for (auto begin = choices.begin(); begin != choices.end();) {
    const std::uint32_t key = key_of(*begin);
    const auto end =
        std::find_if(begin, choices.end(), [&](Choice choice) { return key_of(choice) != key; });
    visit(key, std::span(begin, end));
    begin = end;
  }
}

/// The keys of which two of the sets, where they have them, have not the same; with all choices of
/// them in `mixed`.
void add_mixed(const std::set<const ChoiceSet*>& sets,
               std::map<std::uint32_t, std::set<Choice>>& mixed) {
  std::unordered_map<std::uint32_t, std::span<const Choice>> first;
  std::set<std::uint32_t> differing;
  for (const ChoiceSet* set : sets) {
    for_each_key(*set, [&](std::uint32_t key, std::span<const Choice> choices) {
      const auto [known, is_new] = first.try_emplace(key, choices);
      if (!is_new && !std::ranges::equal(known->second, choices)) differing.insert(key);
    });
  }
  for (const ChoiceSet* set : sets) {
    if (differing.empty()) return;
    for_each_key(*set, [&](std::uint32_t key, std::span<const Choice> choices) {
      if (differing.contains(key)) mixed[key].insert(choices.begin(), choices.end());
    });
  }
}

/// Runs by what they were made from directly: one stands for all that were made from the same.
struct ByParents {
  const UpstreamLinks* links;
  bool operator()(std::int64_t a, std::int64_t b) const {
    return links->parents_of(a) < links->parents_of(b);
  }
};

}  // namespace

std::vector<UpstreamKey> find_upstream_mix(const Catalog& catalog,
                                           std::span<const std::int64_t> run_of,
                                           std::span<const std::uint32_t> group_of,
                                           std::span<const KeyRef> over) {
  const UpstreamLinks links(catalog, run_of);
  if (links.empty()) return {};
  using DifferentRuns = std::set<std::int64_t, ByParents>;
  std::map<std::uint32_t, DifferentRuns> groups;
  for (std::size_t i = 0; i < run_of.size(); ++i) {
    groups.try_emplace(group_of[i], ByParents{&links}).first->second.insert(run_of[i]);
  }
  UpstreamChoices choices(catalog, links, over);
  std::map<std::uint32_t, std::set<Choice>> mixed;
  for (const auto& [group, runs] : groups) {
    if (runs.size() == 1) continue;
    std::set<const ChoiceSet*> sets;
    for (const std::int64_t run : runs) sets.insert(choices.upstream_of(run));
    add_mixed(sets, mixed);
  }
  std::vector<UpstreamKey> keys;
  for (const auto& [key, values] : mixed) {
    const auto& [stage, name] = choices.key(key);
    keys.push_back({stage, name, static_cast<std::int64_t>(values.size())});
  }
  std::ranges::sort(keys, {}, [](const UpstreamKey& key) { return std::tie(key.stage, key.key); });
  return keys;
}

}  // namespace cairn
