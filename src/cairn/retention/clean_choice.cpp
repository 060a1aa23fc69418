#include "cairn/retention/clean_choice.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include "cairn/base/fs.h"

namespace cairn {

namespace {

class Chooser {
 public:
  Chooser(const std::vector<CleanRow>& rows, const std::vector<CleanGroup>& groups,
          const CleanRules& rules, TimeUs now)
      : rows_(rows), groups_(groups), rules_(rules), now_(now) {
    choice_.verdicts.resize(rows.size());
    for (const CleanRow& row : rows) groups_with_runs_.insert(row.group);
  }

  CleanChoice choose() {
    make_units();
    rank_units();
    judge_units();
    judge_rows();
    protect();
    find_empty_groups();
    return std::move(choice_);
  }

 private:
  CleanVerdict& verdict(std::size_t row) { return choice_.verdicts[row]; }
  bool goes(std::size_t row) const { return choice_.verdicts[row].reason == CleanReason::goes; }

  void make_units() {
    std::map<std::string, std::size_t> by_group;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      if (rows_[row].is_adopted) continue;
      const std::string& group = rows_[row].group;
      if (rules_.unit == CleanupUnit::run || group.empty()) {
        choice_.units.push_back({.rows = {row}});
        continue;
      }
      const auto [found, is_new] = by_group.try_emplace(group, choice_.units.size());
      if (is_new) choice_.units.push_back({.group = group});
      choice_.units[found->second].rows.push_back(row);
    }
    for (CleanUnitRow& unit : choice_.units) {
      for (const std::size_t row : unit.rows) {
        unit.when = std::max(unit.when, rows_[row].when);
        take_score(unit, rows_[row]);
      }
    }
    std::ranges::sort(choice_.units, [this](const CleanUnitRow& a, const CleanUnitRow& b) {
      return a.when != b.when ? a.when > b.when : name_of(a) < name_of(b);
    });
  }

  /// What stays anyway must not take a place among the best or the newest from one that would go.
  static bool is_here(const CleanRow& row) { return !row.is_archived && !row.is_copy; }
  static bool counts(const CleanRow& row) { return row.matches && is_here(row); }

  void take_score(CleanUnitRow& unit, const CleanRow& row) const {
    if (!counts(row) || !row.score || !std::isfinite(*row.score)) return;
    if (!unit.score || is_better(*row.score, *unit.score)) unit.score = row.score;
    const auto [found, is_new] = unit.scores.try_emplace(row.per, *row.score);
    if (!is_new && is_better(*row.score, found->second)) found->second = *row.score;
  }

  bool is_better(double a, double b) const {
    return rules_.goal == MetricGoal::min ? a < b : a > b;
  }

  /// What decides between equal units: ids and paths are the same whatever the order of the rows.
  std::pair<std::string, std::string> name_of(const CleanUnitRow& unit) const {
    if (!unit.group.empty()) return {unit.group, ""};
    const CleanRow& row = rows_[unit.rows.front()];
    return {row.id.text, row.path};
  }

  /// For each `per` by itself; a group that is among the best of one of them is among the best.
  void rank_units() {
    if (!rules_.keep_best) return;
    std::map<std::string, std::vector<std::pair<double, CleanUnitRow*>>> ranked;
    for (CleanUnitRow& unit : choice_.units) {
      for (const auto& [per, score] : unit.scores) ranked[per].emplace_back(score, &unit);
    }
    for (auto& [per, units] : ranked) {
      std::ranges::sort(units, [this](const auto& a, const auto& b) {
        return a.first != b.first ? is_better(a.first, b.first)
                                  : name_of(*a.second) < name_of(*b.second);
      });
      std::int64_t rank = 0;
      for (const auto& [score, unit] : units) {
        ++rank;
        if (unit->rank == 0 || rank < unit->rank) unit->rank = rank;
      }
    }
  }

  /// `newer` counts the units before it, of all and of what is asked for.
  struct Newer {
    std::int64_t of_all = 0;
    std::int64_t of_asked = 0;
  };

  bool is_among_newest(const Newer& newer) const {
    return newer.of_asked < rules_.keep_newest || (rules_.keeps_newest_of_all && newer.of_all == 0);
  }

  CleanReason judge(const CleanUnitRow& unit, const Newer& newer) const {
    if (rules_.keep_best && !unit.score) return CleanReason::no_metric;
    if (rules_.keep_best && unit.rank <= *rules_.keep_best) return CleanReason::best;
    if (is_among_newest(newer)) return CleanReason::newest;
    if (rules_.older_than && now_ - unit.when <= *rules_.older_than) return CleanReason::young;
    return CleanReason::goes;
  }

  void judge_units() {
    Newer newer;
    for (const CleanUnitRow& unit : choice_.units) {
      const CleanReason reason = judge(unit, newer);
      const auto has = [&](bool (*what)(const CleanRow&)) {
        return std::ranges::any_of(unit.rows, [&](std::size_t row) { return what(rows_[row]); });
      };
      if (has(is_here)) ++newer.of_all;
      if (has(counts)) ++newer.of_asked;
      for (const std::size_t row : unit.rows) verdict(row) = {.reason = reason, .rank = unit.rank};
    }
  }

