// Which runs go in a cleanup, and why each of the others stays: a pure function over plain rows, so
// that what a dry run shows is what a real one moves. Ages are measured by recorded times against
// one given moment, ties are decided by ids, and what has no score is never ranked. It knows no
// disk, no catalog and no clock.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cairn/base/clock.h"
#include "cairn/catalog/run_row.h"
#include "cairn/spec/cleanup_policy.h"

namespace cairn {

/// A run as the choice sees it.
struct CleanRow {
  RunId id;
  Digest digest;
  std::string path;
  std::string group;  ///< Folder of its dated group; empty: it lies in none.
  RunStatus status = RunStatus::finished;
  TimeUs when = 0;              ///< The newest of its recorded times.
  std::optional<double> score;  ///< Of the metric that is ranked by; absent or not finite: no rank.
  std::string per;              ///< Ranks count among rows with an equal one.
  std::vector<LinkRow> links;   ///< What it was made from.
  bool pinned = false;
  bool matches = true;       ///< Whether it passes the filters (status, dataset, …).
  bool is_kept = false;      ///< A person was asked, and keeps it.
  bool is_copy = false;      ///< Another folder holds a newer attempt: neither ranked nor counted.
  bool is_archived = false;  ///< It was put away: neither chosen nor ranked nor counted.
  bool is_adopted = false;   ///< It lies in a foreign tree: neither chosen nor ranked nor counted.
};

/// A dated group.
struct CleanGroup {
  std::string path;
  TimeUs created = 0;
  std::vector<Digest> reused;  ///< Runs that lie elsewhere and that it ranks as its own.
};

/// Whether runs that others were made from may go.
enum class LineageRule {
  keep,       ///< What a kept run links to is kept.
  ignore,     ///< It may go.
  reachable,  ///< What goes can still be reached: only links of running runs keep it.
};

/// What goes; all parts together must hold.
struct CleanRules {
  std::optional<TimeUs> older_than;       ///< Age in microseconds.
  std::optional<std::int64_t> keep_best;  ///< So many of each `per` stay.
  MetricGoal goal = MetricGoal::min;
  std::int64_t keep_newest = 0;  ///< So many units of those that match stay, whatever their age.
  bool keeps_newest_of_all = false;  ///< The newest unit stays, whatever matches.
  CleanupUnit unit = CleanupUnit::run;
  LineageRule lineage = LineageRule::keep;
  bool takes_empty_groups = false;  ///< Groups without any run go by their age.
};

/// Why a run stays, or that it goes. The first that holds.
enum class CleanReason {
  goes,
  filtered,  ///< It does not pass the filters.
  copy,      ///< An older copy: only named folders of it are touched.
  archived,  ///< It lies in the archive.
  adopted,   ///< It lies in a foreign tree, of which nothing is ever moved.
  running,   ///< It has not ended.
  pinned,
  kept,       ///< A person was asked, and keeps it.
  no_metric,  ///< It has no finite score, so that it has no rank.
  best,       ///< It is among the best.
  newest,     ///< It is among the newest.
  young,      ///< It is not old enough.
  linked,     ///< A run that stays was made from it.
  reused,     ///< A group that stays ranks it as its own.
  holds,      ///< The folder of a run that stays lies in its own.
};

/// What is decided of a row.
struct CleanVerdict {
  CleanReason reason = CleanReason::goes;
  std::int64_t rank = 0;  ///< Of its unit, from 1; 0: it has none.
  std::string other;      ///< For linked, reused, holds: the id or group that keeps it.
  std::string link;       ///< For linked: "input", "refit_of", …
};

/// A group, or a run where runs are chosen, with what it was judged by.
struct CleanUnitRow {
  std::string group;  ///< Empty for a run.
  std::vector<std::size_t> rows;
  TimeUs when = 0;
  std::optional<double> score;                        ///< The best of its rows.
  std::map<std::string, double, std::less<>> scores;  ///< The best of each `per`.
  std::int64_t rank = 0;                              ///< The best of its ranks, from 1; 0: none.
};

/// What is decided of all rows.
struct CleanChoice {
  std::vector<CleanVerdict> verdicts;  ///< One for each row.
  std::vector<CleanUnitRow> units;     ///< The newest first.
  std::vector<std::string> groups;     ///< Groups without any run that go.
};

/// Decides for every row at the moment `now`. `groups` are all dated groups.
CleanChoice choose_to_clean(const std::vector<CleanRow>& rows,
                            const std::vector<CleanGroup>& groups, const CleanRules& rules,
                            TimeUs now);

}  // namespace cairn
