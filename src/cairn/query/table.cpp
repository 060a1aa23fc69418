#include "cairn/query/table.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/text.h"
#include "cairn/base/wrap.h"
#include "cairn/query/human.h"
#include "cairn/query/latex.h"
#include "cairn/query/plus_minus.h"
#include "cairn/query/table_machine.h"
#include "cairn/spec/status.h"

namespace cairn {

namespace {

constexpr std::size_t kFallbackWidth = 80;
// A label is never shortened below this many columns.
constexpr std::size_t kShortestLabel = 12;
constexpr double kLargestWhole = 1e7;

constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kRed = "\x1b[31m";
constexpr std::string_view kGreen = "\x1b[32m";
constexpr std::string_view kYellow = "\x1b[33m";
constexpr std::string_view kPlain = "\x1b[0m";

std::string_view status_colour(std::string_view status) {
  if (status == "finished") return kGreen;
  if (status == "pending" || status == "running") return kYellow;
  return kRed;
}

bool all_numbers(const Table& table, std::size_t column) {
  return std::all_of(table.rows.begin(), table.rows.end(), [&](const std::vector<Value>& row) {
    return row[column].is_number() || row[column].is_null();
  });
}

// Whether a cell holds several values.
bool has_several(const Table& table, std::size_t column) {
  return std::any_of(table.rows.begin(), table.rows.end(),
                     [&](const std::vector<Value>& row) { return row[column].is_list(); });
}

// Measured numbers that are all whole (epochs, counts) need no digits behind the point.
bool all_whole(const Table& table, std::size_t column) {
  return std::all_of(table.rows.begin(), table.rows.end(), [&](const std::vector<Value>& row) {
    if (!row[column].is_number()) return row[column].is_null();
    const double number = row[column].as_double();
    return number == std::floor(number) && std::abs(number) < kLargestWhole;
  });
}

// One column with its texts, padded to one width. `head` is the part before the decimal point.
struct TextColumn {
  std::string title;
  std::vector<std::string> cells;
  std::size_t width = 0;
  bool right = false;   // Numbers stand to the right, under the end of their title.
  bool is_cut = false;  // Something of it is not shown.
};

// Where the part behind the point begins.
std::size_t point_of(const std::string& text) {
  return std::min(text.find_first_of(".e"), text.size());
}

void align_points(std::vector<std::string>& cells) {
  std::size_t behind = 0;
  for (const std::string& cell : cells) behind = std::max(behind, cell.size() - point_of(cell));
  for (std::string& cell : cells) {
    const bool word = cell.find_first_of("0123456789") == std::string::npos;  // "-", "nan", "inf"
    if (!word) cell.append(behind - (cell.size() - point_of(cell)), ' ');
  }
}

TextColumn make_text_column(const Table& table, std::size_t index) {
  const TableColumn& column = table.columns[index];
  TextColumn text;
  text.title = printable(column.title);
  const bool whole = column.kind == CellKind::number && all_whole(table, index);
  const CellKind kind = whole ? CellKind::integer : column.kind;
  for (const std::vector<Value>& row : table.rows)
    text.cells.push_back(cell_text(row[index], kind));
  const bool is_typed = column.kind == CellKind::value || column.kind == CellKind::values;
  const bool points = column.kind == CellKind::number || (is_typed && all_numbers(table, index));
  if (points && !has_several(table, index)) align_points(text.cells);
  if (column.kind == CellKind::spread) align_plus_minus(text.cells);
  text.right = points || is_numeric(column.kind);
  text.width = display_width(text.title);
  for (const std::string& cell : text.cells) text.width = std::max(text.width, display_width(cell));
  return text;
}

std::optional<std::size_t> best_row(const Table& table, std::size_t column) {
  const std::optional<MetricGoal> goal = table.columns[column].best;
  std::optional<std::size_t> best;
  for (std::size_t i = 0; goal && i < table.rows.size(); ++i) {
    const Value& cell = table.rows[i][column];
    if (!cell.is_number() || std::isnan(cell.as_double())) continue;
    const double least = best ? table.rows[*best][column].as_double() : cell.as_double();
    const bool better =
        *goal == MetricGoal::min ? cell.as_double() < least : cell.as_double() > least;
    if (!best || better) best = i;
  }
  return best;
}

void shorten(TextColumn& column, std::size_t width) {
  column.width = width;
  column.is_cut = true;
  column.title = fit_width(column.title, width);
  for (std::string& cell : column.cells) cell = fit_width(cell, width);
}

// Long texts of keys would leave no room for what the table is about, and one of a param would push
// all else out: they give way before columns go.
void shorten_wide(const Table& table, std::size_t width, std::vector<TextColumn>& columns) {
  std::size_t total = 0;
  for (const TextColumn& column : columns) total += column.width + kColumnGap.size();
  if (total <= width + kColumnGap.size()) return;
  const std::size_t share = std::max(kShortestLabel, width / 3);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const ColumnRole role = table.columns[i].role;
    const bool may_give_way = role == ColumnRole::key || role == ColumnRole::param;
    if (may_give_way && !columns[i].right && columns[i].width > share) shorten(columns[i], share);
  }
}

// Texts among the values that people asked for never go: they give way, all to one width. Numbers
// stay whole.
void shorten_values(const Table& table, std::size_t width, const std::vector<std::size_t>& shown,
                    std::vector<TextColumn>& columns) {
  std::size_t total = 0;
  std::size_t most = 0;
  std::vector<TextColumn*> texts;
  for (const std::size_t i : shown) {
    total += columns[i].width + kColumnGap.size();
    const CellKind kind = table.columns[i].kind;
    const bool is_typed = kind == CellKind::value || kind == CellKind::values;
    const bool is_whole = table.columns[i].role == ColumnRole::whole;
    if (!is_typed || is_whole || columns[i].right) continue;
    texts.push_back(&columns[i]);
    most = std::max(most, columns[i].width);
  }
  while (total > width + kColumnGap.size() && most > kShortestLabel) {
    for (const TextColumn* text : texts) total -= text->width >= most ? 1 : 0;
    --most;
  }
  for (TextColumn* text : texts) {
    if (text->width > most) shorten(*text, most);
  }
}

// Labels give way last, the longest first.
void shorten_labels(const Table& table, std::size_t width, const std::vector<std::size_t>& shown,
                    std::vector<TextColumn>& columns) {
  for (;;) {
    std::size_t total = 0;
    TextColumn* longest = nullptr;
    for (const std::size_t i : shown) {
      total += columns[i].width + kColumnGap.size();
      const bool is_key = table.columns[i].role == ColumnRole::key && !columns[i].right;
      const bool is_label = table.columns[i].kind == CellKind::text || is_key;
      if (!is_label || columns[i].width <= kShortestLabel) continue;
      if (!longest || columns[i].width > longest->width) longest = &columns[i];
    }
    if (total <= width + kColumnGap.size() || !longest) break;
    const std::size_t over = total - kColumnGap.size() - width;
    shorten(*longest, std::max(kShortestLabel, longest->width - std::min(over, longest->width)));
  }
}

std::string painted(std::string text, std::string_view colour) {
  return fmt::format("{}{}{}", colour, text, kPlain);
}

// One line of cells. `paint(column, text)` may add colour, which takes no room.
template <typename CellOf, typename Paint>
std::string line_of(const std::vector<std::size_t>& shown, const std::vector<TextColumn>& columns,
                    const CellOf& cell_of, const Paint& paint) {
  std::string line;
  std::string space;  // Held back, so that no line ends in spaces.
  for (const std::size_t i : shown) {
    const std::string& cell = cell_of(columns[i]);
    const std::size_t used = display_width(cell);
    const std::string pad(columns[i].width > used ? columns[i].width - used : 0, ' ');
    if (columns[i].right) space += pad;
    const std::size_t end = cell.find_last_not_of(' ') + 1;  // Alignment of points pads inside.
    if (end > 0) {
      line += space + paint(i, cell.substr(0, end));
      space.clear();
    }
    space += std::string(cell.size() - end, ' ');
    if (!columns[i].right) space += pad;
    space += kColumnGap;
  }
  return line + '\n';
}

// What does not fit in one line goes on below, indented.
void add_note(const std::string& note, const TableStyle& style, std::string& out) {
  constexpr std::string_view kIndent = "  ";
  const std::string shown = printable(note);
  const std::size_t width = style.width.value_or(display_width(shown) + kIndent.size());
  const std::size_t room = std::max(width, kIndent.size() + 1) - kIndent.size();
  const bool fits = display_width(shown) <= width;
  bool is_first = true;
  for (const std::string& line : fits ? std::vector{shown} : wrap_words(shown, room)) {
    if (!std::exchange(is_first, false)) out += kIndent;
    out += line + '\n';
  }
}

std::string render_terminal(const Table& table, const TableStyle& style) {
  std::vector<TextColumn> columns;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    columns.push_back(make_text_column(table, i));
  }
  if (style.width) shorten_wide(table, *style.width, columns);
  std::vector<std::size_t> widths;
  for (const TextColumn& column : columns) widths.push_back(column.width);
  ColumnChoice choice = choose_columns(table, widths, style);
  if (style.width) shorten_values(table, *style.width, choice.shown, columns);
  if (style.width) shorten_labels(table, *style.width, choice.shown, columns);
  if (std::any_of(choice.shown.begin(), choice.shown.end(),
                  [&](std::size_t column) { return columns[column].is_cut; })) {
    choice.notes.emplace_back("long names are shortened, a wider terminal shows them whole");
  }

