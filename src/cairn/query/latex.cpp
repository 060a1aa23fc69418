#include "cairn/query/latex.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/text.h"
#include "cairn/query/table_machine.h"

namespace cairn {

namespace {

struct LatexEscape {
  char c;
  std::string_view text;
};
constexpr std::array kLatexEscapes = {LatexEscape{'\\', "\\textbackslash{}"},
                                      LatexEscape{'{', "\\{"},
                                      LatexEscape{'}', "\\}"},
                                      LatexEscape{'$', "\\$"},
                                      LatexEscape{'&', "\\&"},
                                      LatexEscape{'#', "\\#"},
                                      LatexEscape{'%', "\\%"},
                                      LatexEscape{'_', "\\_"},
                                      LatexEscape{'^', "\\textasciicircum{}"},
                                      LatexEscape{'~', "\\textasciitilde{}"},
                                      LatexEscape{'<', "\\textless{}"},
                                      LatexEscape{'>', "\\textgreater{}"},
                                      LatexEscape{'|', "\\textbar{}"},
                                      LatexEscape{'"', "\\char34{}"}};

// What our tables have beside ASCII: LaTeX has the sign between a mean and how far it scatters in
// formulas only, and the brackets around tied ones not at all.
struct LatexSign {
  std::string_view sign;
  std::string_view text;
};
constexpr std::array kLatexSigns = {LatexSign{"±", "$\\pm$"}, LatexSign{"┐", "$\\approx$"},
                                    LatexSign{"┤", "$\\approx$"}, LatexSign{"┘", "$\\approx$"}};

std::string latex_line(const std::vector<std::string>& cells) {
  return fmt::format("{} \\\\\n", join(cells, " & "));
}

}  // namespace

std::string latex_text(std::string_view text) {
  const std::string safe = printable(text);
  std::string out;
  for (std::size_t i = 0; i < safe.size(); ++i) {
    const auto sign = std::find_if(
        kLatexSigns.begin(), kLatexSigns.end(),
        [&](const LatexSign& row) { return safe.compare(i, row.sign.size(), row.sign) == 0; });
    if (sign != kLatexSigns.end()) {
      out += sign->text;
      i += sign->sign.size() - 1;
      continue;
    }
    const auto escape = std::find_if(kLatexEscapes.begin(), kLatexEscapes.end(),
                                     [&](const LatexEscape& row) { return row.c == safe[i]; });
    if (escape == kLatexEscapes.end()) {
      out += safe[i];
    } else {
      out += escape->text;
    }
  }
  return out;
}

std::string table_latex(const Table& table, const TableStyle& style) {
  const TableStyle uncut{std::nullopt, Colour::off, style.constants};
  const ColumnChoice choice =
      choose_columns(table, std::vector<std::size_t>(table.columns.size()), uncut);
  std::string layout;
  std::vector<std::string> titles;
  for (const std::size_t i : choice.shown) {
    layout += is_numeric(table.columns[i].kind) ? 'r' : 'l';
    titles.push_back(latex_text(table.columns[i].title));
  }
  std::string out = fmt::format("{}\\begin{{tabular}}{{{}}}\n\\toprule\n{}\\midrule\n",
                                kLatexPackages, layout, latex_line(titles));
  for (const std::vector<Value>& row : table.rows) {
    std::vector<std::string> cells;
    for (const std::size_t i : choice.shown) {
      cells.push_back(latex_text(cell_text(row[i], table.columns[i].kind)));
    }
    out += latex_line(cells);
  }
  out += "\\bottomrule\n\\end{tabular}\n";
  for (const std::string& note : table.notes) out += fmt::format("% {}\n", printable(note));
  for (const std::string& note : choice.notes) out += fmt::format("% {}\n", printable(note));
  return out;
}

}  // namespace cairn
