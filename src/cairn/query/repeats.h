// Runs that were made of the same: equal in stage, dataset and its version, seed, all params and
// upstream runs, and yet not one run, as where a default was edited and then given, or where each
// start is a run of its own. Statistics take them for independent ones, which makes n too large and
// the spread too small. Runs without any param and seed are none: nothing says that they are alike.
// It does not know what is measured. For the source files of this module only.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "cairn/query/key_column.h"

namespace cairn {

/// What is looked at; all by the place of a member.
struct RepeatSearch {
  std::span<const KeyColumn> fields;
  std::span<const ParamColumn> params;
  std::span<const std::uint32_t> group_of;
  std::span<const std::int64_t> run_of;  ///< The rowid of its run.
};

/// The runs of members that repeat each other inside their group: lists of at least two different
/// runs, ascending, in the order of their first ones.
std::vector<std::vector<std::int64_t>> find_repeats(const Catalog& catalog,
                                                    const RepeatSearch& search);

}  // namespace cairn
