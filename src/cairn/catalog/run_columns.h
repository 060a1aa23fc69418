// The columns of the table of runs: one list says how each is called, filled and read. It does not
// know the parts of a run, which lie in tables of their own.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cairn/catalog/catalog_impl.h"

namespace cairn {

/// Inserts the row of a run, under the number `rowid` where one is given; returns its number.
std::int64_t insert_run(Catalog::Impl& impl, const RunRow& row, std::optional<std::int64_t> rowid);

/// "SELECT … FROM runs WHERE run = ?", in the order that read_run reads.
const std::string& select_run();

/// Fills `run` from a row of select_run(), without its parts.
void read_run(Catalog::Impl& impl, const Statement& row, RunRow& run);

/// What the column `folder` says of a path: its last segment, as long as the path lives.
std::string_view folder_column(std::string_view path);

}  // namespace cairn
