#include "cairn/query/leaderboard.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/query/group_board.h"
#include "cairn/query/json_view.h"
#include "cairn/query/runs_table.h"
#include "unit/catalog/rows.h"

namespace cairn {
namespace {

void put(Catalog& catalog, const std::string& key, double rmse, const std::string& dataset,
         Value components = 5) {
  RunRow row = make_run(key);
  row.name = key;
  row.dataset = dataset;
  row.params = {{"n_components", std::move(components)}};
  row.metrics = {metric("val.rmse", rmse), metric("test.rmse", rmse * 2)};
  catalog.put_run(row);
}

std::string places(const LeaderboardGroup& group) {
  std::string text;
  for (const LeaderboardEntry& entry : group.entries) {
    text += std::to_string(entry.rank) + entry.run.name + ' ';
  }
  return text;
}

Leaderboard board_of(const Catalog& catalog, std::optional<std::string> per = {},
                     MetricGoal goal = MetricGoal::min, std::optional<std::int64_t> limit = {}) {
  LeaderboardQuery query;
  query.metric = "rmse";
  query.per = std::move(per);
  query.goal = goal;
  query.limit = limit;
  return make_leaderboard(catalog, query);
}

TEST(Leaderboard, EqualValuesShareARankAndTheNextCountsThemAll) {
  Catalog catalog = Catalog::open_in_memory();
  put(catalog, "d", 0.5, "x");
  put(catalog, "c", 0.3, "x");
  put(catalog, "b", 0.3, "x");
  put(catalog, "a", 0.1, "x");
  const Leaderboard board = board_of(catalog);
  EXPECT_EQ(board.metric.key, "val.rmse");
  ASSERT_EQ(board.groups.size(), 1u);
  EXPECT_EQ(places(board.groups[0]), "1a 2b 2c 4d ");
  EXPECT_EQ(places(board_of(catalog, {}, MetricGoal::max).groups[0]), "1d 2b 2c 4a ");
}

TEST(Leaderboard, EqualNamesAreOrderedById) {
  Catalog catalog = Catalog::open_in_memory();
  for (const char* key : {"1", "2", "3", "4"}) {
    RunRow row = make_run(key);
    row.name = "same";
    row.metrics = {metric("val.rmse", 1)};
    catalog.put_run(row);
  }
  const Leaderboard board = board_of(catalog);
  for (std::size_t i = 1; i < 4; ++i) {
    EXPECT_LT(board.groups[0].entries[i - 1].run.id, board.groups[0].entries[i].run.id);
    EXPECT_EQ(board.groups[0].entries[i].rank, 1);
  }
}

TEST(Leaderboard, MakesABoardForEachValueAndCountsAllOfThem) {
  Catalog catalog = Catalog::open_in_memory();
  put(catalog, "a", 3, "x", 10);
  put(catalog, "b", 2, "y", 5);
  put(catalog, "c", 1, "x", 5);
  const Leaderboard board = board_of(catalog, "dataset", MetricGoal::min, 1);
  ASSERT_EQ(board.groups.size(), 2u);
  EXPECT_EQ(board.groups[0].values.at(0), Value("x"));
  EXPECT_EQ(places(board.groups[0]), "1c ");
  EXPECT_EQ(board.groups[0].ranked, 2);
  EXPECT_EQ(places(board.groups[1]), "1b ");
  const Leaderboard by_param = board_of(catalog, "n_components");
  ASSERT_EQ(by_param.groups.size(), 2u);
  EXPECT_EQ(by_param.groups[0].values.at(0), Value(5));
  EXPECT_EQ(places(by_param.groups[0]), "1c 2b ");
}

TEST(Leaderboard, KeepsParamsOfDifferentTypesApart) {
  Catalog catalog = Catalog::open_in_memory();
  put(catalog, "a", 1, "x", 1);
  put(catalog, "b", 1, "x", "1");
  put(catalog, "c", 1, "x", true);
  put(catalog, "d", 1, "x", Value());
  put(catalog, "e", 1, "x", List{1});
  EXPECT_EQ(board_of(catalog, "n_components").groups.size(), 5u);
}

TEST(Leaderboard, CountsWhatItLeavesOut) {
  Catalog catalog = Catalog::open_in_memory();
  put(catalog, "a", 1, "x");
  put(catalog, "nan", std::nan(""), "x");
  put(catalog, "inf", std::numeric_limits<double>::infinity(), "x");
  for (const char* key : {"p", "q"}) catalog.put_run(make_run(key));
  RunRow failed = make_run("failed");
  failed.status = RunStatus::failed;
  failed.metrics = {metric("val.rmse", 0.001)};
  catalog.put_run(failed);
  RunRow copy = make_run("a");
  copy.path = "results/z";
  copy.metrics = {metric("val.rmse", 1)};
  catalog.put_run(copy);
  const Leaderboard board = board_of(catalog);
  EXPECT_EQ(places(board.groups[0]), "1a ");
  EXPECT_EQ(left_out(board),
            (std::vector<std::string>{"2 runs without val.rmse",
                                      "2 runs with val.rmse = nan or inf", "1 run not finished"}));
}

TEST(Leaderboard, FiltersBeforeItRanks) {
  Catalog catalog = Catalog::open_in_memory();
  put(catalog, "a", 1, "x");
  put(catalog, "b", 2, "y");
  LeaderboardQuery query;
  query.metric = "val.rmse";
  query.filter.dataset = "y";
  query.filter.status = RunStatus::failed;
  const Leaderboard board = make_leaderboard(catalog, query);
  EXPECT_EQ(places(board.groups[0]), "1b ");
  EXPECT_TRUE(left_out(board).empty());
}

TEST(Leaderboard, RefusesUnknownMetricsAndBoardsPerMetric) {
  Catalog catalog = Catalog::open_in_memory();
  put(catalog, "a", 1, "x");
  EXPECT_THROW(board_of(catalog, "test.rmse"), Error);
  EXPECT_THROW(board_of(catalog, "datset"), Error);
  EXPECT_THROW(board_of(Catalog::open_in_memory()), Error);
}

TEST(Leaderboard, BoardsOfRunsWithoutTheFieldComeLast) {
  Catalog catalog = Catalog::open_in_memory();
  put(catalog, "a", 1, "");
  put(catalog, "b", 2, "y");
  const Leaderboard board = board_of(catalog, "dataset");
  ASSERT_EQ(board.groups.size(), 2u);
  EXPECT_TRUE(board.groups[1].values.at(0).is_null());
  EXPECT_EQ(render_table(leaderboard_table(board), TableFormat::csv, {}).substr(0, 8), "dataset,");
}

TEST(Leaderboard, IsShownAsATable) {
  Catalog catalog = Catalog::open_in_memory();
  put(catalog, "alpha", 0.25, "corn", 10);
  put(catalog, "beta", 0.5, "corn", 5);
  put(catalog, "gamma", 12.34, "wheat", 5);
  catalog.put_run(make_run("unscored"));
  const Leaderboard board = board_of(catalog, "dataset");
  const std::string id_a = make_run("alpha").id.text;
  const std::string id_b = make_run("beta").id.text;
  const std::string id_c = make_run("gamma").id.text;
  EXPECT_EQ(render_table(leaderboard_table(board), TableFormat::table, {}),
            "dataset  rank  id      name   val.rmse  n_components  test.rmse\n"
            "corn        1  " +
                id_a +
                "  alpha    0.2500            10     0.5000\n"
                "corn        2  " +
                id_b +
                "  beta     0.5000             5     1.000\n"
                "wheat       1  " +
                id_c +
                "  gamma   12.34               5    24.68\n"
                "corn: n = 2, lowest val.rmse first\n"
                "wheat: n = 1, lowest val.rmse first\n"
                "1 run without val.rmse\n"
                "+3 constant columns, --all to show\n");
}

TEST(Leaderboard, ShowsTheColumnsThatWereAskedFor) {
  Catalog catalog = Catalog::open_in_memory();
  put(catalog, "alpha", 0.25, "corn", 10);
  const Table table = leaderboard_table(catalog, board_of(catalog, "dataset"),
                                        parse_columns(catalog, "name,n_components"));
  EXPECT_EQ(render_table(table, TableFormat::csv, {}),
            "dataset,rank,name,n_components\ncorn,1,alpha,10\n");
}

TEST(Leaderboard, IsWrittenAsJson) {
  Catalog catalog = Catalog::open_in_memory();
  put(catalog, "alpha", 0.25, "corn");
  const Value json = leaderboard_json(board_of(catalog, "dataset"));
  EXPECT_EQ(json.find("format")->as_int(), 1);
  EXPECT_EQ(json.find("direction")->as_string(), "min");
  EXPECT_EQ(to_json(*json.find("boards")), R"([{"n":1,"per":"corn"}])");
  const Value& row = json.find("rows")->as_list()[0];
  EXPECT_EQ(row.find("per")->as_string(), "corn");
  EXPECT_EQ(row.find("name")->as_string(), "alpha");
  EXPECT_EQ(row.find("value")->as_double(), 0.25);
  EXPECT_EQ(leaderboard_rows_json(board_of(catalog))[0].find("per"), nullptr);
}

TEST(Leaderboard, OrdersEqualOnesAsTheTieRuleSays) {
  Catalog catalog = Catalog::open_in_memory();
  int age = 0;
  for (const char* key : {"b", "c", "a"}) {
    RunRow row = make_run(key);
    row.name = key;
    row.created += age++;
    row.started = row.created;
    row.metrics = {metric("val.rmse", 1)};
    catalog.put_run(row);
  }
  LeaderboardQuery query;
  EXPECT_EQ(places(make_leaderboard(catalog, query).groups[0]), "1a 1b 1c ");
  query.ties = TieRule::older;
  EXPECT_EQ(places(make_leaderboard(catalog, query).groups[0]), "1b 1c 1a ");
  query.ties = TieRule::newer;
  EXPECT_EQ(places(make_leaderboard(catalog, query).groups[0]), "1a 1c 1b ");
}

TEST(Leaderboard, TakesMetricAndGoalFromTheRecords) {
  Catalog catalog = Catalog::open_in_memory();
  const auto put_ranked = [&](const char* key, double r2, MetricGoal goal) {
    RunRow row = make_run(key);
    row.name = key;
    row.rank_metric = "val.r2";
    row.rank_goal = goal;
    row.metrics = {metric("val.r2", r2), metric("test.r2", r2), metric("loss", 1 - r2)};
    catalog.put_run(row);
  };
  put_ranked("a", 0.5, MetricGoal::max);
  put_ranked("b", 0.9, MetricGoal::max);
  LeaderboardQuery query;
  EXPECT_EQ(places(make_leaderboard(catalog, query).groups[0]), "1b 2a ");
  query.metric = "test.r2";  // Ends as the metric of the records does.
  EXPECT_EQ(places(make_leaderboard(catalog, query).groups[0]), "1b 2a ");
  query.goal = MetricGoal::min;
  EXPECT_EQ(places(make_leaderboard(catalog, query).groups[0]), "1a 2b ");
  query = {};
  query.metric = "loss";
  const Leaderboard assumed = make_leaderboard(catalog, query);
  EXPECT_TRUE(assumed.goal_was_assumed);
  EXPECT_EQ(places(assumed.groups[0]), "1b 2a ");

  put_ranked("c", 0.7, MetricGoal::min);
  EXPECT_THROW(make_leaderboard(catalog, {}), Error);
  put(catalog, "d", 1, "x");  // Ranked by val.rmse.
  EXPECT_THROW(make_leaderboard(catalog, {.goal = MetricGoal::max}), Error);
  EXPECT_THROW(make_leaderboard(Catalog::open_in_memory(), {}), Error);
}

TEST(Leaderboard, RanksChildren) {
  Catalog catalog = Catalog::open_in_memory();
  for (const int number : {1, 2}) {
    RunRow row = make_run(std::to_string(number));
    row.name = "run" + std::to_string(number);
    for (const int fold : {0, 1, 2}) {
      ChildRow child;
      child.name = "fold" + std::to_string(fold);
      child.digest = child_digest(row.digest, child.name);
      child.id = short_id(child.digest);
      child.kind = "model";
      if (fold < 2) child.metrics = {metric("val.rmse", 10 * fold + number)};
      row.children.push_back(child);
    }
    catalog.put_run(row);
  }
  LeaderboardQuery query;
  query.ranked = KeyOwner::child;
  const Leaderboard board = make_leaderboard(catalog, query);
  EXPECT_EQ(places(board.groups[0]), "1run1/fold0 2run2/fold0 3run1/fold1 4run2/fold1 ");
  EXPECT_EQ(board.groups[0].entries[1].parent, make_run("2").id);
  EXPECT_EQ(left_out(board), (std::vector<std::string>{"2 children without val.rmse"}));
  EXPECT_EQ(leaderboard_rows_json(board)[0].find("parent")->as_string(), make_run("1").id.text);
}

TEST(GroupBoard, RanksGroupsByTheirMeansWithinEachBoard) {
  Catalog catalog = Catalog::open_in_memory();
  for (const int dataset : {0, 1}) {
    for (const int depth : {2, 5}) {
      for (const int seed : {1, 2, 3}) {
        RunRow row = make_run(std::to_string(dataset * 100 + depth * 10 + seed));
        row.dataset = dataset == 0 ? "corn" : "wheat";
        row.seed = seed;
        row.params = {{"depth", depth}};
        row.metrics = {metric("val.rmse", depth * (dataset == 0 ? 1 : -1) + seed / 10.0)};
        catalog.put_run(row);
      }
    }
  }
  GroupBoardQuery query;
  query.by = {{KeyFamily::metric, "val.rmse"}, MetricGoal::min};
  query.over = {{KeyFamily::field, "seed"}};
  query.per = {KeyRef{KeyFamily::field, "dataset"}};
  const GroupBoard board = make_group_board(catalog, query);
  EXPECT_EQ(
      render_table(group_board_table(board, TableReader::machine), TableFormat::csv, {}),
      "dataset,rank,depth,val.rmse.mean,val.rmse.ci95,val.rmse.std,val.rmse.n,tied_with_next,"
      "p_next\n"
      "corn,1,2,2.2,0.24841377117503274,0.09999999999999987,3,false,3.2759863859536372e-06\n"
      "corn,2,5,5.2,0.24841377117503327,0.10000000000000009,3,,\n"
      "wheat,1,5,-4.8,0.24841377117503327,0.10000000000000009,3,false,3.2759863859536605e-06\n"
      "wheat,2,2,-1.8,0.248413771175033,0.09999999999999998,3,,\n");
  query.limit = 1;
  const GroupBoard first = make_group_board(catalog, query);
  ASSERT_EQ(first.aggregates.groups.size(), 2u);
  EXPECT_EQ(first.aggregates.group_count, 4);
  EXPECT_EQ(group_board_rows_json(first)[1].find("rank")->as_int(), 1);
  EXPECT_EQ(group_board_json(first).find("per")->as_string(), "dataset");
}

TEST(Leaderboard, TellsAParamCalledRankFromTheRank) {
  Catalog catalog = Catalog::open_in_memory();
  RunRow row = make_run("a");
  row.params = {{"rank", 8}};
  row.metrics = {metric("val.rmse", 1)};
  catalog.put_run(row);
  const Table table = leaderboard_table(board_of(catalog));
  int titles = 0;
  for (const TableColumn& column : table.columns) titles += column.title == "rank";
  EXPECT_EQ(titles, 1);
}

}  // namespace
}  // namespace cairn