  const bool colour = style.colour == Colour::on;
  std::string out;
  if (!table.rows.empty()) {
    out += line_of(
        choice.shown, columns,
        [](const TextColumn& column) -> const std::string& { return column.title; },
        [&](std::size_t, std::string text) {
          return colour ? painted(std::move(text), kBold) : text;
        });
  }
  std::vector<std::optional<std::size_t>> best;
  for (std::size_t i = 0; i < table.columns.size(); ++i) best.push_back(best_row(table, i));
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    out += line_of(
        choice.shown, columns,
        [&](const TextColumn& column) -> const std::string& { return column.cells[row]; },
        [&](std::size_t i, std::string text) {
          if (!colour) return text;
          if (table.columns[i].kind == CellKind::status) {
            const std::string_view paint = status_colour(text);
            return painted(std::move(text), paint);
          }
          return best[i] == row ? painted(std::move(text), kBold) : text;
        });
  }
  for (const std::string& note : table.notes) add_note(note, style, out);
  for (const std::string& note : choice.notes) add_note(note, style, out);
  return out;
}

bool may_be_several(CellKind kind) { return kind != CellKind::value && kind != CellKind::spread; }

CellKind kind_of_each(CellKind kind) { return kind == CellKind::values ? CellKind::value : kind; }

}  // namespace

