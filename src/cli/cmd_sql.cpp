#include <set>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/query/sql_query.h"
#include "cairn/query/table_machine.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct SqlOptions {
  std::optional<std::string> query;
  OutputOptions output;
};

std::vector<TableColumn> titled_columns(const std::vector<std::string>& titles) {
  std::vector<TableColumn> columns;
  for (const std::string& title : titles) {
    columns.push_back({.title = title, .kind = CellKind::value, .role = ColumnRole::fixed});
  }
  return columns;
}

/// In JSON a row is an object, in which no name can stand twice.
void check_titles(const std::vector<std::string>& titles) {
  std::set<std::string> seen;
  for (const std::string& title : titles) {
    if (seen.insert(title).second) continue;
    throw Error(ErrorCode::invalid_input, fmt::format("two columns are called '{}'", title),
                "give one another name: … AS name");
  }
}

void print_sql_table(const SqlViews& views, const SqlOptions& options) {
  Table table;
  const std::vector<std::string> titles = views.query(
      *options.query, [&](std::vector<Value> row) { table.rows.push_back(std::move(row)); });
  table.columns = titled_columns(titles);
  if (options.output.json || options.output.jsonl) check_titles(titles);
  if (table.rows.empty() && output_format(options.output) == TableFormat::table) {
    print_line("no rows");
    return;
  }
  // All columns were asked for, so none is left out for being constant.
  OutputOptions output = options.output;
  output.all = true;
  print_table(table, output);
}

/// The views and their columns.
void print_views(const SqlViews& views, const OutputOptions& output) {
  Table table;
  table.columns = titled_columns({"view", "columns"});
  for (const SqlViews::View& view : views.list()) {
    if (output_format(output) == TableFormat::table) {
      print_line(fmt::format("{:<14} {}", view.name, join(view.columns, ", ")));
    } else {
      table.rows.push_back({view.name, join(view.columns, ", ")});
    }
  }
  if (!table.rows.empty()) print_table(table, output);
}

int run_sql(const SqlOptions& options) {
  output_format(options.output);
  SqlOptions asked = options;
  if (asked.query == "-") asked.query = read_input();
  OpenProject open = open_to_answer();
  const SqlViews views(open.catalog());
  if (asked.query) {
    print_sql_table(views, asked);
  } else {
    print_views(views, asked.output);
  }
  return 0;
}

}  // namespace

void setup_sql(CommandLine& line) {
  SqlOptions& options = line.runs(run_sql);
  line.about(
      "Answers one question in SQLite's SQL over all runs. Nothing can be changed. Booleans are 1 "
      "and "
      "0; the column 'type' of params and tags tells them from numbers. Without QUERY it lists the "
      "views and their columns; docs/formats/sql.md tells what they hold.");
  line.argument("QUERY", options.query, "a SELECT; - reads it from standard input");
  bind_output(line, options.output);
  line.exit_status(0, "answered, be it with no rows");
  line.example("cairn sql \"SELECT dataset, count(*) AS n FROM runs GROUP BY dataset\"",
               "how many runs there are of each dataset");
  line.example("cairn sql \"SELECT key, avg(value) FROM metrics GROUP BY key\" --csv",
               "the mean of each metric, for a spreadsheet");
}

}  // namespace cairn
