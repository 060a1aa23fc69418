#include "cairn/query/runs_table.h"

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/query/fields.h"
#include "cairn/query/json_view.h"
#include "unit/catalog/rows.h"

namespace cairn {
namespace {

std::vector<std::string> titles(const Table& table) {
  std::vector<std::string> found;
  for (const TableColumn& column : table.columns) found.push_back(column.title);
  return found;
}

TEST(RunsTable, HasTheUsualFieldsThenParamsThenMetricsTheRankedOneFirst) {
  RunRow one = make_run("a");
  one.params = {{"lr", 0.1}};
  one.metrics = {metric("test.rmse", 1), metric("val.rmse", 2)};
  RunRow two = make_run("b");
  two.params = {{"depth", 3}};
  const std::vector<RunRow> runs = {one, two};
  const Table table = runs_table(runs);
  EXPECT_EQ(titles(table),
            (std::vector<std::string>{"id", "name", "experiment", "dataset", "stage", "seed",
                                      "status", "attempt", "created", "duration", "copy", "depth",
                                      "lr", "val.rmse", "test.rmse"}));
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_EQ(table.rows[0][12], Value(0.1));
  EXPECT_TRUE(table.rows[1][12].is_null());
  EXPECT_EQ(table.rows[1][11], Value(3));
}

TEST(RunsTable, TellsAMetricFromAParamOfTheSameName) {
  RunRow row = make_run("a");
  row.params = {{"x", 1}, {"name", 2}};
  row.metrics = {metric("x", 2)};
  const std::vector<std::string> found = titles(runs_table(std::span(&row, 1)));
  EXPECT_EQ(std::vector<std::string>(found.end() - 3, found.end()),
            (std::vector<std::string>{"params.name", "params.x", "metrics.x"}));
}

TEST(RunsTable, HasExactlyTheColumnsThatWereAskedFor) {
  Catalog catalog = Catalog::open_in_memory();
  catalog.put_run(make_full_run("a"));
  const std::vector<KeyRef> columns = parse_columns(catalog, "path,rmse,params.b,team,status");
  const std::vector<RunRow> runs = {load_one(catalog, 1)};
  const Table table = runs_table(catalog, runs, columns);
  EXPECT_EQ(render_table(table, TableFormat::csv, {}),
            "path,val.rmse,b,team,status\nresults/a,0.25,1.0,protein,finished\n");
  EXPECT_THROW(parse_columns(catalog, "id,,name"), Error);
  EXPECT_THROW(parse_columns(catalog, "rmsee"), Error);
}

TEST(RunsTable, MakesTenThousandColumnsInNoTime) {
  std::vector<RunRow> runs;
  for (int i = 0; i < 20; ++i) {
    runs.push_back(make_run(std::to_string(i)));
    for (int m = 0; m < 10'000; ++m) {
      runs.back().metrics.push_back(metric("metric" + std::to_string(m), i));
    }
  }
  EXPECT_EQ(runs_table(runs).columns.size(), 10'011u);
}

TEST(Fields, NameEachFieldOnceWithAColumnOfTheCatalog) {
  const Catalog catalog = Catalog::open_in_memory();
  for (const RunField& field : run_fields()) {
    EXPECT_EQ(find_run_field(field.name), &field);
    EXPECT_NO_THROW(
        catalog.database().prepare("SELECT " + std::string(field.column) + " FROM runs"))
        << field.name;
  }
  EXPECT_EQ(find_run_field("no"), nullptr);
}

TEST(JsonView, HoldsEverythingOfARun) {
  Catalog catalog = Catalog::open_in_memory();
  const RunRow row = make_full_run("a");
  catalog.put_run(row);
  const std::vector<RunRow> runs = {load_one(catalog, 1)};
  const Value json = parse_json(to_json(runs_json(runs, RunParts::all)), "json");
  EXPECT_EQ(json.find("format")->as_int(), 1);
  const Value& run = json.find("runs")->as_list().at(0);
  EXPECT_EQ(run.find("id")->as_string(), row.id.text);
  EXPECT_EQ(run.find("digest")->as_string(), row.digest.hex());
  EXPECT_EQ(run.find("status")->as_string(), "finished");
  EXPECT_EQ(run.find("created")->as_string(), "2025-11-20T13:02:11.000000Z");
  EXPECT_TRUE(run.find("pinned")->as_bool());
  EXPECT_FALSE(run.find("copy")->as_bool());
  EXPECT_EQ(*run.find("params")->find("b"), Value(1.0));
  EXPECT_EQ(*run.find("metrics")->find("val.rmse"), Value(0.25));
  EXPECT_EQ(run.find("names")->find("hash6")->as_string(), "c20f9b");
  EXPECT_EQ(run.find("aliases")->as_list().at(0).as_string(), "golden");
  EXPECT_EQ(*run.find("metric_summaries")->find("val.rmse")->find("min"), Value(0.2));
  EXPECT_EQ(run.find("artifacts")->as_list().size(), 2u);
  EXPECT_EQ(run.find("children")->as_list().at(0).find("name")->as_string(), "fold_0");
  EXPECT_EQ(run.find("links")->as_list().size(), 2u);
  EXPECT_EQ(run.find("rank")->find("direction")->as_string(), "max");
  EXPECT_EQ(run_json(runs[0]).find("artifacts"), nullptr);
  EXPECT_EQ(run_json(runs[0], RunParts::head).find("params"), nullptr);
}

TEST(JsonView, IsTheSameForEveryRunOfALine) {
  const std::vector<RunRow> runs = {make_run("a"), make_run("b")};
  const std::string lines = runs_jsonl(runs);
  EXPECT_EQ(parse_json(lines.substr(0, lines.find('\n')), "line"), run_json(runs[0]));
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 2);
}

}  // namespace
}  // namespace cairn
