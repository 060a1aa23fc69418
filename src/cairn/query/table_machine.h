// Tables as JSON, JSON lines, CSV and Markdown, and the cells of the last two. Others than the
// source files of this module call render_table for a table as a whole.
#pragma once

#include <string>
#include <string_view>

#include "cairn/query/table.h"

namespace cairn {

/// The version of all JSON that reading verbs write (docs/formats/json.md).
inline constexpr int kJsonFormat = 1;

/// Whether a column of this kind stands to the right in tables that other programs set.
bool is_numeric(CellKind kind);

/// A text as a CSV cell, in quotes where RFC 4180 needs them.
std::string csv_cell(std::string_view text);
/// A text as a Markdown cell: safe to print, and nothing in it is markup.
std::string markdown_text(std::string_view text);

/// {"format": 1, "rows": [{title: value, …}, …], "notes": […]}
std::string table_json(const Table& table);
/// One object a line, without "format" and notes.
std::string table_jsonl(const Table& table);
/// RFC 4180 with "\n": a title line, then rows; a missing value is empty.
std::string table_csv(const Table& table);
/// A Markdown table, notes below it.
std::string table_markdown(const Table& table, const TableStyle& style);

}  // namespace cairn
