#include "cairn/identity/canonical.h"

#include <cmath>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "cairn/base/digest.h"
#include "cairn/base/error.h"
#include "cairn/base/yaml.h"

namespace cairn {
namespace {

std::string canonical_error(const Value& value) {
  try {
    canonical_json(value);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_input);
    return error.message();
  }
  return "no error";
}

TEST(Canonical, one_in_four_types_is_four_texts) {
  std::set<std::string> texts;
  for (const Value& one : {Value(1), Value(1.0), Value("1"), Value(true)}) {
    texts.insert(canonical_json(Map{{"n", one}}));
  }
  EXPECT_EQ(texts,
            (std::set<std::string>{R"({"n":1})", R"({"n":1.0})", R"({"n":"1"})", R"({"n":true})"}));
}

TEST(Canonical, key_order_does_not_matter_at_any_depth) {
  const Value a = Map{{"x", Map{{"b", 1}, {"a", List{Map{{"d", 1}, {"c", 2}}}}}}, {"w", 1}};
  const Value b = Map{{"w", 1}, {"x", Map{{"a", List{Map{{"c", 2}, {"d", 1}}}}, {"b", 1}}}};
  EXPECT_EQ(canonical_json(a), canonical_json(b));
  EXPECT_EQ(canonical_json(a), R"({"w":1,"x":{"a":[{"c":2,"d":1}],"b":1}})");
}

TEST(Canonical, yaml_style_does_not_matter) {
  EXPECT_EQ(canonical_json(parse_yaml("{lr: 1e-6, on: NO}", "t")),
            canonical_json(parse_yaml("\"on\": 'NO'\nlr: 0.000001\n", "t")));
}

TEST(Canonical, keys_are_sorted_by_bytes) {
  EXPECT_EQ(canonical_json(Map{{"é", 1}, {"a", 2}, {"Z", 3}, {"a.b", 4}, {"", 5}}),
            R"({"":5,"Z":3,"a":2,"a.b":4,"é":1})");
}

TEST(Canonical, doubles_are_the_shortest_that_read_back) {
  EXPECT_EQ(canonical_json(List{0.1, 1e-6, 1e16, 100.0, -0.0, 0.0}),
            "[0.1,1e-06,1e+16,100.0,0.0,0.0]");
}

TEST(Canonical, only_control_characters_are_escaped) {
  EXPECT_EQ(canonical_json("é😀\u2028\x7f\n\x01\"\\/"), "\"é😀\u2028\x7f\\n\\u0001\\\"\\\\/\"");
}

TEST(Canonical, what_has_no_canonical_text_is_refused_by_its_dotted_key) {
  EXPECT_EQ(canonical_error(Map{{"a", Map{{"lr", std::nan("")}}}}),
            "'a.lr' is NaN, which equals nothing and cannot be part of an id");
  EXPECT_EQ(canonical_error(Map{{"a", List{1, INFINITY}}}),
            "'a[1]' is infinite, which equals nothing and cannot be part of an id");
  EXPECT_EQ(canonical_error(Map{{"a", "\xff"}}), "'a' is not valid UTF-8");
  EXPECT_EQ(canonical_error(Map{{"\xff", 1}}), "'\\xff' is not valid UTF-8");
  EXPECT_EQ(canonical_error(std::nan("")),
            "the value is NaN, which equals nothing and cannot be part of an id");
  Map twice;
  twice.append("k", 1);
  twice.append("k", 1);
  EXPECT_EQ(canonical_error(twice), "'k' stands twice in one map");
}

// The example of docs/formats/canonical.md, which a person can check with sha256sum.
TEST(Canonical, the_example_of_the_format_page_holds) {
  const Value key = parse_yaml(
      "stage: fit\nkind: pipeline\nseed: 1\nparams: {scaler: minmax, n_components: 10, tol: "
      "1e-6}\n",
      "t");
  const std::string text = canonical_json(key);
  EXPECT_EQ(text,
            R"({"kind":"pipeline","params":{"n_components":10,"scaler":"minmax","tol":1e-06},)"
            R"("seed":1,"stage":"fit"})");
  EXPECT_EQ(sha256(text).hex(), "e0206af8ba061404dd13f943b4757144617bd9747de5c9e439e7050b5ef1352d");
}

}  // namespace
}  // namespace cairn
