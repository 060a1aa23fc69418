#include "cairn/base/value.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "cairn/base/error.h"

namespace cairn {
namespace {

TEST(Value, one_of_each_spelling_of_one_differs) {
  const List ones = {1, 1.0, "1", true};
  for (std::size_t i = 0; i < ones.size(); ++i) {
    for (std::size_t j = 0; j < ones.size(); ++j) EXPECT_EQ(ones[i] == ones[j], i == j);
  }
}

TEST(Value, maps_are_equal_in_any_order) {
  EXPECT_EQ(Value(Map{{"a", 1}, {"b", List{2}}}), Value(Map{{"b", List{2}}, {"a", 1}}));
  EXPECT_FALSE(Value(Map{{"a", 1}}) == Value(Map{{"a", 1}, {"b", 2}}));
  EXPECT_FALSE(Value(Map{{"a", 1}, {"c", 2}}) == Value(Map{{"a", 1}, {"b", 2}}));
}

TEST(Value, map_keeps_the_order_of_first_insertion) {
  Map map{{"b", 1}, {"a", 2}};
  map.set("b", 3);
  map["c"] = 4;
  EXPECT_EQ(to_text(map), R"({"b":3,"a":2,"c":4})");
  EXPECT_TRUE(map.erase("b"));
  EXPECT_FALSE(map.erase("b"));
  EXPECT_EQ(map.size(), 2U);
}

TEST(Value, reading_another_type_says_what_was_found) {
  try {
    (void)Value("x").as_int();
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_input);
    EXPECT_EQ(error.message(), "expected int, found string");
  }
  EXPECT_THROW((void)Value(1.5).as_int(), Error);
  EXPECT_THROW((void)Value(1).as_bool(), Error);
  EXPECT_THROW((void)Value().as_map(), Error);
  EXPECT_EQ(Value(3).as_double(), 3.0);
}

TEST(Value, find_path_prefers_the_whole_key_and_tries_every_dot) {
  const Value value = Map{{"a", Map{{"b", 1}, {"b.c", 2}}}, {"a.b", 3}, {"x.y", Map{{"z", 4}}}};
  EXPECT_EQ(*value.find_path("a.b"), Value(3));
  EXPECT_EQ(*value.find_path("a.b.c"), Value(2));
  EXPECT_EQ(*value.find_path("x.y.z"), Value(4));
  EXPECT_EQ(value.find_path("a.x"), nullptr);
  EXPECT_EQ(value.find_path(""), nullptr);
  EXPECT_EQ(Value(1).find_path("a"), nullptr);
}

TEST(Value, flatten_and_set_path_are_opposites) {
  const Value value = Map{{"val", Map{{"rmse", 0.5}, {"n", 3}}}, {"l", List{1}}, {"e", Map{}}};
  Map back;
  for (const auto& [key, leaf] : flatten(value)) set_path(back, key, leaf);
  EXPECT_EQ(Value(back), value);
  EXPECT_EQ(flatten(value)[0].first, "val.rmse");
  EXPECT_EQ(flatten(Value(7)).size(), 1U);
  EXPECT_TRUE(flatten(Map{}).empty());
}

TEST(Value, set_path_replaces_dotted_keys_and_fills_nulls) {
  Map map{{"d.e", 2}, {"n", Value()}};
  set_path(map, "d.e", 3);
  set_path(map, "n.x", 4);
  EXPECT_EQ(to_text(map), R"({"d.e":3,"n":{"x":4}})");
}

TEST(Value, set_path_keeps_a_leaf_and_a_map_of_one_key_in_any_order) {
  std::vector<std::string> keys = {"a", "a.b", "a.b.c", "a.d"};
  do {
    Map map;
    for (const std::string& key : keys) set_path(map, key, key);
    const Value whole = map;
    for (const std::string& key : keys) {
      const Value* found = whole.find_path(key);
      ASSERT_NE(found, nullptr) << key << " in " << to_text(whole);
      EXPECT_EQ(*found, Value(key));
    }
    EXPECT_EQ(flatten(whole).size(), keys.size()) << to_text(whole);
  } while (std::ranges::next_permutation(keys).found);
}

TEST(Value, double_text_is_pythons_repr) {
  EXPECT_EQ(double_text(1.0), "1.0");
  EXPECT_EQ(double_text(0.1), "0.1");
  EXPECT_EQ(double_text(1e-4), "0.0001");
  EXPECT_EQ(double_text(1e-5), "1e-05");
  EXPECT_EQ(double_text(1e15), "1000000000000000.0");
  EXPECT_EQ(double_text(1e16), "1e+16");
  EXPECT_EQ(double_text(-1.5e-300), "-1.5e-300");
  EXPECT_EQ(double_text(-0.0), "-0.0");
  EXPECT_EQ(double_text(std::nan("")), "nan");
  EXPECT_EQ(double_text(-std::numeric_limits<double>::infinity()), "-inf");
}

TEST(Value, to_text_is_bare_for_scalars_and_compact_json_for_the_rest) {
  EXPECT_EQ(to_text("a b"), "a b");
  EXPECT_EQ(to_text(1e-6), "1e-06");
  EXPECT_EQ(to_text(Value()), "null");
  EXPECT_EQ(to_text(true), "true");
  EXPECT_EQ(to_text(List{1, "x"}), R"([1,"x"])");
}

}  // namespace
}  // namespace cairn
