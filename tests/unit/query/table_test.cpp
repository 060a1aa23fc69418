#include "cairn/query/table.h"

#include <unistd.h>

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/query/human.h"

namespace cairn {
namespace {

Table scores() {
  Table table;
  table.columns = {{"id", CellKind::text, ColumnRole::fixed, {}},
                   {"stage", CellKind::text, ColumnRole::field, {}},
                   {"lr", CellKind::value, ColumnRole::param, {}},
                   {"depth", CellKind::value, ColumnRole::param, {}},
                   {"rmse", CellKind::number, ColumnRole::metric, MetricGoal::min},
                   {"status", CellKind::status, ColumnRole::fixed, {}}};
  table.rows = {{"aaaaaa", "fit", 0.1, 3, 0.42, "finished"},
                {"bbbbbb", "fit", 0.001, "deep", 12.3456, "failed"},
                {"cccccc", "fit", Value(), 12, std::nan(""), "running"}};
  return table;
}

std::string plain(const Table& table, std::optional<std::size_t> width = {}) {
  TableStyle style;
  style.width = width;
  return render_table(table, TableFormat::table, style);
}

TEST(Table, AlignsPointsAndHidesConstantColumns) {
  EXPECT_EQ(plain(scores()),
            "id         lr  depth     rmse  status\n"
            "aaaaaa  0.1    3       0.4200  finished\n"
            "bbbbbb  0.001  deep   12.35    failed\n"
            "cccccc      -  12         nan  running\n"
            "+1 constant column, --all to show\n");
}

TEST(Table, ShowsConstantColumnsWhenAsked) {
  TableStyle style;
  style.constants = ConstantColumns::show;
  const std::string text = render_table(scores(), TableFormat::table, style);
  EXPECT_NE(text.find("stage"), std::string::npos);
  EXPECT_EQ(text.find("--all"), std::string::npos);
}

TEST(Table, ShowsEveryColumnOfASingleRow) {
  Table table = scores();
  table.rows.resize(1);
  EXPECT_NE(plain(table).find("stage"), std::string::npos);
}

TEST(Table, DropsParamsBeforeMetricsWhenTheTerminalIsNarrow) {
  EXPECT_EQ(plain(scores(), 30),
            "id         rmse  status\n"
            "aaaaaa   0.4200  finished\n"
            "bbbbbb  12.35    failed\n"
            "cccccc      nan  running\n"
            "+1 constant column, --all to\n"
            "  show\n"
            "+2 param columns that do not\n"
            "  fit, a pipe or a wider\n"
            "  terminal to show\n");
  EXPECT_EQ(plain(scores(), 18),
            "id      status\n"
            "aaaaaa  finished\n"
            "bbbbbb  failed\n"
            "cccccc  running\n"
            "+1 constant\n"
            "  column, --all to\n"
            "  show\n"
            "+2 param\n"
            "  columns, 1\n"
            "  metric column\n"
            "  that do not fit,\n"
            "  a pipe or a\n"
            "  wider terminal\n"
            "  to show\n");
}

TEST(Table, KeepsAsManyParamsAsFit) {
  EXPECT_NE(plain(scores(), 34).find("lr"), std::string::npos);
  EXPECT_EQ(plain(scores(), 34).find("depth"), std::string::npos);
}

TEST(Table, ShortensLongLabelsLastAndSaysSo) {
  Table table = scores();
  table.columns[0].title = "name";
  table.rows[1][0] = "a_very_long_name_of_a_run_with_many_parameters";
  const std::string text = plain(table, 40);
  EXPECT_NE(text.find("…"), std::string::npos);
  EXPECT_NE(text.find("long names are shortened"), std::string::npos);
  for (const std::string& line : split(text, '\n')) {
    const bool note = line.starts_with('+') || line.starts_with("long");
    EXPECT_TRUE(note || display_width(line) <= 40) << line;
  }
  EXPECT_EQ(plain(table).find("…"), std::string::npos);
}

TEST(Table, AlignsWideAndCombiningCharacters) {
  Table table;
  table.columns = {{"name", CellKind::text, ColumnRole::fixed, {}},
                   {"n", CellKind::integer, ColumnRole::fixed, {}}};
  table.rows = {{"小麦", 1}, {"blé", 22}, {"e\u0301", 3}};
  EXPECT_EQ(plain(table),
            "name   n\n"
            "小麦   1\n"
            "blé   22\n"
            "e\u0301      3\n");
}

TEST(Table, PrintsNothingThatCouldControlATerminal) {
  Table table = scores();
  table.columns[2].title = "\x1b]0;x\x07";
  table.rows[0][0] = "\x1b[31mred\nline\u202e";
  table.notes = {"3 runs without \x1b[2J"};
  for (const TableFormat format : {TableFormat::table, TableFormat::md}) {
    const std::string text = render_table(table, format, {});
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
    EXPECT_EQ(text.find("\u202e"), std::string::npos);
  }
  // The other formats quote it, so that nothing is lost.
  EXPECT_EQ(render_table(table, TableFormat::json, {}).find('\x1b'), std::string::npos);
}

TEST(Table, PaintsTitlesStatusAndTheBestCellOnly) {
  TableStyle style;
  style.colour = Colour::on;
  const std::string text = render_table(scores(), TableFormat::table, style);
  EXPECT_NE(text.find("\x1b[1m0.4200\x1b[0m"), std::string::npos) << text;
  EXPECT_NE(text.find("\x1b[31mfailed\x1b[0m"), std::string::npos);
  EXPECT_EQ(strip_ansi(text), plain(scores()));
}

TEST(Table, ShowsWholeNumbersWithoutAPoint) {
  Table table;
  table.columns = {{"epochs", CellKind::number, ColumnRole::metric, {}}};
  table.rows = {{100.0}, {20.0}, {Value()}};
  EXPECT_EQ(plain(table), "epochs\n   100\n    20\n     -\n");
}

TEST(Table, AnEmptyTableShowsItsNotesOnly) {
  Table table = scores();
  table.rows.clear();
  EXPECT_EQ(plain(table), "");
  table.notes = {"no runs"};
  EXPECT_EQ(plain(table), "no runs\n");
  EXPECT_EQ(render_table(table, TableFormat::csv, {}), "id,stage,lr,depth,rmse,status\n");
}

TEST(Table, IsWrittenAsJsonWithFullPrecision) {
  Table table = scores();
  table.columns.push_back({"created", CellKind::time, ColumnRole::field, {}});
  for (std::vector<Value>& row : table.rows) row.emplace_back(1'763'643'731'123'456);
  table.notes = {"one note"};
  const Value json = parse_json(render_table(table, TableFormat::json, {}), "table");
  EXPECT_EQ(json.find("format")->as_int(), 1);
  const List& rows = json.find("rows")->as_list();
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[1].find("rmse")->as_double(), 12.3456);
  EXPECT_EQ(rows[0].find("stage")->as_string(), "fit");
  EXPECT_TRUE(rows[2].find("lr")->is_null());
  EXPECT_EQ(rows[2].find("rmse")->as_string(), "NaN");
  EXPECT_EQ(rows[0].find("created")->as_string(), "2025-11-20T13:02:11.123456Z");
  EXPECT_EQ(json.find("notes")->as_list().size(), 1u);
  const std::string lines = render_table(table, TableFormat::jsonl, {});
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 3);
  EXPECT_EQ(*parse_json(lines.substr(0, lines.find('\n')), "line").find("depth"), Value(3));
}

TEST(Table, QuotesCsvWhereNeeded) {
  Table table;
  table.columns = {{"a,b", CellKind::text, ColumnRole::fixed, {}},
                   {"v", CellKind::value, ColumnRole::param, {}}};
  table.rows = {{"say \"hi\"", 1.0}, {"two\nlines", Value()}, {"-lead", "NaN"}};
  EXPECT_EQ(render_table(table, TableFormat::csv, {}),
            "\"a,b\",v\n\"say \"\"hi\"\"\",1.0\n\"two\nlines\",\n-lead,NaN\n");
}

TEST(Table, EscapesMarkdown) {
  Table table;
  table.columns = {{"a|b", CellKind::text, ColumnRole::fixed, {}},
                   {"n", CellKind::number, ColumnRole::metric, {}}};
  table.rows = {{"<script>&x", 0.5}, {"[x](y)*", 1.25}};
  EXPECT_EQ(render_table(table, TableFormat::md, {}),
            "| a\\|b | n |\n| --- | ---: |\n| &lt;script>&amp;x | 0.5000 |\n"
            "| \\[x\\](y)\\* | 1.250 |\n");
}

TEST(Table, TakesNeitherWidthNorColourFromAPipe) {
  int fds[2];
  ASSERT_EQ(pipe(fds), 0);
  setenv("COLUMNS", "40", 1);
  const TableStyle style = style_for(fds[1]);
  unsetenv("COLUMNS");
  close(fds[0]);
  close(fds[1]);
  EXPECT_FALSE(style.width);
  EXPECT_EQ(style.colour, Colour::off);
}

TEST(Human, ShowsFourSignificantDigits) {
  const double inf = std::numeric_limits<double>::infinity();
  const std::pair<double, const char*> cases[] = {{0.42, "0.4200"},
                                                  {12.3456, "12.35"},
                                                  {9.99961, "10.00"},
                                                  {1234.56, "1235"},
                                                  {123456.7, "123457"},
                                                  {1e7, "1.000e+07"},
                                                  {0.00012346, "0.0001235"},
                                                  {0.000012345, "1.234e-05"},
                                                  {-0.5, "-0.5000"},
                                                  {0.0, "0"},
                                                  {-0.0, "0"},
                                                  {inf, "inf"},
                                                  {-inf, "-inf"},
                                                  {std::nan(""), "nan"},
                                                  {0.99999, "1.000"}};
  for (const auto& [number, text] : cases) EXPECT_EQ(significant(number), text);
}

TEST(Human, ShowsParamsAsTheyWereTyped) {
  EXPECT_EQ(human_value(0.1), "0.1");
  EXPECT_EQ(human_value(true), "true");
  EXPECT_EQ(human_value(List{1, "x"}), "[1,\"x\"]");
  EXPECT_EQ(human_value("a\tb").find('\t'), std::string::npos);
}

TEST(Human, ShowsLocalTime) {
  setenv("TZ", "Europe/Paris", 1);
  tzset();
  EXPECT_EQ(human_time(1'763'643'731'000'000), "2025-11-20 14:02");
  setenv("TZ", "UTC", 1);
  tzset();
  EXPECT_EQ(human_time(1'763'643'731'000'000), "2025-11-20 13:02");
}

}  // namespace
}  // namespace cairn
