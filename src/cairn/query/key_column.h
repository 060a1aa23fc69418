// One key (a field, param, tag or metric) over many runs, or children of runs, loaded by itself:
// what grouping and aggregating read instead of whole runs. Equal values are kept once, so that
// runs are grouped by comparing numbers. 1, 1.0, "1" and true differ, as everywhere. It does not
// know what is grouped.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "cairn/base/value.h"
#include "cairn/catalog/catalog.h"
#include "cairn/query/metric_name.h"

namespace cairn {

/// Some runs of a catalog, or some children, each with its place among them.
class RunSet {
 public:
  /// `rowids` ascend; of children they are the numbers that the catalog gives them.
  explicit RunSet(std::vector<std::int64_t> rowids, KeyOwner owner = KeyOwner::run);

  /// Whose keys can be loaded: those of runs or of children.
  KeyOwner owner() const { return owner_; }
  std::size_t size() const { return rowids_.size(); }
  const std::vector<std::int64_t>& rowids() const { return rowids_; }
  /// The place of the run, or size() when it is not one of them.
  std::size_t place_of(std::int64_t rowid) const;
  /// Whether they are so many of the catalog's that reading past the others costs less than
  /// looking for each.
  bool is_most() const { return !places_.empty(); }

 private:
  KeyOwner owner_;
  std::vector<std::int64_t> rowids_;
  std::vector<std::uint32_t> places_;  // By rowid - rowids_[0]; empty where it would be sparse.
};

/// What each run of a set has under one key.
struct KeyColumn {
  KeyRef key;
  std::vector<Value> values;  ///< The distinct ones; the first is null: runs that lack the key.
  std::vector<std::uint32_t> of_run;  ///< For each run by place: which of `values` it has.
};

/// The numbers of each run of a set under one key.
struct NumberColumn {
  std::vector<double> values;  ///< By place; NaN where the run has no number.
  std::vector<bool> present;   ///< By place; whether the run has the key at all.
};

/// The same as KeyColumn for a param that perhaps only some runs have.
struct ParamColumn {
  std::string key;
  std::vector<Value> values;  ///< The distinct ones; the first is null.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> entries;  ///< (place, value); places ascend.
  KeyOwner owner = KeyOwner::run;
};

/// Children, and those runs that have them.
struct ChildSet {
  RunSet runs;
  RunSet children;
  std::vector<std::uint32_t> run_of;  ///< By place of the child: the place of its run.
};

/// The children of these runs.
ChildSet load_children(const Catalog& catalog, const RunSet& runs);

// What runs have, for each of their children.
KeyColumn spread(const KeyColumn& column, const ChildSet& set);
ParamColumn spread(const ParamColumn& param, const ChildSet& set);

// All of these load what the members of the set have, runs or children.

/// All params, sorted by key.
std::vector<ParamColumn> load_params(const Catalog& catalog, const RunSet& runs);

/// A param as a column of all members.
KeyColumn to_key_column(const ParamColumn& param, const RunSet& runs);

/// A field or tag of the members themselves. The name of a label that is not set is null.
KeyColumn load_key_column(const Catalog& catalog, const KeyRef& key, const RunSet& runs);

/// The number in the catalog of a text that many runs share, of runs only: their command, their
/// deps. 0 where a run has none.
std::vector<std::int64_t> load_text_numbers(const Catalog& catalog, const RunSet& runs,
                                            std::string_view column);

/// A metric, at the point of the key, or a numeric field.
NumberColumn load_numbers(const Catalog& catalog, const KeyRef& key, const RunSet& runs);

/// Whether `left` stands before `right`: numbers, then texts, then the rest, null last; each in
/// their own order.
bool stands_before(const Value& left, const Value& right);

}  // namespace cairn
