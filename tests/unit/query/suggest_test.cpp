#include "cairn/query/suggest.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "unit/catalog/rows.h"

namespace cairn {
namespace {

std::vector<std::string> texts(const std::vector<Suggestion>& suggestions) {
  std::vector<std::string> result;
  for (const Suggestion& each : suggestions) result.push_back(each.text);
  return result;
}

RunRow run_at(const std::string& key, std::int64_t second) {
  RunRow row = make_run(key);
  row.created += second * 1'000'000;
  row.started = row.created;
  return row;
}

TEST(Suggest, ListsTheNewestRunsFirstAndNoCopies) {
  Catalog catalog = Catalog::open_in_memory();
  const RunRow old_run = run_at("a", 1);
  const RunRow new_run = run_at("b", 2);
  RunRow copy = old_run;
  copy.path = "elsewhere/a";
  for (const RunRow& row : {old_run, new_run, copy}) catalog.put_run(row);
  const std::vector<Suggestion> found = suggest_runs(catalog, "", 10);
  EXPECT_EQ(texts(found), (std::vector<std::string>{new_run.id.text, old_run.id.text}));
  EXPECT_EQ(found[0].note, "run b regression finished");
  EXPECT_EQ(suggest_runs(catalog, "", 1).size(), 1U);
}

TEST(Suggest, FindsRunsByIdNameAndAliasHoweverOldTheyAre) {
  Catalog catalog = Catalog::open_in_memory();
  RunRow oldest = make_full_run("oldest");
  oldest.created -= 1'000'000;
  oldest.started = oldest.created;
  catalog.put_run(oldest);
  {
    Transaction transaction = catalog.begin();
    for (int n = 0; n < 2'100; ++n) catalog.put_run(run_at(fmt::format("n{}", n), n));
    transaction.commit();
  }
  EXPECT_EQ(texts(suggest_runs(catalog, oldest.id.text, 200)),
            std::vector<std::string>{oldest.id.text});
  EXPECT_EQ(texts(suggest_runs(catalog, "run old", 200)), std::vector<std::string>{"run oldest"});
  EXPECT_EQ(texts(suggest_runs(catalog, "gold", 200)), std::vector<std::string>{"golden"});
  EXPECT_EQ(suggest_runs(catalog, "run n", 200).size(), 200U);
  EXPECT_TRUE(suggest_runs(catalog, "nobody", 200).empty());
}

TEST(Suggest, GivesEachValueOnceWithItsType) {
  Catalog catalog = Catalog::open_in_memory();
  const std::vector<Value> given = {2, 2, 0.5, "text", true, Value(), List{1}};
  for (std::size_t n = 0; n < given.size(); ++n) {
    RunRow row = make_run(std::to_string(n));
    row.params = {{"x", given[n]}};
    row.tags = {{"t", "v"}};
    row.dataset = n < 2 ? "corn" : "wheat";
    catalog.put_run(row);
  }
  EXPECT_EQ(suggest_values(catalog, {KeyFamily::param, "x"}, 10),
            (std::vector<Value>{0.5, true, 2, "text"}));
  EXPECT_EQ(suggest_values(catalog, {KeyFamily::param, "x"}, 1), std::vector<Value>{0.5});
  EXPECT_EQ(suggest_values(catalog, {KeyFamily::tag, "t"}, 10), std::vector<Value>{"v"});
  EXPECT_EQ(suggest_values(catalog, {KeyFamily::field, "dataset"}, 10),
            (std::vector<Value>{"corn", "wheat"}));
  EXPECT_EQ(suggest_values(catalog, {KeyFamily::field, "host"}, 10), std::vector<Value>{"laptop"});
  EXPECT_TRUE(suggest_values(catalog, {KeyFamily::field, "created"}, 10).empty());
  EXPECT_TRUE(suggest_values(catalog, {KeyFamily::param, "unknown"}, 10).empty());
}

}  // namespace
}  // namespace cairn
