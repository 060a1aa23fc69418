// Statistics of groups of runs: exact over all runs that pass the filter, never over a sample.
// Where a key or a measure is of children (folds, models), the groups are made of all children of
// these runs. A group is made of the runs that agree in its keys; runs that lack a key make a group
// of their own (null). Whatever is left out is counted: runs that have not finished, that lack the
// metric, that have NaN or an infinity there; and what varies inside the groups is named. Only the
// keys that are asked for are loaded. It does not know how groups are shown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cairn/query/code_mix.h"
#include "cairn/query/measure.h"
#include "cairn/query/upstream_mix.h"

namespace cairn {

/// What to aggregate.
struct AggregateQuery {
  /// Fields, params and tags, of the runs upstream too: their several values are one group key.
  /// Absent: the dataset, stage, seed and all params that vary between the
  /// runs, but for those in `over` and `further`.
  std::optional<std::vector<KeyRef>> group_by;
  std::vector<KeyRef> over;      ///< What the runs of a group are meant to differ in.
  std::vector<KeyRef> further;   ///< More keys, the last ones of each group.
  bool sort_by_further = false;  ///< By these keys before `sort`.
  /// Leaves out the runs of stages of which no run has any of the measures; always so where the
  /// keys are not named.
  bool measured_stages_only = false;
  std::vector<Measure> measures;
  RunsFilter filter;                  ///< Without a status only finished runs count.
  std::string sort;                   ///< "-mean", "dataset,val.rmse.median"; empty: by the keys.
  std::optional<std::int64_t> limit;  ///< Groups at most; statistics do not depend on it.
};

/// One measure of one group.
struct AggregateCell {
  std::optional<Moments> moments;  ///< Of the finite values; absent where there are none.
  std::vector<std::optional<double>> values;  ///< One for each statistic of the measure.

  std::int64_t n() const { return moments ? moments->n : 0; }
};

/// One group.
struct AggregateGroup {
  std::vector<Value> keys;
  std::int64_t members = 0;  ///< Runs or children, with or without a value.
  std::vector<AggregateCell> cells;
  /// The test of its mean against that of the group that follows it, shown or not. Absent for the
  /// last one, where one of them has n < 2, where the groups are not sorted by a measure, and where
  /// a key that they are sorted by before it changes.
  std::optional<WelchTest> next;

  /// Whether the test cannot tell its mean from the next one.
  bool is_tied_with_next() const { return next && next->p >= kAlpha; }
};

/// A key that is no group's key and differs between the runs of a group.
struct MixedKey {
  KeyRef key;
  std::int64_t values = 0;  ///< Different ones among all runs, without null.
  bool some_lack = false;   ///< Whether some run has none.
  bool is_wanted = false;   ///< Whether `over` names it.
};

/// Runs or children that have no finite value of a measure.
struct LeftOutRuns {
  std::int64_t without = 0;     ///< Those that lack it.
  std::int64_t not_finite = 0;  ///< NaN, an infinity, or a param that is no number.
};

/// Runs of one group that were made of the same, which statistics take for independent ones.
struct RepeatedRuns {
  std::int64_t count = 0;        ///< Without the newest of each.
  std::vector<std::string> ids;  ///< Of two that repeat each other, the newer one last.
};

struct Aggregates {
  std::vector<KeyRef> keys;
  std::vector<Measure> measures;
  std::vector<AggregateGroup> groups;
  std::int64_t group_count = 0;       ///< Before the limit.
  KeyOwner members = KeyOwner::run;   ///< What the groups are made of.
  std::int64_t runs = 0;              ///< Those that were aggregated.
  std::int64_t children = 0;          ///< Of these runs, where the groups are made of children.
  std::int64_t not_finished = 0;      ///< Left out because no status was asked for.
  std::int64_t not_measured = 0;      ///< Left out because their stage has none of the measures.
  std::vector<LeftOutRuns> left_out;  ///< For each measure.
  RepeatedRuns repeats;
  std::vector<MixedKey> mixed;          ///< Those that `over` names first.
  std::vector<UpstreamKey> upstream;    ///< What groups mix upstream of their runs.
  std::vector<MixedCode> code;          ///< Versions of deps and commands that groups mix.
  std::optional<std::size_t> compared;  ///< The measure whose neighbouring means were tested.
};

/// What the groups of a query are made of: children where one of its keys is a child's.
KeyOwner members_of(const AggregateQuery& query);

/// "runs" or "children".
std::string_view members_word(KeyOwner members);

/// Aggregates. Throws Error(invalid_input) for a metric among the keys, a key in both group_by and
/// over, a measure of runs in groups of children, and a sort key that is neither a key nor a
/// statistic.
Aggregates make_aggregates(const Catalog& catalog, const AggregateQuery& query);

/// How a measure is called in JSON keys and columns: "val.rmse", or with its family before it
/// ("metrics.n") where another one has that key.
std::string measure_title(const std::vector<Measure>& measures, std::size_t m);

/// "val.rmse.mean": how its statistic `s` is called in columns and sort keys.
std::string statistic_title(const std::vector<Measure>& measures, std::size_t m, std::size_t s);

}  // namespace cairn
