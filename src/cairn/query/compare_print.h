// A comparison as text: sections of tables for people and Markdown, one LaTeX table, long CSV, and
// JSON. Few runs stand side by side, many below each other. It does not know where values come
// from.
#pragma once

#include <string>

#include "cairn/query/compare.h"
#include "cairn/query/table.h"

namespace cairn {

/// How runs lie in the tables for people.
enum class RunsAre { columns, rows };

/// For a terminal, a pipe (no width) or Markdown; the notes below. `format` is table or md.
std::string comparison_tables(const Comparison& comparison, TableFormat format,
                              const TableStyle& style, RunsAre layout);

/// A tabular for a paper, with booktabs' rules; the best value of a row is bold.
std::string comparison_latex(const Comparison& comparison, RunsAre layout);

/// section,key and a column a run, headed by its id.
std::string comparison_csv(const Comparison& comparison);

/// {"format": 1, "runs": […], "sections": [{"section", "rows": [{"key", "values"}], "equal"}]}
Value comparison_json(const Comparison& comparison);

/// One row a line: {"section": …, "key": …, "values": {id: value}}
std::string comparison_jsonl(const Comparison& comparison);

}  // namespace cairn
