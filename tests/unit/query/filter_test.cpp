#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/query/filter_candidates.h"
#include "cairn/query/filter_keys.h"
#include "cairn/query/filter_steps.h"
#include "cairn/query/runs_query.h"
#include "unit/catalog/rows.h"

namespace cairn {
namespace {

std::string filter_error(const Catalog& catalog, std::string_view text) {
  try {
    read_filter(catalog, text);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_input);
    return error.message() + (error.hint().empty() ? "" : "\n| " + error.hint());
  }
  return "no error";
}

/// Many runs, so that a page is found from a part of an index: metric m (some equal, some NaN, some
/// without), params p in 0…99, rare in 1 of 500, and text.
Catalog drawn_runs(int count) {
  Catalog catalog = Catalog::open_in_memory();
  std::mt19937_64 random(7);
  Transaction transaction = catalog.begin();
  for (int i = 0; i < count; ++i) {
    RunRow row = make_run(std::to_string(i));
    row.created += i;
    row.started = row.created;
    const auto draw = [&](std::uint64_t n) { return static_cast<std::int64_t>(random() % n); };
    row.params = {{"p", draw(100)}, {"text", i % 3 == 0 ? "a" : "b"}};
    if (draw(500) == 0) row.params.emplace_back("rare", true);
    if (draw(10) != 0) {
      const double value = draw(50) == 0 ? std::nan("") : static_cast<double>(draw(400));
      row.metrics.push_back(metric("m", value));
    }
    catalog.put_run(row);
  }
  catalog.mark_complete();
  transaction.commit();
  return catalog;
}

TEST(FilterQuery, APageIsThePartOfTheWholeListHoweverItIsFound) {
  const Catalog catalog = drawn_runs(3000);
  // They pass many, few, next to none and none; the last ones have no index.
  for (const char* where :
       {"p < 50", "p < 50 AND text = 'a'", "p = 3", "rare = true", "p < 3 AND p > 50",
        "m < 100 AND p < 20", "NOT p < 50", "text LIKE 'a%'", "m = nan OR p = 1"}) {
    for (const char* sort : {"m", "-m", "p,-m", "created", ""}) {
      RunsQuery query;
      query.filter.where = read_filter(catalog, where);
      if (*sort != '\0') query.sort = parse_sort(catalog, sort);
      const std::vector<std::int64_t> all = find_runs(catalog, query);
      EXPECT_EQ(count_runs(catalog, query.filter), static_cast<std::int64_t>(all.size())) << where;
      for (const std::int64_t offset : {0, 5, 700}) {
        query.limit = 10;
        query.offset = offset;
        std::vector<std::int64_t> page = all;
        page.erase(page.begin(), page.begin() + std::min<std::int64_t>(offset, page.size()));
        page.resize(std::min<std::size_t>(page.size(), 10));
        EXPECT_EQ(find_runs(catalog, query), page) << where << " by " << sort << " from " << offset;
      }
    }
  }
}

TEST(FilterQuery, ANarrowedFilterListsFewRunsAndAsksThemOnlyWhatTheIndexesLeftOpen) {
  const Catalog catalog = drawn_runs(3000);
  const auto narrowed_by = [&](const char* where) {
    RunsFilter filter;
    filter.where = read_filter(catalog, where);
    return narrowed(catalog, filter);
  };
  EXPECT_FALSE(narrowed_by("p < 50").rowids);  // Half of all: not worth a list.
  EXPECT_FALSE(narrowed_by("p != 3").rowids);  // No range of an index.
  EXPECT_FALSE(narrowed_by("p = 3 OR p = 4").rowids);
  ASSERT_TRUE(narrowed_by("p < 20 AND p > 50").rowids);
  EXPECT_TRUE(narrowed_by("p < 20 AND p > 50").rowids->empty());
  EXPECT_FALSE(narrowed_by("p < 20 AND p > 50").where);
  EXPECT_TRUE(narrowed_by("p = 3 AND p != 4").where);
  EXPECT_TRUE(narrowed_by("p = 3 AND (m > 10 OR m < 5)").where);
  RunsQuery query;
  query.filter.where = read_filter(catalog, "p IN (3, '4') AND m >= 10");
  std::vector<std::int64_t> found = find_runs(catalog, query);
  std::sort(found.begin(), found.end());
  const RunsFilter fewer = narrowed(catalog, query.filter);
  EXPECT_FALSE(fewer.where);
  EXPECT_FALSE(found.empty());
  EXPECT_EQ(fewer.rowids, found);
}

TEST(FilterQuery, NamesFollowTheRulesOfBareNames) {
  Catalog catalog = Catalog::open_in_memory();
  RunRow row = make_full_run("a");
  row.params = {{"lr", 0.1}, {"both", 1}, {"status", "x"}, {"run_id", 3}, {"f1 score", 1}};
  row.metrics = {metric("both", 1), metric("val.rmse", 1), metric("test.r2", 1)};
  catalog.put_run(row);
  const auto key = [&](const std::string& text) {
    const Filter filter = read_filter(catalog, text + " IS NOT NULL");
    const FilterKey found = std::get<FilterTerm>(filter.root.node).key;
    return std::to_string(static_cast<int>(found.family)) + " " + found.name;
  };
  const auto expected = [](FilterFamily family, const std::string& name) {
    return std::to_string(static_cast<int>(family)) + " " + name;
  };
  EXPECT_EQ(key("rmse"), expected(FilterFamily::metric, "val.rmse"));
  EXPECT_EQ(key("r2"), expected(FilterFamily::metric, "test.r2"));
  EXPECT_EQ(key("status"), expected(FilterFamily::field, "status"));
  EXPECT_EQ(key("`status`"), expected(FilterFamily::param, "status"));
  EXPECT_EQ(key("params.status"), expected(FilterFamily::param, "status"));
  EXPECT_EQ(key("attributes.start_time"), expected(FilterFamily::field, "started"));
  EXPECT_EQ(key("attr.run_id"), expected(FilterFamily::field, "id"));
  EXPECT_EQ(key("run_id"), expected(FilterFamily::param, "run_id"));
  EXPECT_EQ(key("run_name"), expected(FilterFamily::field, "name"));
  EXPECT_EQ(key("params.\"f1 score\""), expected(FilterFamily::param, "f1 score"));
  EXPECT_EQ(key("child.fold"), expected(FilterFamily::param, "fold"));
  EXPECT_EQ(key("child.metrics.val.rmse"), expected(FilterFamily::metric, "val.rmse"));

  EXPECT_EQ(filter_error(catalog, "lr > 0 AND both = 1"),
            "'both' may mean metrics.both or params.both\n  lr > 0 AND both = 1\n             ^\n"
            "| type one of: metrics.both, params.both");
  EXPECT_EQ(filter_error(catalog, "metrics.rmse < 1"),
            "no run has a metric 'rmse'\n  metrics.rmse < 1\n  ^\n| type one of: val.rmse");
  EXPECT_EQ(filter_error(catalog, "attributes.stats = 'x'"),
            "no run has a field 'stats'\n  attributes.stats = 'x'\n  ^\n| did you mean 'status'?");
  EXPECT_EQ(filter_error(catalog, "child.metrics.r2 < 1"),
            "no child has a metric 'r2'\n  child.metrics.r2 < 1\n  ^\n| there are: val.rmse");
}

/// Runs 1, 2 and 3 with a metric m1.
Catalog three_runs() {
  Catalog catalog = Catalog::open_in_memory();
  for (const char* key : {"a", "b", "c"}) {
    RunRow row = make_run(key);
    row.metrics.push_back(metric("m1", 1));
    catalog.put_run(row);
  }
  catalog.mark_complete();
  return catalog;
}

TEST(FilterQuery, SingleStepsAreAnsweredBeforehand) {
  const Catalog catalog = three_runs();
  const auto ids = [&](const std::string& where, std::vector<StepAnswer> answers) {
    RunsFilter filter;
    filter.where = read_filter(catalog, where);
    EXPECT_EQ(number_step_terms(*filter.where).size(), answers.size());
    filter.steps = std::move(answers);
    std::vector<std::int64_t> rowids = find_runs(catalog, {.filter = filter});
    std::sort(rowids.begin(), rowids.end());
    return rowids;
  };
  using Rowids = std::vector<std::int64_t>;
  // Run 3 has no such point: unknown, and so is its negation.
  EXPECT_EQ(ids("m1[at 5] < 1", {{{1}, {2}}}), Rowids{1});
  EXPECT_EQ(ids("NOT m1[at 5] < 1", {{{1}, {2}}}), Rowids{2});
  EXPECT_EQ(ids("m1[at 5] < 1 OR NOT m1[at 6] < 1", {{{1}, {2}}, {{1}, {3}}}), (Rowids{1, 3}));
}

TEST(FilterQuery, WithoutStepsAFilterIsOnlyWider) {
  Catalog catalog = three_runs();
  catalog.put_run(make_run("bare"));
  const auto count = [&](const std::string& where) {
    RunsFilter filter;
    filter.where = without_steps(read_filter(catalog, where));
    return count_runs(catalog, filter);
  };
  EXPECT_EQ(count("m1[at 5] < 1"), 3);  // Who has no m1 at all cannot pass.
  EXPECT_EQ(count("NOT m1[at 5] < 1"), 3);
  EXPECT_EQ(count("m1[at 5] IS NULL"), 4);
  EXPECT_EQ(count("NOT m1[at 5] IS NOT NULL"), 4);
  EXPECT_EQ(count("NOT (m1[at 5] < 1 AND id = 'nothing')"), 4);
  EXPECT_EQ(count("m1[at 5] < 1 AND id = 'nothing'"), 0);
}

TEST(FilterQuery, TheLargestFilterIsNotTooMuchForSqlite) {
  Catalog catalog = drawn_runs(3);
  catalog.put_run(make_full_run("full"));  // It has a child.
  const auto count = [&](const std::string& where) {
    RunsFilter filter;
    filter.where = read_filter(catalog, where);
    return count_runs(catalog, filter);
  };
  std::string chain = "p >= 0";
  for (int i = 1; i < 500; ++i) chain += i % 2 == 0 ? " AND p >= 0" : " AND NOT p < '0'";
  EXPECT_EQ(count(chain), 3);
  // Twelve levels, the deep part before and behind, with the conditions that need most room.
  std::string left = "parent.p NOT BETWEEN '1' AND '2' OR child.fold > '3'";
  std::string right = left;
  for (int i = 0; i < 11; ++i) {
    const std::string word = i % 2 == 0 ? " AND " : " OR ";
    left = "(" + left + ")" + word + "text >= '1'";
    right = "m[min] NOT IN (nan, 1)" + word + "(" + right + ")";
  }
  EXPECT_GE(count(left), 0);
  EXPECT_GE(count(right), 0);
  EXPECT_GE(count("NOT (" + right + ")"), 0);
  std::string list = "p IN ('0'";
  for (int i = 1; i < 9'000; ++i) list += ", '" + std::to_string(i % 1000) + "'";
  EXPECT_EQ(count(list + ")"), 3);
  std::string times = "created IN ('2020'";
  for (int i = 1; i < 100; ++i) times += ", '2025-11-20'";
  EXPECT_EQ(count(times + ")"), 4);
}

}  // namespace
}  // namespace cairn