TableStyle style_for(int fd) {
  TableStyle style;
  if (!isatty(fd)) return style;
  style.width = kFallbackWidth;
  winsize size{};
  if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) style.width = size.ws_col;
  if (const char* columns = std::getenv("COLUMNS")) {
    const int number = std::atoi(columns);
    if (number > 0) style.width = static_cast<std::size_t>(number);
  }
  const char* terminal = std::getenv("TERM");
  const char* plain = std::getenv("NO_COLOR");
  const bool dumb = terminal && std::string_view(terminal) == "dumb";
  if (!dumb && !(plain && *plain)) style.colour = Colour::on;
  return style;
}

std::string cell_text(const Value& cell, CellKind kind) {
  if (cell.is_null()) return "-";
  if (cell.is_list() && may_be_several(kind)) {
    std::vector<std::string> texts;
    for (const Value& one : cell.as_list()) texts.push_back(cell_text(one, kind_of_each(kind)));
    return join(texts, ", ");
  }
  switch (kind) {
    case CellKind::number:
      return cell.is_number() ? significant(cell.as_double()) : human_value(cell);
    case CellKind::integer:
      return cell.is_real() ? fmt::format("{:.0f}", cell.as_double()) : human_value(cell);
    case CellKind::time:
      return human_time(cell.as_int());
    case CellKind::duration:
      return human_duration(cell.as_double());
    case CellKind::bytes:
      // Of an aggregate it is a mean, in fractions of a byte.
      return human_bytes(static_cast<std::uint64_t>(std::max(0.0, std::round(cell.as_double()))));
    case CellKind::spread:
      return plus_minus_text(cell.as_list());
    case CellKind::flag:
    case CellKind::text:
    case CellKind::value:
    case CellKind::values:
    case CellKind::status:
      break;
  }
  return human_value(cell);
}

Value cell_value(const Value& cell, CellKind kind) {
  if (kind == CellKind::time && cell.is_list()) {
    List times;
    for (const Value& one : cell.as_list()) times.push_back(cell_value(one, kind));
    return times;
  }
  if (kind == CellKind::time && cell.is_int()) return utc_text(cell.as_int());
  if (kind == CellKind::flag && cell.is_int()) return cell.as_int() != 0;
  return cell;
}

std::string render_table(const Table& table, TableFormat format, const TableStyle& style) {
  switch (format) {
    case TableFormat::table:
      return render_terminal(table, style);
    case TableFormat::json:
      return table_json(table);
    case TableFormat::jsonl:
      return table_jsonl(table);
    case TableFormat::csv:
      return table_csv(table);
    case TableFormat::md:
      return table_markdown(table, style);
    case TableFormat::latex:
      return table_latex(table, style);
  }
  return {};
}

}  // namespace cairn
