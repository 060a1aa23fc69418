// Tables as JSON, JSON lines, CSV and Markdown. For the source files of this module; others call
// render_table.
#pragma once

#include <string>

#include "cairn/query/table.h"

namespace cairn {

/// The version of all JSON that reading verbs write (docs/formats/json.md).
inline constexpr int kJsonFormat = 1;

/// {"format": 1, "rows": [{title: value, …}, …], "notes": […]}
std::string table_json(const Table& table);
/// One object a line, without "format" and notes.
std::string table_jsonl(const Table& table);
/// RFC 4180 with "\n": a title line, then rows; a missing value is empty.
std::string table_csv(const Table& table);
/// A Markdown table, notes below it.
std::string table_markdown(const Table& table, const TableStyle& style);

}  // namespace cairn
