#include "cairn/record/metric_files.h"

#include <cmath>

#include <gtest/gtest.h>

#include "support/temp_project.h"

namespace cairn {
namespace {

using Texts = std::vector<std::string>;

/// "key=value" or "key=value@step" of each point that a file adds to what was logged.
struct Added {
  explicit Added(const std::string& name, const std::string& text, MetricSummaries logged = {}) {
    const test::TempFolder folder;
    folder.write(name, text);
    MetricFilesNotes notes =
        add_metric_files(folder.path(), {name}, logged, [&](const LoggedPoint& point) {
          std::string line = std::string(point.key) + "=" + double_text(point.value);
          if (point.step) line += "@" + std::to_string(*point.step);
          points.push_back(line);
        });
    problems = std::move(notes.errors);
    doubts = std::move(notes.doubts);
    for (std::string& problem : problems) problem.erase(0, folder.path().size() + 1);
    metrics = logged;
  }
  Texts points;
  Texts problems;
  Texts doubts;
  MetricSummaries metrics;
};

TEST(MetricFiles, yaml_is_read_as_json_is) {
  const Added added("scores.yaml",
                    "val: {rmse: 0.5, name: pls}\ntest.r2: 1e-3\nlist: [1]\nok: true\nbad: .nan\n");
  EXPECT_EQ(added.points, (Texts{"val.rmse=0.5", "test.r2=0.001", "ok=1.0", "bad=nan"}));
  EXPECT_TRUE(added.problems.empty());
}

TEST(MetricFiles, the_last_row_of_a_csv_holds_the_final_values) {
  const Added added("scores.csv", "model,rmse,r2\npls,0.7,0.8\nsvr,0.5,\n");
  EXPECT_EQ(added.points, Texts{"rmse=0.5"});
}

TEST(MetricFiles, rows_with_steps_are_points) {
  for (const std::string column : {"step", "epoch", "Epoch", "Iteration"}) {
    const Added added("log.csv", column + ",loss,acc\r\n1,0.9,\r\n2,nan,0.5\r\n3.0,-inf,\r\n");
    EXPECT_EQ(added.points, (Texts{"loss=0.9@1", "loss=nan@2", "acc=0.5@2", "loss=-inf@3"}));
    EXPECT_EQ(added.metrics.find("loss")->count, 3);
  }
}

TEST(MetricFiles, of_a_metric_that_was_logged_a_csv_has_the_last_word_only) {
  MetricSummaries logged;
  logged.add({.key = "loss", .value = 0.9, .step = 1});
  logged.add({.key = "loss", .value = 0.5, .step = 2});
  const Added added("log.csv", "step,loss,acc\n1,0.9,0.1\n2,0.25,0.2\n", logged);
  EXPECT_EQ(added.points, (Texts{"acc=0.1@1", "acc=0.2@2", "loss=0.25"}));
  EXPECT_EQ(added.metrics.find("loss")->count, 3);
}

TEST(MetricFiles, cells_in_quotes_and_an_index_without_a_title) {
  const Added added("a.csv", "\xef\xbb\xbf,\"a,b\",\"q\"\"\"\n0,\"1\",\"2\"\n\n1,3,\"4\"\n");
  EXPECT_EQ(added.points, (Texts{"a,b=3.0", "q\"=4.0"}));
}

TEST(MetricFiles, what_is_wrong_is_named_with_its_line) {
  const struct {
    std::string name;
    std::string text;
    std::string problem;
  } cases[] = {
      {"a.csv", "", "a.csv:0: a metrics file needs a line of titles"},
      {"a.csv", "loss\n", "a.csv:1: there is no row below the titles"},
      {"a.csv", "loss,loss\n1,2\n", "a.csv:1: two columns are called 'loss'"},
      {"a.csv", "a,b\n1,2\n\n1\n", "a.csv:4: 1 cells under 2 titles"},
      {"a.csv", "step,b\n1,2\nx,3\n", "a.csv:3: 'x' is no whole number for the column 'step'"},
      {"a.csv", "step,b\n1.5,2\n", "a.csv:2: '1.5' is no whole number for the column 'step'"},
      {"a.csv", "a\n\"1\n", "a.csv:2: a quote is never closed"},
      {"a.csv", "a\n1\"2\n", "a.csv:2: a quote stands inside a cell"},
      {"a.csv", "a\n\xff\n", "a.csv:2: a cell is not UTF-8"},
      {"a.yaml", "- 1\n", "a.yaml: metrics must be a map of names to numbers"},
      {"a.yaml", "a: [\n", "a.yaml:2:1: "},
      {"a.json", "[1]", "a.json: metrics must be a map of names to numbers"},
      {"a.json", "{\"a\": }", "a.json:1:7: "},
  };
  for (const auto& test : cases) {
    const Added added(test.name, test.text);
    ASSERT_EQ(added.problems.size(), 1U) << test.text;
    EXPECT_EQ(added.problems[0].substr(0, test.problem.size()), test.problem);
  }
}

TEST(MetricFiles, what_is_hardly_meant_is_a_doubt) {
  const Added texts("m.json", R"({"acc": "0.93", "loss": "nan", "model": "pls", "r2": 0.5})");
  EXPECT_TRUE(texts.problems.empty());
  EXPECT_EQ(texts.doubts, (Texts{"m.json: 'acc' is the text \"0.93\", no number",
                                 "m.json: 'loss' is the text \"nan\", no number"}));
  EXPECT_EQ(Added("c.csv", "acc;loss\n0.9;0.1\n").doubts, Texts{"c.csv gave no metric"});
  EXPECT_EQ(Added("m.yaml", "acc: [0.9, 0.8]\n").doubts, Texts{"m.yaml gave no metric"});
}

TEST(MetricFiles, one_that_is_not_there_is_passed_over) {
  MetricSummaries metrics;
  const test::TempFolder folder;
  EXPECT_TRUE(add_metric_files(folder.path(), {"none.csv"}, metrics, [](const LoggedPoint&) {
                FAIL();
              }).errors.empty());
}

}  // namespace
}  // namespace cairn
