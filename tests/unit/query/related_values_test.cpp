#include "cairn/query/related_values.h"

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/query/repeats.h"
#include "cairn/query/runs_query.h"
#include "unit/catalog/rows.h"

namespace cairn {
namespace {

RunRow run_with(const std::string& key, std::vector<std::pair<std::string, Value>> params,
                const std::vector<std::string>& upstream = {}) {
  RunRow row = make_run(key);
  row.params = std::move(params);
  for (const std::string& other : upstream) row.links.push_back({"input", "", sha256(other), ""});
  return row;
}

// a, b and c are upstream; d takes a, e takes a and b, f takes c, which has no lr, g takes nothing.
Catalog family() {
  Catalog catalog = Catalog::open_in_memory();
  RunRow a = run_with("a", {{"lr", 0.1}, {"layers", List{1, 2}}});
  MetricRow loss = metric("loss", 2);
  loss.points = 3;
  loss.first = 9;
  loss.least = 1;
  loss.most = 10;
  a.metrics = {loss};
  catalog.put_run(a);
  RunRow b = run_with("b", {{"lr", 0.5}});
  b.metrics = {metric("loss", 3)};
  catalog.put_run(b);
  catalog.put_run(run_with("c", {}));
  catalog.put_run(run_with("d", {}, {"a", "a"}));
  catalog.put_run(run_with("e", {}, {"b", "a"}));
  catalog.put_run(run_with("f", {}, {"c"}));
  catalog.put_run(run_with("g", {}));
  return catalog;
}

std::string all_values(const Catalog& catalog, std::string_view key) {
  const std::vector<std::int64_t> runs = {4, 5, 6, 7};
  std::string text;
  for (const Value& value : load_related(catalog, read_key(catalog, key), runs)) {
    text += to_json(value) + " ";
  }
  return text;
}

std::string order_of(const Catalog& catalog, std::string_view sort) {
  RunsQuery query{.sort = parse_sort(catalog, sort)};
  query.filter.rowids = std::vector<std::int64_t>{4, 5, 6, 7};
  std::string names;
  for (const RunRow& run : query_runs(catalog, query)) names += run.name.back();
  return names;
}

TEST(RelatedValues, AreOneWhereAllAgreeAndElseAListInOrder) {
  const Catalog catalog = family();
  EXPECT_EQ(all_values(catalog, "parent.lr"), "0.1 [0.1,0.5] null null ");
  EXPECT_EQ(all_values(catalog, "parent.loss[max]"), "10.0 [3.0,10.0] null null ");
  EXPECT_EQ(all_values(catalog, "parent.loss[first]"), "9.0 [3.0,9.0] null null ");
  EXPECT_EQ(all_values(catalog, "parent.layers"), "[[1,2]] [[1,2]] null null ");
  EXPECT_EQ(all_values(catalog, "parent.status"), R"("finished" "finished" "finished" null )");
  EXPECT_EQ(all_values(catalog, "parent.notes"), "null null null null ");
}

TEST(RelatedValues, GroupRunsThatHaveTheSameOnes) {
  Catalog catalog = family();
  catalog.put_run(run_with("h", {}, {"a", "b"}));
  const RunSet runs({4, 5, 6, 7, 8});
  const KeyColumn column = load_related_column(catalog, read_key(catalog, "parent.lr"), runs);
  EXPECT_EQ(column.of_run, (std::vector<std::uint32_t>{1, 2, 0, 0, 2}));
  EXPECT_EQ(to_json(column.values[2]), "[0.1,0.5]");
}

TEST(RelatedValues, SortByTheOneThatComesFirstAndThoseWithoutLast) {
  const Catalog catalog = family();
  EXPECT_EQ(order_of(catalog, "parent.lr,name"), "defg");
  EXPECT_EQ(order_of(catalog, "-parent.lr,name"), "edfg");
  EXPECT_EQ(order_of(catalog, "-parent.loss[max],-name"), "edgf");
  EXPECT_EQ(order_of(catalog, "parent.loss[max],name"), "edfg");
  EXPECT_EQ(order_of(catalog, "parent.name,-name"), "edfg");
}

TEST(RelatedValues, OfTheRunItselfSortByThePointThatWasAskedFor) {
  Catalog catalog = family();
  RunsQuery query{.sort = parse_sort(catalog, "-loss[min]"), .limit = 2};
  std::string names;
  for (const RunRow& run : query_runs(catalog, query)) names += run.name.back();
  EXPECT_EQ(names, "ba");
  query.sort = parse_sort(catalog, "-loss[max]");
  names.clear();
  for (const RunRow& run : query_runs(catalog, query)) names += run.name.back();
  EXPECT_EQ(names, "ab");
}

TEST(RelatedValues, KeysAreSpelledAsInFilters) {
  Catalog catalog = family();
  EXPECT_EQ(key_text(read_key(catalog, "parent.params.lr")), "parent.lr");
  EXPECT_EQ(key_text(read_key(catalog, "parent.metric.loss[MIN]")), "parent.loss[min]");
  EXPECT_EQ(key_text(read_key(catalog, "loss[last]")), "loss");
  EXPECT_EQ(key_text(read_key(catalog, "start_time")), "started");
  EXPECT_EQ(full_text(read_key(catalog, "parent.lr")), "parent.params.lr");
  RunRow odd = run_with("odd", {{"5 fold", 1}});
  odd.metrics = {metric("loss[min]", 1)};
  catalog.put_run(odd);
  EXPECT_EQ(read_key(catalog, "loss[min]").key, "loss[min]");
  EXPECT_EQ(read_key(catalog, "5 fold").key, "5 fold");
  EXPECT_EQ(read_key(catalog, "params.`5 fold`").key, "5 fold");
  for (const std::string_view bad :
       {"lr[min]", "loss[mean]", "loss[at 3]", "parent.", "parent.lrr", "loss[]", "[min]"}) {
    EXPECT_THROW(read_key(catalog, bad), Error) << bad;
  }
}

TEST(Repeats, AreRunsOfEqualParamsAndUpstreamRunsInOneGroup) {
  Catalog catalog = family();
  catalog.put_run(run_with("h", {{"lr", 7}}, {"a"}));    // 8
  catalog.put_run(run_with("i", {{"lr", 7}}, {"a"}));    // 9 repeats it.
  catalog.put_run(run_with("j", {{"lr", 7}}, {"b"}));    // 10: another input.
  catalog.put_run(run_with("k", {{"lr", 7.0}}, {"a"}));  // 11: another type.
  catalog.put_run(run_with("l", {{"rate", 7}}, {"a"}));  // 12: another key.
  catalog.put_run(run_with("m", {{"lr", 7}}, {"a"}));    // 13: in another group.
  catalog.put_run(run_with("n", {}, {"a"}));             // 14, 15: nothing says what they are.
  catalog.put_run(run_with("o", {}, {"a"}));
  const std::vector<std::int64_t> rowids = {8, 9, 10, 11, 12, 13, 14, 15};
  const RunSet runs(rowids);
  const std::vector<ParamColumn> params = load_params(catalog, runs);
  const std::vector<std::uint32_t> groups = {0, 0, 0, 0, 0, 1, 0, 0};
  const RepeatSearch search{{}, params, groups, rowids};
  EXPECT_EQ(find_repeats(catalog, search), (std::vector<std::vector<std::int64_t>>{{8, 9}}));
}

}  // namespace
}  // namespace cairn
