// Tables of typed cells, written for a terminal or for machines from the same rows. On a terminal
// constant columns are left out and counted, numbers are aligned at their points, and what does not
// fit goes in the order of ColumnRole; then long texts are shortened, and numbers never; every cut
// is said below the table.
// Nothing is cut when no width is given (a pipe). It does not know what a run is.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/value.h"
#include "cairn/catalog/run_row.h"

namespace cairn {

/// What the cells of a column are. In every kind a null cell is a missing value; but for `value`
/// and `spread` a list is several values, as runs upstream may have them.
enum class CellKind {
  text,      ///< A label.
  value,     ///< A param or tag, shown as it was typed.
  values,    ///< A param or tag, or a list of several.
  number,    ///< A measured number, shown with four significant digits.
  integer,   ///< A count.
  flag,      ///< 0 or 1; false or true for machines.
  time,      ///< Microseconds since 1970, shown in local time; ISO 8601 in UTC for machines.
  duration,  ///< Seconds.
  bytes,     ///< A size.
  status,    ///< The name of a RunStatus.
  spread,  ///< A mean and how far it scatters: [mean, spread], or [mean, spread, n]. The spread is
           ///< null where there is none.
};

/// Which columns go first when there is no room: `spare` ones, which all else tells more than; then
/// those that only repeat another one, metrics but the first, fields, params, and that metric at
/// last, so that what a row is about stays beside what it came to. Of a kind the last ones go
/// first. `spare` ones are not left out where they are constant. `fixed` columns are always shown,
/// and `whole` ones never shortened either: what they hold is typed again. Those of a `key`, which
/// tells what a row is about, are always shown, too. Its long texts, and those of params, are
/// shortened before columns go.
enum class ColumnRole { fixed, whole, key, field, param, metric, spare };

struct TableColumn {
  std::string title;
  CellKind kind = CellKind::text;
  ColumnRole role = ColumnRole::field;
  std::optional<MetricGoal> best;  ///< Marks the best cell; absent: none is better.
};

/// What stands between two columns.
inline constexpr std::string_view kColumnGap = "  ";

/// Rows of as many cells as there are columns.
struct Table {
  std::vector<TableColumn> columns;
  std::vector<std::vector<Value>> rows;
  std::vector<std::string> notes;         ///< Lines below the table: "3 runs without val.rmse".
  std::string_view chosen_by = "a pipe";  ///< What shows all columns: an option, where one does.
};

/// How a table is written; the names are those of the options.
enum class TableFormat { table, json, jsonl, csv, md, latex };

/// Whether columns in which all rows agree are shown ("--all").
enum class ConstantColumns { hide, show };

enum class Colour { off, on };

struct TableStyle {
  std::optional<std::size_t> width;  ///< Columns of the terminal; absent: nothing is cut.
  Colour colour = Colour::off;
  ConstantColumns constants = ConstantColumns::hide;
};

/// The style for a file descriptor: on a terminal its width (COLUMNS wins) and colours, unless
/// NO_COLOR is set or TERM is dumb; elsewhere neither.
TableStyle style_for(int fd);

/// Writes `table`; ends with a newline unless it is empty. Notes are part of table, md and json,
/// but not of csv and jsonl, which hold rows only. Constant columns are only hidden in table and
/// md.
std::string render_table(const Table& table, TableFormat format, const TableStyle& style);

/// One cell as text for people, safe to print; "-" when it is missing.
std::string cell_text(const Value& cell, CellKind kind);

/// One cell for machines: times as ISO 8601 text in UTC, all else as it is.
Value cell_value(const Value& cell, CellKind kind);

/// Which columns of `table` are shown in `style`, by index, and a line for each reason why some are
/// not. `widths` are those of all columns.
struct ColumnChoice {
  std::vector<std::size_t> shown;
  std::vector<std::string> notes;
};
ColumnChoice choose_columns(const Table& table, const std::vector<std::size_t>& widths,
                            const TableStyle& style);

}  // namespace cairn