  /// What a row says for itself comes before what its unit was judged by.
  void judge_rows() {
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      const CleanRow& run = rows_[row];
      CleanReason& reason = verdict(row).reason;
      if (!run.matches) {
        reason = CleanReason::filtered;
      } else if (run.is_archived) {
        reason = CleanReason::archived;
      } else if (run.is_adopted) {
        reason = CleanReason::adopted;
      } else if (run.is_copy) {
        reason = CleanReason::copy;
      } else if (reason != CleanReason::goes) {
        continue;
      } else if (is_running(run)) {
        reason = CleanReason::running;
      } else if (run.pinned) {
        reason = CleanReason::pinned;
      } else if (run.is_kept) {
        reason = CleanReason::kept;
      }
    }
  }

  /// Every run that stays may keep others; those then keep more.
  void protect() {
    std::unordered_map<Digest, std::vector<std::size_t>, DigestHash> by_digest;
    for (std::size_t row = 0; row < rows_.size(); ++row)
      by_digest[rows_[row].digest].push_back(row);
    std::vector<std::size_t> staying;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      if (!goes(row)) staying.push_back(row);
    }
    while (!staying.empty()) {
      for (std::size_t at = 0; at < staying.size(); ++at) {
        if (keeps_links(rows_[staying[at]])) keep_links(staying[at], by_digest, staying);
      }
      staying.clear();
      if (rules_.lineage != LineageRule::reachable) keep_reused(by_digest, staying);
      keep_holders(staying);
    }
  }

  static bool is_running(const CleanRow& row) {
    return row.status == RunStatus::running || row.status == RunStatus::pending;
  }

  /// A running job reads its inputs at the paths that it was told: there they must stay, whatever
  /// else finds them where they go.
  bool keeps_links(const CleanRow& row) const {
    if (rules_.lineage == LineageRule::reachable) return is_running(row);
    return rules_.lineage == LineageRule::keep;
  }

  void keep_links(std::size_t row,
                  const std::unordered_map<Digest, std::vector<std::size_t>, DigestHash>& by_digest,
                  std::vector<std::size_t>& staying) {
    for (const LinkRow& link : rows_[row].links) {
      if (!link.digest) continue;
      const auto found = by_digest.find(*link.digest);
      if (found == by_digest.end()) continue;
      for (const std::size_t other : found->second) {
        if (!goes(other)) continue;
        keep(other, CleanReason::linked, rows_[row].id.text, staying);
        verdict(other).link = link.type;
      }
    }
  }

  void keep(std::size_t row, CleanReason reason, const std::string& other,
            std::vector<std::size_t>& staying) {
    verdict(row).reason = reason;
    verdict(row).other = other;
    staying.push_back(row);
  }

  /// The groups that go: all that lies in them does.
  std::set<std::string> going_groups() const {
    std::set<std::string> some;
    std::set<std::string> staying;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      (goes(row) ? some : staying).insert(rows_[row].group);
    }
    std::set<std::string> going;
    std::ranges::set_difference(some, staying, std::inserter(going, going.end()));
    for (const CleanGroup& group : groups_) {
      if (is_empty_and_old(group)) going.insert(group.path);
    }
    return going;
  }

  void keep_reused(
      const std::unordered_map<Digest, std::vector<std::size_t>, DigestHash>& by_digest,
      std::vector<std::size_t>& staying) {
    const std::set<std::string> going = going_groups();
    for (const CleanGroup& group : groups_) {
      if (going.contains(group.path)) continue;
      for (const Digest& digest : group.reused) {
        const auto found = by_digest.find(digest);
        if (found == by_digest.end()) continue;
        for (const std::size_t row : found->second) {
          if (goes(row)) keep(row, CleanReason::reused, group.path, staying);
        }
      }
    }
  }

  /// A run folder goes as a whole: not while a run that stays lies in it.
  void keep_holders(std::vector<std::size_t>& staying) {
    std::map<std::string, std::vector<std::size_t>> by_path;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      if (goes(row)) by_path[rows_[row].path].push_back(row);
    }
    if (by_path.empty()) return;
    for (std::size_t at = 0; at < rows_.size(); ++at) {
      if (goes(at)) continue;
      const CleanRow& run = rows_[at];
      for (std::string path = parent_path(run.path); !path.empty(); path = parent_path(path)) {
        const auto found = by_path.find(path);
        if (found == by_path.end()) continue;
        for (const std::size_t row : found->second) {
          if (goes(row)) keep(row, CleanReason::holds, run.id.text, staying);
        }
      }
    }
  }

  /// Age is all that can be said of a group without runs.
  bool is_empty_and_old(const CleanGroup& group) const {
    return rules_.takes_empty_groups && rules_.older_than && !rules_.keep_best &&
           now_ - group.created > *rules_.older_than && !groups_with_runs_.contains(group.path);
  }

  void find_empty_groups() {
    for (const CleanGroup& group : groups_) {
      if (is_empty_and_old(group)) choice_.groups.push_back(group.path);
    }
    std::ranges::sort(choice_.groups);
  }

  const std::vector<CleanRow>& rows_;
  const std::vector<CleanGroup>& groups_;
  const CleanRules& rules_;
  TimeUs now_;
  std::set<std::string> groups_with_runs_;
  CleanChoice choice_;
};

}  // namespace

CleanChoice choose_to_clean(const std::vector<CleanRow>& rows,
                            const std::vector<CleanGroup>& groups, const CleanRules& rules,
                            TimeUs now) {
  return Chooser(rows, groups, rules, now).choose();
}

}  // namespace cairn
