// The fields that every run has (id, status, created, …): one table that says for each its name,
// its catalog column, how it is shown and how it is read from a row. Sorting, columns and grouping
// all look here. Params, metrics and tags are not fields: metric_name.h finds those.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/catalog/run_row.h"
#include "cairn/query/table.h"

namespace cairn {

/// One field of a run.
struct RunField {
  std::string_view name;             ///< As a person types it: "created".
  std::string_view column;           ///< Its column of the table runs.
  bool nullable;                     ///< Whether a run may lack it; such runs sort last.
  CellKind kind;                     ///< How its cells are shown.
  Value (*read)(const RunRow& run);  ///< null where the run lacks it.
};

/// All fields, in the order in which they are listed.
std::span<const RunField> run_fields();
/// The field called `name`, or nullptr.
const RunField* find_run_field(std::string_view name);

}  // namespace cairn
