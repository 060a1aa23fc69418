#include "cairn/query/sql_query.h"

#include <array>
#include <span>

#include <fmt/format.h>

#include "cairn/base/embedded.h"
#include "cairn/base/error.h"

namespace cairn {

namespace {

constexpr std::string_view kViewsFile = "src/cairn/query/views.sql";

std::string views_script() {
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.path == kViewsFile) return std::string(file.bytes);
  }
  throw Error(ErrorCode::internal, fmt::format("'{}' is not part of this build", kViewsFile));
}

std::string hex_text(std::span<const std::uint8_t> bytes) {
  std::string text;
  for (const std::uint8_t byte : bytes) text += fmt::format("{:02x}", byte);
  return text;
}

Value cell(const Statement& row, int column) {
  switch (row.type(column)) {
    case ColumnType::null:
      return {};
    case ColumnType::integer:
      return row.integer(column);
    case ColumnType::real:
      return row.real(column);
    case ColumnType::text: {
      // As it is: what a query makes itself need not be UTF-8.
      const std::span<const std::uint8_t> bytes = row.blob(column);
      return std::string(bytes.begin(), bytes.end());
    }
    case ColumnType::blob:
      return hex_text(row.blob(column));
  }
  return {};
}

}  // namespace

SqlViews::SqlViews(Catalog& catalog) : database_(catalog.database()) {
  // The views lie in this connection's own memory, but query_only is about them, too.
  database_.execute("PRAGMA temp_store = MEMORY; PRAGMA query_only = OFF");
  database_.execute(views_script());
  database_.execute("PRAGMA query_only = ON");
  database_.allow_only_views();
}

std::vector<std::string> SqlViews::query(std::string_view sql, const RowVisitor& visit) const {
  Statement select = database_.prepare_query(sql);
  std::vector<std::string> titles;
  for (int i = 0; i < select.column_count(); ++i) titles.emplace_back(select.column_name(i));
  try {
    while (select.step()) {
      std::vector<Value> row;
      row.reserve(titles.size());
      for (int i = 0; i < select.column_count(); ++i) row.push_back(cell(select, i));
      visit(std::move(row));
    }
  } catch (const Error& error) {
    // What SQLite has no code for is the query's own fault: bad JSON, an overflow, …
    if (error.code() != ErrorCode::internal) throw;
    const std::string_view message = error.message();
    const std::size_t behind_path = message.rfind("': ");
    throw Error(ErrorCode::invalid_input, std::string(behind_path == std::string_view::npos
                                                          ? message
                                                          : message.substr(behind_path + 3)));
  }
  return titles;
}

std::vector<SqlViews::View> SqlViews::list() const {
  // Asked of each view itself, as the list of all is not open to queries.
  constexpr std::array<std::string_view, 11> kViews = {
      "artifacts", "child_metrics", "child_params", "children", "groups", "links",
      "metrics",   "names",         "params",       "runs",     "tags"};
  std::vector<View> views;
  for (const std::string_view name : kViews) {
    View view{std::string(name), {}};
    const Statement select = database_.prepare_query(fmt::format("SELECT * FROM {}", name));
    for (int i = 0; i < select.column_count(); ++i) {
      view.columns.emplace_back(select.column_name(i));
    }
    views.push_back(std::move(view));
  }
  return views;
}

}  // namespace cairn
