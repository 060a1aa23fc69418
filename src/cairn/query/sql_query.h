// Questions in SQL, over views whose names and columns docs/formats/sql.md promises. Nothing else
// can be reached: no tables, no writing, no other files, no PRAGMA. It does not know how rows are
// printed.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/value.h"
#include "cairn/catalog/catalog.h"

namespace cairn {

/// Makes the views and closes the catalog's connection to everything else. For the rest of its life
/// the connection of `catalog` can only answer queries over them.
class SqlViews {
 public:
  explicit SqlViews(Catalog& catalog);

  using RowVisitor = std::function<void(std::vector<Value> row)>;

  /// Runs one SELECT (or WITH, VALUES); returns the titles of its columns, which `visit` sees the
  /// rows of, one after the other. Blobs come as hexadecimal text. Throws Error(invalid_input) for
  /// what SQLite refuses, with its message and a caret where it knows the place.
  std::vector<std::string> query(std::string_view sql, const RowVisitor& visit) const;

  /// The views in order of their names, and the columns of each.
  struct View {
    std::string name;
    std::vector<std::string> columns;
  };
  std::vector<View> list() const;

 private:
  const Database& database_;
};

}  // namespace cairn
