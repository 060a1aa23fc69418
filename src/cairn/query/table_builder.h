// A table made column by column: a column and its cells are added together, so that they cannot
// part. For the source files of this module only.
#pragma once

#include <string>
#include <utility>

#include "cairn/query/table.h"

namespace cairn {

class TableBuilder {
 public:
  explicit TableBuilder(std::size_t rows) { table_.rows.resize(rows); }

  /// Adds a column; `cell_of(row)` is the Value of each of its cells.
  template <typename CellOf>
  void add(std::string title, CellKind kind, ColumnRole role, const CellOf& cell_of) {
    table_.columns.push_back({std::move(title), kind, role, {}});
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      table_.rows[row].push_back(cell_of(row));
    }
  }

  Table take() { return std::move(table_); }

 private:
  Table table_;
};

}  // namespace cairn
