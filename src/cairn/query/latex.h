// Texts and tables as LaTeX prints them in a paper: nothing in a text is a command, and tables have
// the rules of booktabs. It does not know where they come from.
#pragma once

#include <string>
#include <string_view>

#include "cairn/query/table.h"

namespace cairn {

/// What the preamble of the paper needs, as a comment above a table.
inline constexpr std::string_view kLatexPackages = "% \\usepackage{booktabs}\n";

/// `text` as LaTeX prints it: nothing in it is a command.
std::string latex_text(std::string_view text);

/// A tabular of the columns that a Markdown table has; notes as comments below it.
std::string table_latex(const Table& table, const TableStyle& style);

}  // namespace cairn
