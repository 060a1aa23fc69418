// Runs that were made from an earlier attempt of a run upstream: that one was made again since,
// with another result. What it has now says nothing of them, so that no `parent.` value is shown;
// whoever shows such values, or averages over such runs, says so. It does not know what the earlier
// attempt was like.
#pragma once

#include <optional>
#include <string>

#include "cairn/query/runs_query.h"

namespace cairn {

/// Whether the key is what an attempt of a run upstream had.
bool is_of_upstream_attempt(const KeyRef& key);
/// Whether the filter compares such values.
bool asks_upstream_attempt(const Filter& filter);

/// "2 runs were made from an earlier attempt of train: their parent. values are not shown", of the
/// runs that pass; absent: none were.
std::optional<std::string> earlier_upstream_note(const Catalog& catalog, const RunsFilter& filter);

/// Whether who has the link was made from an earlier attempt of what it leads to.
bool is_from_earlier(const Catalog& catalog, const LinkRow& link);

}  // namespace cairn
