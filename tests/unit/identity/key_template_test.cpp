#include "cairn/identity/key_template.h"

#include <string>

#include <gtest/gtest.h>

#include "cairn/base/json.h"
#include "cairn/identity/input_error.h"

namespace cairn {
namespace {

Value built(const std::string& yaml, const std::string& json) {
  const YamlDocument document("t.yaml", yaml);
  return build_key(read_key_template(document.root()), parse_json(json, "input"));
}

std::string text(const std::string& yaml, const std::string& json) {
  return to_json(built(yaml, json));
}

std::string failure(const std::string& yaml, const std::string& json) {
  try {
    return "no error: " + text(yaml, json);
  } catch (const Error& error) {
    return error.message();
  }
}

TEST(KeyTemplate, has_the_shape_of_what_it_makes) {
  EXPECT_EQ(text(".", "[1]"), "[1]");
  EXPECT_EQ(text("a.b", R"({"a": {"b": 2}})"), "2");
  EXPECT_EQ(text("{x: a, y: [a, {value: {from: 1}}]}", R"({"a": 1})"),
            R"({"x":1,"y":[1,{"from":1}]})");
  EXPECT_EQ(text("{map: {value: a}}", R"({"a": 1})"), R"({"value":1})");
  EXPECT_EQ(text("items.1", R"({"items": ["a", "b"]})"), R"("b")");
}

TEST(KeyTemplate, a_default_is_for_what_is_missing_and_not_for_null) {
  const std::string with_default = "{from: a, default: 7}";
  EXPECT_EQ(text(with_default, "{}"), "7");
  EXPECT_EQ(text(with_default, R"({"a": null})"), "null");
  EXPECT_EQ(text("{from: a, or: 7}", R"({"a": ""})"), "7");
  EXPECT_EQ(text("{from: a, or: 7}", R"({"a": 0.0})"), "7");
  EXPECT_EQ(text("{from: [a, b], or: 7}", R"({"a": {}, "b": 3})"), "3");
  EXPECT_EQ(text("{from: a, absent: \"null\", default: 7}", R"({"a": null})"), "7");
  EXPECT_EQ(text("{from: a, else: {x: b}}", R"({"b": 1})"), R"({"x":1})");
  EXPECT_EQ(text("{x: {from: a, omit: falsy}, y: b}", R"({"a": "", "b": 1})"), R"({"y":1})");
  // A default is what it is: functions are for what was found.
  EXPECT_EQ(text("{from: a, default: A, apply: lower}", "{}"), R"("A")");
}

TEST(KeyTemplate, what_was_found_is_changed_in_a_fixed_order) {
  EXPECT_EQ(text("{from: ., without: [b], type: map}", R"({"a": 1, "b": 2})"), R"({"a":1})");
  EXPECT_EQ(text("{from: a, apply: [strip, lower]}", R"({"a": " X "})"), R"("x")");
  EXPECT_EQ(text("{from: a, table: {small: {n: 1}}}", R"({"a": "small"})"), R"({"n":1})");
  EXPECT_EQ(
      text("{merge: [a, b]}", R"({"a": {"x": {"p": 1}, "y": 1}, "b": {"x": {"q": 2}, "y": 2}})"),
      R"({"x":{"p":1,"q":2},"y":2})");
}

TEST(KeyTemplate, says_what_is_missing_or_of_the_wrong_type) {
  EXPECT_EQ(failure("a", R"({"b": 1})"), "the input has no 'a'");
  EXPECT_EQ(failure("a", "[1]"), "the input is list, not a map");
  EXPECT_EQ(failure("{from: a.b, default: 1}", R"({"a": null})"), "'a' is null, not a map");
  EXPECT_EQ(failure("{from: a, type: string}", R"({"a": 1})"), "'a' must be a string, not int");
  EXPECT_EQ(failure("{from: a, apply: lower}", R"({"a": 1})"), "a text is needed, not int");
  EXPECT_EQ(failure("{from: a, default: 1, dflt: 2}", "{}"),
            "t.yaml:1:23: unknown key 'dflt' in a template");
  EXPECT_EQ(failure("{from: a, omit: never}", "{}"), "t.yaml:1:17: unknown word 'never'");
  EXPECT_EQ(failure("{merge: [a]}", R"({"a": 3})"), "'a' must be a map, not int");
}

TEST(InputError, finds_the_place_of_a_value) {
  const YamlDocument document("i.json", "{\"a\": [1,\n  {\"b.c\": 2}]}");
  EXPECT_EQ(find_input_node(document.root(), "a[1].b.c")->place(), "i.json:2:11");
  EXPECT_EQ(find_input_node(document.root(), "a[1].x")->place(), "i.json:2:3");
  EXPECT_EQ(find_input_node(document.root(), "")->place(), "i.json:1:1");
}

}  // namespace
}  // namespace cairn
