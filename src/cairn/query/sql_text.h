// SQL with its bound values, put together piece by piece. Values are always bound, never spelled
// into the text. For the source files of this module only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cairn/catalog/sqlite.h"
#include "cairn/query/runs_query.h"

namespace cairn {

/// A piece of SQL and the values of its question marks, in order.
struct SqlText {
  std::string text;
  std::vector<Value> values;  ///< Integers, doubles and strings only.

  SqlText& add(std::string_view sql) {
    text += sql;
    return *this;
  }
  SqlText& add(std::string_view sql, Value value) {
    values.push_back(std::move(value));
    return add(sql);
  }
  SqlText& add(const SqlText& other) {
    values.insert(values.end(), other.values.begin(), other.values.end());
    return add(other.text);
  }

  /// The statement with all values bound; they must live as long as it.
  Statement prepare(const Database& database) const;
};

/// " WHERE …" of `filter` over the runs table of `catalog` under the alias `r`; never empty.
SqlText where_clause(const Catalog& catalog, const RunsFilter& filter);

}  // namespace cairn
