#include "cairn/query/aggregate.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/query/aggregate_json.h"
#include "cairn/query/aggregate_table.h"
#include "cairn/query/aggregate_text.h"
#include "cairn/query/pivot.h"
#include "cairn/query/runs_table.h"
#include "unit/catalog/rows.h"

namespace cairn {
namespace {

// 2 datasets × 3 depths × 3 seeds; rmse = depth + seed / 10, one more on the second dataset.
Catalog grid() {
  Catalog catalog = Catalog::open_in_memory();
  for (const int dataset : {0, 1}) {
    for (const int depth : {2, 5, 10}) {
      for (const int seed : {1, 2, 3}) {
        RunRow row = make_run(std::to_string(dataset * 1000 + depth * 10 + seed));
        row.dataset = dataset == 0 ? "corn" : "wheat";
        row.seed = seed;
        row.params = {{"depth", depth}, {"scaler", "snv"}};
        row.metrics = {metric("val.rmse", depth + dataset + seed / 10.0)};
        catalog.put_run(row);
      }
    }
  }
  return catalog;
}

AggregateQuery over_seed(const Catalog& catalog, std::string_view measures = "rmse") {
  AggregateQuery query;
  query.over = {{KeyFamily::field, "seed"}};
  query.measures = parse_measures(catalog, measures);
  return query;
}

AggregateQuery by(const Catalog& catalog, std::string_view keys,
                  std::string_view measures = "rmse") {
  AggregateQuery query;
  query.group_by = parse_columns(catalog, keys);
  query.measures = parse_measures(catalog, measures);
  return query;
}

std::string text_of(const Table& table) { return render_table(table, TableFormat::table, {}); }

std::string message_of(const std::function<void()>& body) {
  try {
    body();
  } catch (const Error& error) {
    return std::string(error.message()) + " | " + std::string(error.hint());
  }
  return "nothing was thrown";
}

TEST(Aggregate, OverSeedsGroupsByAllElseThatVaries) {
  const Catalog catalog = grid();
  const Aggregates found = make_aggregates(catalog, over_seed(catalog));
  EXPECT_EQ(text_of(aggregate_table(found, TableReader::person)),
            "dataset  depth  val.rmse ± std  n\n"
            "corn         2     2.20 ± 0.10  3\n"
            "corn         5     5.20 ± 0.10  3\n"
            "corn        10    10.20 ± 0.10  3\n"
            "wheat        2     3.20 ± 0.10  3\n"
            "wheat        5     6.20 ± 0.10  3\n"
            "wheat       10    11.20 ± 0.10  3\n"
            "6 groups of 18 runs, over seed (3 values)\n");
}

TEST(Aggregate, SaysWhatElseTheRunsOfAGroupDifferIn) {
  const Catalog catalog = grid();
  AggregateQuery query = by(catalog, "depth");
  query.over = {{KeyFamily::field, "seed"}};
  const Aggregates found = make_aggregates(catalog, query);
  EXPECT_EQ(aggregate_notes(found),
            (std::vector<std::string>{"3 groups of 18 runs, over seed (3 values)",
                                      "runs of one group also differ in dataset (2 values)"}));
  EXPECT_EQ(found.groups[0].cells[0].n(), 6);
}

TEST(Aggregate, AParamThatSomeRunsLackMakesAGroupAndIsNamedWhenMixed) {
  Catalog catalog = grid();
  RunRow row = make_run("more");
  row.dataset = "corn";
  row.seed = 4;
  row.params = {{"depth", 2}, {"scaler", "snv"}, {"warm", true}};
  row.metrics = {metric("val.rmse", 2.4)};
  catalog.put_run(row);
  const Aggregates by_warm = make_aggregates(catalog, by(catalog, "warm"));
  EXPECT_EQ(by_warm.groups[0].keys[0], Value(true));
  EXPECT_TRUE(by_warm.groups[1].keys[0].is_null());
  const Aggregates by_depth = make_aggregates(catalog, by(catalog, "dataset,depth"));
  EXPECT_EQ(aggregate_notes(by_depth)[1],
            "runs of one group also differ in seed (4 values), warm (1 value or none)");
}

TEST(Aggregate, CountsWhatHasNoFiniteValue) {
  Catalog catalog = grid();
  const auto put = [&](const std::string& key, std::optional<double> value, RunStatus status) {
    RunRow row = make_run(key);
    row.status = status;
    row.dataset = "corn";
    row.params = {{"depth", 2}, {"scaler", "snv"}};
    if (value) row.metrics = {metric("val.rmse", *value)};
    catalog.put_run(row);
  };
  put("nan", std::nan(""), RunStatus::finished);
  put("inf", std::numeric_limits<double>::infinity(), RunStatus::finished);
  put("none", {}, RunStatus::finished);
  put("failed", 0.001, RunStatus::failed);
  AggregateQuery query = by(catalog, "dataset", "rmse: mean,min");
  const Aggregates found = make_aggregates(catalog, query);
  EXPECT_EQ(found.groups[0].members, 12);
  EXPECT_EQ(found.groups[0].cells[0].n(), 9);
  EXPECT_EQ(found.groups[0].cells[0].values[1], 2.1);
  const std::vector<std::string> notes = aggregate_notes(found);
  EXPECT_EQ(std::vector<std::string>(notes.end() - 3, notes.end()),
            (std::vector<std::string>{"1 run without val.rmse",
                                      "2 runs left out: val.rmse is not a finite number",
                                      "1 run left out: not finished"}));
  query.filter.status = RunStatus::failed;
  EXPECT_EQ(make_aggregates(catalog, query).groups[0].cells[0].n(), 1);
}

TEST(Aggregate, AGroupWithoutValuesIsShownWithNothing) {
  Catalog catalog = grid();
  RunRow row = make_run("none");
  row.dataset = "empty";
  catalog.put_run(row);
  const Aggregates found = make_aggregates(catalog, by(catalog, "dataset", "rmse: mean,std,q25"));
  EXPECT_EQ(render_table(aggregate_table(found, TableReader::machine), TableFormat::csv, {}),
            "dataset,val.rmse.mean,val.rmse.std,val.rmse.q25,val.rmse.n\n"
            "corn,5.866666666666666,3.5010712646274427,2.3,9\n"
            "empty,,,,0\n"
            "wheat,6.866666666666666,3.5010712646274427,3.3,9\n");
}

TEST(Aggregate, KeepsValuesOfDifferentTypesApart) {
  Catalog catalog = Catalog::open_in_memory();
  int number = 0;
  for (const Value& value : {Value(1), Value(1.0), Value("1"), Value(true), Value(List{1}), Value(),
                             Value(""), Value("é")}) {
    RunRow row = make_run(std::to_string(number++));
    row.params = {{"k", value}};
    row.metrics = {metric("val.rmse", number)};
    catalog.put_run(row);
  }
  const Aggregates found = make_aggregates(catalog, by(catalog, "k"));
  EXPECT_EQ(found.groups.size(), 8u);
  EXPECT_TRUE(found.groups.back().keys[0].is_null());
}

TEST(Aggregate, GroupsByTagsAndEveryKindOfField) {
  Catalog catalog = grid();
  RunRow row = make_run("tagged");
  row.tags = {{"team", "protein"}};
  row.metrics = {metric("val.rmse", 1)};
  catalog.put_run(row);
  const Aggregates by_tag = make_aggregates(catalog, by(catalog, "tags.team"));
  EXPECT_EQ(by_tag.groups[0].keys[0], Value("protein"));
  EXPECT_EQ(by_tag.groups[1].members, 18);
  const Aggregates by_status = make_aggregates(catalog, by(catalog, "status,experiment,created"));
  EXPECT_EQ(by_status.groups[0].keys[0], Value("finished"));
  EXPECT_EQ(by_status.groups[0].keys[1], Value("wheat"));
}

TEST(Aggregate, MeasuresFieldsAndParamsToo) {
  Catalog catalog = grid();
  for (const Value& value : {Value(4), Value("four"), Value(true), Value()}) {
    RunRow row = make_run("mixed " + to_json(value));
    row.dataset = "corn";
    row.params = {{"mixed", value}, {"scaler", "snv"}};
    catalog.put_run(row);
  }
  const Aggregates found =
      make_aggregates(catalog, by(catalog, "dataset", "duration: max; depth: mean; mixed: mean"));
  EXPECT_EQ(found.groups[0].cells[0].values[0], 2.5);
  EXPECT_EQ(found.groups[0].cells[1].moments->mean, 17.0 / 3);
  EXPECT_EQ(found.groups[0].cells[2].n(), 1);
  EXPECT_EQ(found.left_out[2].not_finite, 2);
  EXPECT_EQ(found.left_out[2].without, 19);  // null is no value.
  EXPECT_EQ(message_of([&] { make_aggregates(catalog, by(catalog, "dataset", "scaler: mean")); }),
            "no run has a number under 'scaler' | group by it: --group-by scaler");
}

TEST(Aggregate, CopiesCountOnce) {
  Catalog catalog = grid();
  RunRow copy = make_run("21");
  copy.path = "results/zz";
  copy.metrics = {metric("val.rmse", 2.1)};
  catalog.put_run(copy);
  EXPECT_EQ(make_aggregates(catalog, by(catalog, "stage")).groups[0].cells[0].n(), 18);
}

TEST(Aggregate, SortsAndMarksNeighboursThatCannotBeToldApart) {
  Catalog catalog = Catalog::open_in_memory();
  const auto put = [&](const std::string& name, const std::vector<double>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      RunRow row = make_run(name + std::to_string(i));
      row.seed = static_cast<std::int64_t>(i);
      row.params = {{"model", name}};
      row.metrics = {metric("val.rmse", values[i])};
      catalog.put_run(row);
    }
  };
  put("a", {1.0, 1.1, 1.2});
  put("b", {1.1, 1.2, 1.3});
  put("c", {1.2, 1.3, 1.5});
  put("d", {5.0, 5.1, 5.2});
  put("e", {6.0});
  AggregateQuery query = over_seed(catalog);
  query.sort = "-mean";
  const Aggregates found = make_aggregates(catalog, query);
  EXPECT_EQ(tie_marks(found.groups), (std::vector<std::string>{"", "", "┐", "┤", "┘"}));
  EXPECT_EQ(tie_notes(found),
            (std::vector<std::string>{
                "tied: neighbouring means that Welch's t-test cannot tell apart (p >= 0.05)",
                "1 group not tested: n < 2"}));
  EXPECT_FALSE(found.groups[0].next);
  EXPECT_LT(found.groups[1].next->p, 0.001);
  query.sort = "-mean";
  query.limit = 3;
  const Aggregates first = make_aggregates(catalog, query);
  EXPECT_EQ(first.groups.size(), 3u);
  EXPECT_EQ(first.group_count, 5);
  EXPECT_TRUE(first.groups[2].is_tied_with_next());  // With one that is not shown.
}

TEST(Aggregate, TestsNeighboursWithinTheKeysThatComeFirst) {
  const Catalog catalog = grid();
  AggregateQuery query = over_seed(catalog, "rmse: mean,std,median");
  query.sort = "dataset,-rmse.median";
  const Aggregates found = make_aggregates(catalog, query);
  EXPECT_EQ(found.groups[0].keys[1], Value(10));
  EXPECT_TRUE(found.groups[1].next);
  EXPECT_FALSE(found.groups[2].next);  // The next one is of the other dataset.
  query.sort = "-n,depth";
  EXPECT_FALSE(make_aggregates(catalog, query).compared);
}

TEST(Aggregate, RefusesWhatHasNoMeaning) {
  const Catalog catalog = grid();
  const auto refused = [&](AggregateQuery query) {
    return message_of([&] { make_aggregates(catalog, query); });
  };
  EXPECT_EQ(refused(by(catalog, "val.rmse")),
            "'val.rmse' is a metric: runs are grouped by fields, params and tags"
            " | aggregate it: --agg 'val.rmse: mean,std'");
  EXPECT_EQ(refused(by(catalog, "depth,dataset,depth")), "'depth' is a group key twice | ");
  AggregateQuery query = by(catalog, "seed");
  query.over = {{KeyFamily::field, "seed"}};
  EXPECT_EQ(refused(query),
            "'seed' is both a group key and what to aggregate over | name it in one of them");
  query = by(catalog, "depth");
  query.sort = "meen";
  EXPECT_EQ(refused(query),
            "groups cannot be sorted by 'meen' | sort by one of: depth, val.rmse.mean, "
            "val.rmse.std, val.rmse.n");
  query = by(catalog, "depth", "rmse;duration");
  query.sort = "-mean";
  EXPECT_EQ(refused(query),
            "'mean' may mean val.rmse.mean or duration.mean"
            " | type one of: val.rmse.mean, duration.mean");
}

TEST(Measures, AreReadAsTheyAreTyped) {
  const Catalog catalog = grid();
  const std::vector<Measure> measures =
      parse_measures(catalog, " rmse : mean, q2.5,mean ,n,q75 ; duration ");
  ASSERT_EQ(measures.size(), 2u);
  EXPECT_EQ(measures[0].key, (KeyRef{KeyFamily::metric, "val.rmse"}));
  ASSERT_EQ(measures[0].statistics.size(), 4u);
  EXPECT_EQ(measures[0].statistics[1].fraction, 0.025);
  EXPECT_EQ(measures[0].statistics[2].name, "n");
  EXPECT_EQ(measures[1].statistics.back().name, "n");
  EXPECT_EQ(parse_measures(catalog, "rmse: mean;").size(), 1u);
}

TEST(Measures, RefuseWhatTheyDoNotKnow) {
  const Catalog catalog = grid();
  const auto refused = [&](std::string_view text) {
    return message_of([&] { parse_measures(catalog, text); });
  };
  EXPECT_EQ(refused("rmse: mea"), "there is no statistic 'mea' | did you mean 'mean'?");
  EXPECT_EQ(refused("rmse: q101"),
            "there is no statistic 'q101' | there are: n, mean, std, sem, ci95, median, min, max, "
            "q25, q75 (q0 to q100)");
  EXPECT_EQ(refused("rmse:"), refused("rmse: "));
  EXPECT_EQ(refused(""), "there is no metric in '' | write --agg 'rmse: mean,std; r2: median'");
  EXPECT_EQ(refused("rmse; val.rmse"),
            "'val.rmse' is asked for twice | name its statistics once: 'val.rmse: mean,std'");
  EXPECT_EQ(refused("dataset"),
            "'dataset' is a label, no number | aggregate a metric, a param with numbers, or a "
            "field like duration or size");
}

TEST(Measures, WithoutAnyAreThoseThatRankTheRuns) {
  Catalog catalog = grid();
  EXPECT_EQ(usual_measures(catalog, {})[0].key.key, "val.rmse");
  RunRow row = make_run("other");
  row.rank_metric = "test.r2";
  row.metrics = {metric("test.r2", 1)};
  catalog.put_run(row);
  EXPECT_EQ(message_of([&] { usual_measures(catalog, {}); }),
            "--agg is missing: which metric? | try --agg 'test.r2: mean,std'; metrics are test.r2, "
            "val.rmse");
  EXPECT_EQ(message_of([] { usual_measures(Catalog::open_in_memory(), {}); }),
            "--agg is missing: which metric? | no run has a metric yet");
}

TEST(Pivot, MakesColumnsOfTheValuesOfAKey) {
  Catalog catalog = grid();
  catalog.remove_run_at("results/1022", make_run("1022").id);
  catalog.remove_run_at("results/1023", make_run("1023").id);
  for (const char* key : {"51", "52", "53"}) {
    catalog.remove_run_at(std::string("results/") + key, make_run(key).id);
  }
  AggregateQuery query = by(catalog, "dataset");
  query.further = {KeyRef{KeyFamily::param, "depth"}};
  const Aggregates found = make_aggregates(catalog, query);
  const Pivot pivot = make_pivot(found, {});
  EXPECT_EQ(text_of(pivot_table(found, pivot, TableReader::person)),
            "dataset           depth=2          depth=5          depth=10\n"
            "corn     2.20  ± 0.10 (3)  -                10.20 ± 0.10 (3)\n"
            "wheat    3.100             6.20 ± 0.10 (3)  11.20 ± 0.10 (3)\n"
            "cells: mean ± std of val.rmse (n), without n where it is 1\n"
            "5 groups of 13 runs\n"
            "runs of one group also differ in seed (3 values)\n");
}

TEST(Pivot, RefusesTooManyColumnsAndMeasures) {
  Catalog catalog = Catalog::open_in_memory();
  for (int i = 0; i < 101; ++i) {
    RunRow row = make_run(std::to_string(i));
    row.params = {{"depth", i}};
    row.metrics = {metric("val.rmse", i)};
    catalog.put_run(row);
  }
  AggregateQuery query = by(catalog, "dataset");
  query.further = {KeyRef{KeyFamily::param, "depth"}};
  const Aggregates many = make_aggregates(catalog, query);
  EXPECT_EQ(message_of([&] { make_pivot(many, {}); }),
            "'depth' has 101 values, and a pivot has room for 100 columns"
            " | choose fewer runs, or make the values rows: --group-by depth");
  query.measures = parse_measures(catalog, "rmse;duration");
  const Aggregates two = make_aggregates(catalog, query);
  EXPECT_EQ(message_of([&] { make_pivot(two, {}); }),
            "a pivot shows one measure, --agg names 2 | try --agg 'val.rmse: mean,std'");
}

TEST(AggregateJson, HoldsEveryNumber) {
  const Catalog catalog = grid();
  AggregateQuery query = over_seed(catalog, "rmse: mean,std,ci95");
  query.sort = "mean";
  const Value json = aggregates_json(make_aggregates(catalog, query));
  const Value& group = json.find("groups")->as_list()[0];
  EXPECT_EQ(to_json(*group.find("keys")), R"({"dataset":"corn","depth":2})");
  EXPECT_EQ(group.find("measures")->find("val.rmse")->find("n")->as_int(), 3);
  EXPECT_EQ(group.find("tied_with_next")->as_bool(), false);
  EXPECT_EQ(json.find("test")->find("name")->as_string(), "Welch");
  EXPECT_EQ(to_json(json.find("over")->as_list()[0]),
            R"({"key":"seed","values":3,"some_lack":false,"asked_for":true})");
}

TEST(KeyTitles, TellKeysFromTheTablesOwnColumns) {
  EXPECT_EQ(key_titles({{KeyFamily::param, "n"},
                        {KeyFamily::field, "dataset"},
                        {KeyFamily::param, "dataset"},
                        {KeyFamily::tag, "tied"}}),
            (std::vector<std::string>{"params.n", "dataset", "params.dataset", "tags.tied"}));
}

TEST(PlusMinus, RoundsToWhatTheSpreadLeaves) {
  const auto text = [](double mean, const Value& spread) {
    return cell_text(List{mean, spread}, CellKind::spread);
  };
  EXPECT_EQ(text(0.421345, 0.01204), "0.421 ± 0.012");
  EXPECT_EQ(text(1235.4, 250), "1235 ± 250");
  EXPECT_EQ(text(0.5, 0.0996), "0.50 ± 0.10");
  EXPECT_EQ(text(0.5, 12), "0 ± 12");
  EXPECT_EQ(text(0.42, 0.0), "0.4200 ± 0");
  EXPECT_EQ(text(0.42, 1e-14), "0.4200 ± 1.0e-14");
  EXPECT_EQ(text(3e9, 2e8), "3.000e+09 ± 2.0e+08");
  EXPECT_EQ(text(0.42, Value()), "0.4200");
  EXPECT_EQ(cell_text(List{0.42, 0.1, 3}, CellKind::spread), "0.42 ± 0.10 (3)");
  EXPECT_EQ(cell_text(Value(), CellKind::spread), "-");
}

}  // namespace
}  // namespace cairn
