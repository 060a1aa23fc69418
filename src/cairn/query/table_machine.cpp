#include "cairn/query/table_machine.h"

#include "cairn/base/json.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

Value row_value(const Table& table, const std::vector<Value>& row) {
  Map map;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    map.append(table.columns[i].title, cell_value(row[i], table.columns[i].kind));
  }
  return map;
}

}  // namespace

bool is_numeric(CellKind kind) {
  return kind == CellKind::number || kind == CellKind::integer || kind == CellKind::flag ||
         kind == CellKind::bytes || kind == CellKind::duration || kind == CellKind::spread;
}

std::string csv_cell(std::string_view text) {
  const bool is_plain = text.find_first_of(",\"\r\n") == std::string_view::npos &&
                        !text.starts_with(' ') && !text.ends_with(' ');
  if (is_plain) return std::string(text);
  std::string cell = "\"";
  for (const char c : text) {
    if (c == '"') cell += '"';
    cell += c;
  }
  return cell + '"';
}

std::string markdown_text(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      if (std::string_view("|*`[]\\").find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

std::string table_json(const Table& table) {
  List rows;
  for (const std::vector<Value>& row : table.rows) rows.push_back(row_value(table, row));
  List notes;
  for (const std::string& note : table.notes) notes.emplace_back(note);
  return to_json(Map{{"format", kJsonFormat}, {"rows", rows}, {"notes", notes}},
                 JsonStyle::pretty) +
         '\n';
}

std::string table_jsonl(const Table& table) {
  std::string out;
  for (const std::vector<Value>& row : table.rows) out += to_json(row_value(table, row)) + '\n';
  return out;
}

std::string table_csv(const Table& table) {
  std::string out;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (i > 0) out += ',';
    out += csv_cell(table.columns[i].title);
  }
  out += '\n';
  for (const std::vector<Value>& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += ',';
      if (!row[i].is_null()) out += csv_cell(to_text(cell_value(row[i], table.columns[i].kind)));
    }
    out += '\n';
  }
  return out;
}

std::string table_markdown(const Table& table, const TableStyle& style) {
  const TableStyle uncut{std::nullopt, Colour::off, style.constants};
  const ColumnChoice choice =
      choose_columns(table, std::vector<std::size_t>(table.columns.size()), uncut);
  std::string titles = "|";
  std::string rule = "|";
  for (const std::size_t i : choice.shown) {
    titles += ' ' + markdown_text(table.columns[i].title) + " |";
    rule += is_numeric(table.columns[i].kind) ? " ---: |" : " --- |";
  }
  std::string out = titles + '\n' + rule + '\n';
  for (const std::vector<Value>& row : table.rows) {
    out += '|';
    for (const std::size_t i : choice.shown) {
      out += ' ' + markdown_text(cell_text(row[i], table.columns[i].kind)) + " |";
    }
    out += '\n';
  }
  for (const std::string& note : table.notes) out += '\n' + markdown_text(note) + '\n';
  for (const std::string& note : choice.notes) out += '\n' + note + '\n';
  return out;
}

}  // namespace cairn
