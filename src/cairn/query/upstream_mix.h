// What the runs of one group were made from differently, though they themselves chose the same:
// params, seeds and versions of data of all runs upstream. Who averages over seeds averages over
// these as well, and wants to know. Nothing is split by them. It does not know what is measured.
// For the source files of this module only.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/query/metric_name.h"

namespace cairn {

/// A key of the runs of one stage upstream.
struct UpstreamKey {
  std::string stage;
  std::string key;          ///< A param, "seed" or "dataset.version".
  std::int64_t values = 0;  ///< Different ones upstream of the groups that mix them.
};

/// Those in which the runs upstream of the members of some group differ, but for the keys that
/// `over` names, whosever they are; `run_of` has the rowid of each member's run. Sorted.
std::vector<UpstreamKey> find_upstream_mix(const Catalog& catalog,
                                           std::span<const std::int64_t> run_of,
                                           std::span<const std::uint32_t> group_of,
                                           std::span<const KeyRef> over);

}  // namespace cairn
