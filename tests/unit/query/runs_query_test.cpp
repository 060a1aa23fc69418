#include "cairn/query/runs_query.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>
#include <tuple>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/query/filter_keys.h"
#include "unit/catalog/rows.h"

namespace cairn {
namespace {

// Eight runs a…h: made in that order, rmse 8…1, every third without rmse.
Catalog eight_runs() {
  Catalog catalog = Catalog::open_in_memory();
  for (int i = 0; i < 8; ++i) {
    RunRow row = make_run(std::string(1, static_cast<char>('a' + i)));
    row.name = row.path.substr(8);
    row.created += i;
    row.started = row.created;
    row.dataset = i % 2 ? "odd" : "even";
    row.stage = i < 4 ? "fit" : "test";
    row.status = i == 7 ? RunStatus::failed : RunStatus::finished;
    row.params = {{"depth", i < 6 ? Value(i) : Value("deep")}};
    row.seed = i % 2;
    if (i % 3 != 2) row.metrics = {metric("val.rmse", 8 - i)};
    catalog.put_run(row);
  }
  return catalog;
}

std::string names(const Catalog& catalog, const RunsQuery& query) {
  std::string text;
  for (const RunRow& run : query_runs(catalog, query)) text += run.name;
  return text;
}

RunsQuery sorted(const Catalog& catalog, std::string_view keys) {
  RunsQuery query;
  query.sort = parse_sort(catalog, keys);
  return query;
}

TEST(RunsQuery, ListsTheNewestFirst) {
  const Catalog catalog = eight_runs();
  EXPECT_EQ(names(catalog, {}), "hgfedcba");
}

TEST(RunsQuery, FiltersByEveryField) {
  const Catalog catalog = eight_runs();
  RunsQuery query;
  query.filter.dataset = "odd";
  EXPECT_EQ(names(catalog, query), "hfdb");
  query.filter.stage = "fit";
  EXPECT_EQ(names(catalog, query), "db");
  query = {};
  query.filter.status = RunStatus::failed;
  EXPECT_EQ(names(catalog, query), "h");
  EXPECT_EQ(count_runs(catalog, query.filter), 1);
  query = {};
  query.filter.experiment = "no such";
  EXPECT_EQ(names(catalog, query), "");
  query = {};
  query.filter.kind = "pipeline";
  query.filter.below = "results/a/";
  EXPECT_EQ(names(catalog, query), "a");
  query = {};
  query.filter.rowids = std::vector<std::int64_t>{2, 3, 77};
  EXPECT_EQ(names(catalog, query), "cb");
  query.filter.rowids = std::vector<std::int64_t>{};
  EXPECT_EQ(names(catalog, query), "");
}

TEST(RunsQuery, PagesWithoutGapsWhateverTheOrder) {
  const Catalog catalog = eight_runs();
  for (const char* keys : {"created", "-val.rmse", "val.rmse", "name", "params.depth,-created",
                           "dataset,val.rmse", "-seed", "stage,depth"}) {
    RunsQuery query = sorted(catalog, keys);
    const std::string all = names(catalog, query);
    EXPECT_EQ(all.size(), 8u) << keys;
    for (const int size : {1, 2, 3, 5, 8, 9}) {
      std::string pages;
      for (query.offset = 0; query.offset < 9; query.offset += size) {
        query.limit = size;
        pages += names(catalog, query);
      }
      EXPECT_EQ(pages, all) << keys << " by " << size;
    }
  }
}

TEST(RunsQuery, SortsByMetricsWithRunsThatLackThemLastInBothOrders) {
  const Catalog catalog = eight_runs();
  EXPECT_EQ(names(catalog, sorted(catalog, "rmse")), "hgedbafc");
  EXPECT_EQ(names(catalog, sorted(catalog, "-rmse")), "abdeghfc");
  EXPECT_EQ(names(catalog, sorted(catalog, "dataset,rmse")), "geachdbf");
}

TEST(RunsQuery, SortsNanLast) {
  Catalog catalog = eight_runs();
  RunRow row = make_run("nan");
  row.name = "N";
  row.metrics = {metric("val.rmse", std::nan(""))};
  catalog.put_run(row);
  EXPECT_EQ(names(catalog, sorted(catalog, "rmse")).substr(0, 6), "hgedba");
}

TEST(RunsQuery, SortsNumbersBeforeTextsInMixedParams) {
  const Catalog catalog = eight_runs();
  EXPECT_EQ(names(catalog, sorted(catalog, "depth")), "abcdefhg");
}

TEST(RunsQuery, HidesCopiesUnlessAsked) {
  Catalog catalog = eight_runs();
  RunRow copy = make_run("a");
  copy.name = "A";
  copy.path = "results/zz";
  catalog.put_run(copy);
  RunsQuery query;
  EXPECT_EQ(names(catalog, query).size(), 8u);
  query.filter.copies = CopyPolicy::show;
  EXPECT_EQ(names(catalog, query).size(), 9u);
}

TEST(RunsQuery, BindsOddTextsAsValues) {
  Catalog catalog = eight_runs();
  RunsQuery query;
  query.filter.dataset = "' OR 1=1 --";
  EXPECT_EQ(names(catalog, query), "");
}

TEST(RunsQuery, RefusesSortKeysThatNoRunHas) {
  const Catalog catalog = eight_runs();
  EXPECT_THROW(parse_sort(catalog, "val.rmsee"), Error);
  EXPECT_THROW(parse_sort(catalog, "name,,rmse"), Error);
  EXPECT_THROW(parse_sort(catalog, "-"), Error);
}

// The plan is what makes it fast at a million runs: an index in order, no sorting of all.
TEST(RunsQuery, WalksTheIndexOfTheMetric) {
  Catalog catalog = eight_runs();
  catalog.mark_complete();
  Statement plan = catalog.database().prepare(
      "EXPLAIN QUERY PLAN SELECT r.run FROM metrics v CROSS JOIN runs r ON r.run = v.run"
      " WHERE r.copy = 0 AND r.dataset = 'odd' AND v.value IS NOT NULL AND v.key = 1"
      " ORDER BY v.value ASC, r.began DESC, r.id, r.path LIMIT 100");
  std::string text;
  while (plan.step()) text += std::string(plan.text(3)) + '\n';
  EXPECT_NE(text.find("metrics_value"), std::string::npos) << text;
  EXPECT_EQ(text.find("FOR ORDER BY"), std::string::npos) << text;
}

std::string searched(const Catalog& catalog, const std::string& words) {
  RunsQuery query;
  query.filter.search = words;
  return names(catalog, query);
}

TEST(RunsQuery, a_search_finds_the_beginnings_of_words_and_follows_every_change) {
  Catalog catalog = eight_runs();
  catalog.mark_complete();
  RunRow row = make_run("a");
  row.name = "a";
  row.notes = "two outliers at 1300 1/cm";
  row.tags = {{"paper", "Fig\xC3\xBCre 3"}, {"checked", true}};
  row.names = {{kAliasScheme, "champion"}};
  catalog.put_run(row);
  for (const std::string words : {"outlier", "OUTLIERS 1300", "paper fig\xC3\xBC", "figure",
                                  "champ", "\"outliers", "1/cm", "checked two"}) {
    EXPECT_EQ(searched(catalog, words), "a") << words;
  }
  for (const std::string words : {"utlier", "outliers nothing", "outliers OR paper1", "true2"}) {
    EXPECT_EQ(searched(catalog, words), "") << words;
  }
  row.notes = "all fine";
  catalog.put_run(row);
  EXPECT_EQ(searched(catalog, "outlier"), "");
  EXPECT_EQ(searched(catalog, "fine"), "a");
  catalog.remove_run_at(row.path, row.id);
  EXPECT_EQ(searched(catalog, "fine"), "");
  EXPECT_EQ(searched(catalog, "champion"), "");
  catalog.remove_below("results");
  catalog.put_run(row);
  EXPECT_EQ(searched(catalog, "fine"), "a");
  catalog.start_filling();
  catalog.put_run(row);
  catalog.mark_complete();
  EXPECT_EQ(searched(catalog, "champion paper"), "a");
}

// 3,000 runs and some copies, with three metrics and a param; some lack them, some share values,
// those of "c" seldom.
Catalog many_runs(std::mt19937& random) {
  Catalog catalog = Catalog::open_in_memory();
  Transaction transaction = catalog.begin();
  for (int i = 0; i < 3000; ++i) {
    RunRow row = make_run(std::to_string(i));
    row.created += static_cast<int>(random() % 50);
    row.started = row.created;
    if (random() % 10) row.metrics.push_back(metric("a", random() % 100));
    if (random() % 10) row.metrics.push_back(metric("b", random() % 1000));
    if (random() % 10) row.metrics.push_back(metric("c", random() % 1'000'000));
    if (random() % 10) row.params = {{"p", random() % 2 ? Value(1) : Value(true)}};
    catalog.put_run(row);
    if (random() % 20) continue;
    row.path += "-copy";
    for (MetricRow& one : row.metrics) one.value += 0.5;
    catalog.put_run(row);
  }
  catalog.mark_complete();
  transaction.commit();
  return catalog;
}

TEST(RunsQuery, FindsTheSameRunsByTheIndexesOfAFilterAsRunByRun) {
  const std::uint32_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const Catalog catalog = many_runs(random);
  for (int i = 0; i < 60; ++i) {
    const std::string number = std::to_string(random() % 100);
    const std::string filters[] = {"a < " + number + " AND b > " + std::to_string(random() % 1000),
                                   "a < 10 AND a > 90",
                                   "b = " + std::to_string(random() % 1000),
                                   "a >= " + number + " AND (b < 500 OR p = true) AND NOT p = 1",
                                   "p = 1 AND a != " + number + " AND b BETWEEN 100 AND 130",
                                   "p IS NULL AND a < " + number};
    RunsQuery quick = sorted(catalog, random() % 2 ? "a,-b" : "-created");
    quick.filter.where = read_filter(catalog, filters[random() % 6]);
    if (random() % 2) quick.limit = 1 + random() % 200;
    quick.offset = random() % 3 ? 0 : random() % 300;
    // Written as a choice of one, no comparison stands alone.
    RunsQuery slow = quick;
    slow.filter.where->root = FilterNode{FilterAny{{quick.filter.where->root}}};
    EXPECT_EQ(find_runs(catalog, quick), find_runs(catalog, slow)) << quick.filter.where->text;
    EXPECT_EQ(count_runs(catalog, quick.filter), count_runs(catalog, slow.filter));
  }
}

// Whether `x` stands before `y` when sorted by a metric: those without it last, then the newest.
bool stands_before(const RunRow& x, const RunRow& y, const std::string& key, bool is_descending) {
  const auto value = [&](const RunRow& run) -> std::optional<double> {
    const auto found = std::ranges::find(run.metrics, key, &MetricRow::key);
    if (found == run.metrics.end()) return std::nullopt;
    return found->value;
  };
  const std::optional<double> a = value(x);
  const std::optional<double> b = value(y);
  if (a.has_value() != b.has_value()) return a.has_value();
  if (a != b) return is_descending ? *a > *b : *a < *b;
  return std::tuple(-x.created, x.id.text, x.path) < std::tuple(-y.created, y.id.text, y.path);
}

TEST(RunsQuery, FindsThePagesThatSortingAllRunsGives) {
  const std::uint32_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const Catalog catalog = many_runs(random);
  for (int i = 0; i < 60; ++i) {
    const std::string key(1, "abccc"[random() % 5]);
    const bool is_descending = random() % 2;
    RunsQuery query = sorted(catalog, (is_descending ? "-" : "") + key);
    const std::string filters[] = {"a < 90", "b > 500 AND c > 1000", "p IS NULL", "has(x)",
                                   "a > 20 OR experiment = 'x'"};
    if (random() % 4) query.filter.where = read_filter(catalog, filters[random() % 5]);
    if (random() % 2) query.filter.copies = CopyPolicy::show;
    std::vector<RunRow> all = query_runs(catalog, {.filter = query.filter});
    std::ranges::sort(all, [&](const RunRow& x, const RunRow& y) {
      return stands_before(x, y, key, is_descending);
    });
    query.limit = 1 + random() % 150;
    query.offset = random() % 3 ? 0 : random() % 3500;
    std::vector<std::int64_t> expected;
    for (std::size_t at = query.offset; at < all.size(); ++at) {
      if (expected.size() < static_cast<std::size_t>(*query.limit)) {
        expected.push_back(all[at].rowid);
      }
    }
    EXPECT_EQ(find_runs(catalog, query), expected)
        << key << (query.filter.where ? query.filter.where->text : "") << query.offset;
  }
}

}  // namespace
}  // namespace cairn
