// SQL with its bound values, put together piece by piece. Values are always bound, never spelled
// into the text. For the source files of this module only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "cairn/catalog/sqlite.h"
#include "cairn/query/runs_query.h"

namespace cairn {

/// A piece of SQL and the values of its question marks, in order.
struct SqlText {
  std::string text;
  /// Integers, doubles, strings, and sets for collect() and holds().
  std::vector<std::variant<Value, RowidSet*>> values;

  SqlText& add(std::string_view sql) {
    text += sql;
    return *this;
  }
  SqlText& add(std::string_view sql, Value value) {
    values.push_back(std::move(value));
    return add(sql);
  }
  SqlText& add(std::string_view sql, RowidSet& set) {
    values.emplace_back(&set);
    return add(sql);
  }
  SqlText& add(const SqlText& other) {
    values.insert(values.end(), other.values.begin(), other.values.end());
    return add(other.text);
  }

  /// The statement with all values bound; they must live as long as it.
  Statement prepare(const Database& database) const;
};

/// The rowids that `sql` selects, in its order.
std::vector<std::int64_t> rowids_of(const Catalog& catalog, const SqlText& sql);

/// " AND …" for each condition of `filter` but the one for copies; empty where there is none.
SqlText conditions(const Catalog& catalog, const RunsFilter& filter, std::string_view run);

/// " WHERE …" of `filter` over the runs table of `catalog` under the alias `r`; never empty. `run`
/// is where its rowid is found: in a row that is at hand before that of the run, so that most runs
/// are refused without a look at it.
SqlText where_clause(const Catalog& catalog, const RunsFilter& filter,
                     std::string_view run = "r.run");

}  // namespace cairn
