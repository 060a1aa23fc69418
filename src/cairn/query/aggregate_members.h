// What an aggregate's groups are made of, what their members chose differently, and how these fall
// apart into groups; internal to make_aggregates. Members are runs, or the children of runs; all
// columns are by place in Members::all(). It does not know measures or statistics.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "cairn/query/aggregate.h"
#include "cairn/query/key_column.h"

namespace cairn {

/// All that the runs chose differently: candidates for group keys and for what groups mix.
struct Choices {
  std::vector<KeyColumn> fields;
  std::vector<ParamColumn> params;
};

/// What groups are made of, and where what they have is found.
struct Members {
  RunSet runs;                       ///< Where groups are made of children: those that have some.
  std::optional<ChildSet> children;  ///< Absent: groups are made of runs.

  const RunSet& all() const { return children ? children->children : runs; }
  std::size_t size() const { return all().size(); }
  /// The rowid of the run of each.
  std::vector<std::int64_t> run_of() const;
};

/// The members in groups, by number; a group's members stand together in `order`.
struct Partition {
  std::vector<std::uint32_t> group_of;  ///< By place of the member.
  std::vector<std::uint32_t> order;     ///< Places, group by group.
  std::vector<std::size_t> begin;       ///< Of each group in `order`, and the end of the last.

  std::size_t size() const { return begin.size() - 1; }
};

/// Whether `key` is among `keys`.
bool contains(const std::vector<KeyRef>& keys, const KeyRef& key);

/// The runs themselves, or their children.
Members load_members(const Catalog& catalog, RunSet runs, KeyOwner owner);

/// What the members chose.
Choices load_choices(const Catalog& catalog, const Members& members);

/// The param's column, or nullptr.
const ParamColumn* find_param(const Choices& choices, const KeyRef& key);

/// The keys that the groups of `query` have: those that it names, or all that vary.
std::vector<KeyColumn> key_columns(const Catalog& catalog, const AggregateQuery& query,
                                   const Choices& choices, const Members& members);

/// The groups of `members` members that agree in all `columns`.
Partition partition(const std::vector<KeyColumn>& columns, std::size_t members);

/// What differs inside groups whose keys are `keys`; what the query names first.
std::vector<MixedKey> mixed_keys(const Catalog& catalog, const AggregateQuery& query,
                                 const Choices& choices, const Members& members,
                                 const std::vector<KeyRef>& keys, const Partition& parts);

}  // namespace cairn
