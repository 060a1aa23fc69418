// A SQLite file of another program, read without a byte being written beside it: no lock, no -shm.
// Where its newest changes still stand in a write-ahead log, both files are copied and read there.
// It does not know the tables.
#pragma once

#include <string>
#include <vector>

#include "cairn/base/value.h"
#include "cairn/catalog/sqlite.h"
#include "cairn/exchange/foreign_tree.h"

namespace cairn {

class ForeignDatabase {
 public:
  /// Opens the file at `path` of the tree. Throws Error(not_found), Error(corrupt), Error(busy) for
  /// one that its program left in the middle of a change.
  ForeignDatabase(const ForeignTree& tree, const std::string& path);
  ForeignDatabase(const ForeignDatabase&) = delete;
  ForeignDatabase& operator=(const ForeignDatabase&) = delete;
  ~ForeignDatabase();

  /// Whether it has this table.
  bool has_table(std::string_view name) const;
  /// All rows of a query, each a map of its columns; `values` are bound in order.
  std::vector<Map> rows(std::string_view sql, const std::vector<Value>& values = {}) const;

 private:
  std::string place_;  ///< Its path in the tree.
  std::string copy_;   ///< A folder that goes with it; empty: the file is read where it lies.
  std::unique_ptr<Database> database_;
};

/// Whether the first bytes of a file say that it is a SQLite database.
bool is_sqlite_file(const ForeignTree& tree, std::string_view path);

/// A text column that holds JSON; null for no text, and a problem for no JSON.
Value json_column(const Map& row, std::string_view column, const std::string& place,
                  std::vector<std::string>& problems);

}  // namespace cairn
