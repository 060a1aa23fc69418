// ORDER BY as SQL, over the runs table under the alias `r`. For the source files of this module
// only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/query/runs_query.h"
#include "cairn/query/sql_text.h"

namespace cairn {

/// The joins and the ORDER BY of sort keys, under aliases s<i>.
struct SortSql {
  SqlText joins;
  SqlText order;  ///< Without the words ORDER BY; never empty.
};

/// Of the sort keys [first, …), and of what decides between runs that are equal by all of them.
SortSql sort_sql(const Catalog& catalog, const std::vector<SortKey>& keys, std::size_t first);

/// "ASC" or "DESC".
std::string_view direction(SortOrder order);

/// Bound in place of the number of a key; one that no run has matches nothing.
std::int64_t number_of(const Catalog& catalog, const KeyRef& ref);

/// Appends LIMIT and OFFSET; a limit of -1 is none.
SqlText& add_page(SqlText& sql, std::int64_t limit, std::int64_t offset);

}  // namespace cairn
