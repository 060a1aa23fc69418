#include "cairn/query/schema.h"

#include <limits>

#include <gtest/gtest.h>

#include "unit/catalog/rows.h"

namespace cairn {
namespace {

using Types = std::vector<std::pair<std::string, std::int64_t>>;

RunRow run_of(char name, TimeUs created, std::vector<std::pair<std::string, Value>> params) {
  RunRow row = make_run(std::string(1, name));
  row.created = created;
  row.experiment = "e";
  row.params = std::move(params);
  row.metrics.clear();
  row.tags.clear();
  return row;
}

const SchemaKey* find_key(const Schema& schema, const std::string& key) {
  for (const SchemaKey& found : schema.keys) {
    if (found.key == key) return &found;
  }
  return nullptr;
}

TEST(Schema, counts_types_values_and_runs) {
  Catalog catalog = Catalog::open_in_memory();
  const std::vector<Value> mixed = {1, 1.0, "1", true, 1};
  for (std::size_t i = 0; i < mixed.size(); ++i) {
    RunRow row = run_of(static_cast<char>('a' + i), 10, {{"mixed", mixed[i]}, {"fixed", "x"}});
    if (i == 0) row.params.emplace_back("rare", List{1, 2});
    row.metrics = {
        metric("loss", i == 4 ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(i))};
    catalog.put_run(row);
  }
  const Schema schema = read_schema(catalog, {});
  EXPECT_EQ(schema.runs, 5);
  EXPECT_EQ(schema.constant, 2);  // The dataset is one of them.
  EXPECT_EQ(find_key(schema, "fixed"), nullptr);
  const SchemaKey* key = find_key(schema, "mixed");
  ASSERT_NE(key, nullptr);
  EXPECT_EQ(key->types, (Types{{"int", 2}, {"bool", 1}, {"float", 1}, {"string", 1}}));
  EXPECT_EQ(key->distinct, 4);
  EXPECT_EQ(key->top.size(), 3U);
  EXPECT_EQ(key->top[0].value, Value(1));
  EXPECT_EQ(key->top[0].runs, 2);
  key = find_key(schema, "rare");
  ASSERT_NE(key, nullptr);
  EXPECT_EQ(key->runs, 1);
  EXPECT_EQ(key->types, (Types{{"list", 1}}));
  key = find_key(schema, "loss");
  ASSERT_NE(key, nullptr);
  EXPECT_EQ(key->types, (Types{{"float", 4}, {"NaN", 1}}));
  EXPECT_EQ(key->least, Value(0.0));
  EXPECT_EQ(key->most, Value(3.0));
  EXPECT_EQ(key->histogram, (std::vector<double>{1, 0, 1, 0, 0, 1, 0, 1}));
}

TEST(Schema, infinities_and_the_largest_numbers_do_not_break_the_histogram) {
  Catalog catalog = Catalog::open_in_memory();
  const double most = std::numeric_limits<double>::max();
  char name = 'a';
  for (const double value : {-most, 0.0, most, std::numeric_limits<double>::infinity()}) {
    RunRow row = run_of(name++, 10, {});
    row.metrics = {metric("m", value)};
    catalog.put_run(row);
  }
  const Schema schema = read_schema(catalog, {});
  ASSERT_EQ(schema.keys.size(), 1U);
  EXPECT_EQ(schema.keys[0].histogram, (std::vector<double>{1, 0, 0, 0, 1, 0, 0, 1}));
  EXPECT_EQ(schema.keys[0].distinct, 4);
}

TEST(Schema, of_many_keys_those_that_vary_come_first_and_the_rest_is_counted) {
  Catalog catalog = Catalog::open_in_memory();
  for (int i = 0; i < 3; ++i) {
    RunRow row = run_of(static_cast<char>('a' + i), 10, {{"same", 1}});
    for (int k = 0; k < 100; ++k) row.metrics.push_back(metric("m" + std::to_string(k), i * k));
    catalog.put_run(row);
  }
  SchemaQuery query{.keys_per_family = 10};
  Schema schema = read_schema(catalog, query);
  EXPECT_EQ(schema.keys.size(), 10U);
  EXPECT_EQ(schema.left_out, 89);
  EXPECT_EQ(schema.constant, 3);  // m0 is 0 in all, as the dataset is one.
  query = {.constants = ConstantKeys::show, .family = KeyFamily::param};
  EXPECT_EQ(read_schema(catalog, query).keys.size(), 1U);
}

TEST(Schema, drift_is_what_changed_and_did_not_come_back) {
  Catalog catalog = Catalog::open_in_memory();
  const std::vector<std::vector<std::pair<std::string, Value>>> runs = {
      {{"lr", 0.1}, {"swap", 1}, {"type", 1}},
      {{"lr", 0.1}, {"swap", 2}, {"type", 1}},
      {{"lr", 0.2}, {"swap", 1}, {"type", "1"}},
      {{"lr", 0.3}, {"swap", 2}, {"type", "1"}}};
  for (std::size_t i = 0; i < runs.size(); ++i) {
    RunRow row = run_of(static_cast<char>('a' + i), static_cast<TimeUs>(1000 + i), runs[i]);
    row.host = i < 3 ? "old" : "new";
    catalog.put_run(row);
  }
  RunRow other = run_of('x', 5000, {{"lr", 7}});
  other.experiment = "another";
  catalog.put_run(other);
  std::string text;
  for (const Drift& drift : find_drift(catalog, {})) {
    text += drift.experiment + " " + drift.key + " " + to_text(drift.from) + ">" +
            to_text(drift.to) + " " + std::to_string(drift.when) + "\n";
  }
  EXPECT_EQ(text,
            "e params.lr 0.1>0.2 1002\n"
            "e params.type 1>1 1002\n"
            "e host old>new 1003\n"
            "e params.lr 0.2>0.3 1003\n");
  EXPECT_EQ(find_drift(catalog, {}).at(0).first_run, make_run("c").id.text);
  EXPECT_TRUE(find_drift(catalog, {.experiment = "another"}).empty());
  // A key with more values than are followed is none that drifts.
  EXPECT_EQ(find_drift(catalog, {}, 2).size(), 2U);
}

}  // namespace
}  // namespace cairn
