#include "cairn/base/json.h"

#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "cairn/base/error.h"

namespace cairn {
namespace {

std::string json_error(std::string_view text) {
  try {
    parse_json(text, "f.json");
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_input);
    return error.message();
  }
  return "no error";
}

TEST(Json, numbers_keep_their_type) {
  EXPECT_EQ(parse_json("[1, 1.0, -0.0, 1e2]", "t"), Value(List{1, 1.0, 0.0, 100.0}));
  EXPECT_EQ(parse_json("9223372036854775807", "t").as_int(), INT64_MAX);
  EXPECT_EQ(parse_json("-9223372036854775808", "t").as_int(), INT64_MIN);
}

TEST(Json, integers_beyond_64_bits_are_refused_at_their_place) {
  const std::string end = " does not fit in 64 bits";
  EXPECT_EQ(json_error("9223372036854775808"), "f.json:1:1: 9223372036854775808" + end);
  EXPECT_EQ(json_error("[1,\n  -9223372036854775809]"), "f.json:2:3: -9223372036854775809" + end);
  EXPECT_EQ(json_error("{\"ä\": 123456789012345678901234567890 }"),
            "f.json:1:7: 123456789012345678901234567890" + end);
}

TEST(Json, integers_beyond_64_bits_are_texts_where_that_is_asked_for) {
  const auto read = [](const char* text) { return parse_json(text, "t", WideIntegers::as_text); };
  EXPECT_EQ(read("9223372036854775808"), Value("9223372036854775808"));
  EXPECT_EQ(read("[-9223372036854775809,1]"), Value(List{"-9223372036854775809", 1}));
  EXPECT_EQ(read("123456789012345678901234567890"), Value("123456789012345678901234567890"));
  EXPECT_EQ(read("[9223372036854775807, 9223372036854775808.0, 1e30]"),
            Value(List{INT64_MAX, 9223372036854775808.0, 1e30}));
}

TEST(Json, strings_hold_every_character) {
  EXPECT_EQ(parse_json(R"("\u0000\ud83d\ude00é\/")", "t").as_string(),
            std::string(1, '\0') + "😀é/");
}

TEST(Json, duplicate_keys_are_refused_at_the_second) {
  EXPECT_EQ(json_error("{\"a\": 1,\n  \"a\": 2}"), "f.json:2:3: duplicate key 'a'");
  EXPECT_EQ(json_error(R"({"x\"":1, "x\"":2})"), "f.json:1:11: duplicate key 'x\"'");
  EXPECT_EQ(json_error(R"({"a":{"b":1},"b":2})"), "no error");
}

TEST(Json, duplicate_keys_are_found_in_large_maps) {
  std::string text = "{";
  for (int i = 0; i < 5000; ++i) text += "\"k" + std::to_string(i) + "\":0,\n";
  EXPECT_EQ(json_error(text + "\"k17\":1}"), "f.json:5001:1: duplicate key 'k17'");
  EXPECT_EQ(json_error(text + "\"k4999\":1}"), "f.json:5001:1: duplicate key 'k4999'");
  EXPECT_EQ(json_error(text + "\"new\":1}"), "no error");
}

TEST(Json, nesting_of_100_levels_is_read_and_of_101_refused) {
  EXPECT_EQ(json_error(std::string(100, '[') + std::string(100, ']')), "no error");
  EXPECT_EQ(json_error(std::string(1000000, '[')), "f.json:1:101: nested deeper than 100 levels");
}

TEST(Json, malformed_text_is_refused_with_its_place) {
  EXPECT_EQ(json_error("").substr(0, 12), "f.json:1:1: ");
  EXPECT_EQ(json_error("[1] x").substr(0, 12), "f.json:1:5: ");
  EXPECT_EQ(json_error("{\"a\": 1").substr(0, 11), "f.json:1:8:");
  for (const std::string text : {"NaN", "[Infinity]", "{'a':1}", "[1,]", "01", "\"\xff\"",
                                 "[1e999]", "\"a\nb\"", "\"\\ud800\"", "nul", "{\"a\":NaN}"}) {
    EXPECT_NE(json_error(text), "no error") << text;
  }
}

TEST(Json, columns_count_characters) {
  EXPECT_EQ(json_error("{\"é\": 1, \"é\": 2}"), "f.json:1:10: duplicate key 'é'");
}

TEST(Json, styles) {
  const Value value = Map{{"a", List{1, Map{}}}, {"b", Map{{"c", 2.0}}}, {"e", List{}}};
  EXPECT_EQ(to_json(value), R"({"a":[1,{}],"b":{"c":2.0},"e":[]})");
  EXPECT_EQ(to_json(value, JsonStyle::spaced), R"({"a": [1, {}], "b": {"c": 2.0}, "e": []})");
  EXPECT_EQ(
      to_json(value, JsonStyle::pretty),
      "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": {\n    \"c\": 2.0\n  },\n  \"e\": []\n}");
}

TEST(Json, numbers_that_json_lacks_are_written_as_strings) {
  EXPECT_EQ(to_json(List{std::nan(""), INFINITY, -INFINITY}), R"(["NaN","Infinity","-Infinity"])");
}

/// The escapes of RFC 8259, one character at a time.
std::string escaped(unsigned code) {
  constexpr std::string_view kNamed = "\"\\\b\f\n\r\t";
  constexpr std::string_view kLetters = "\"\\bfnrt";
  if (code >= 0x80) return std::string("\xc2") + static_cast<char>(code);
  const std::size_t named = kNamed.find(static_cast<char>(code));
  if (named != std::string_view::npos) return std::string("\\") + kLetters[named];
  constexpr std::string_view kDigits = "0123456789abcdef";
  if (code < 0x20) return std::string("\\u00") + kDigits[code >> 4] + kDigits[code & 15];
  return std::string(1, static_cast<char>(code));
}

// Texts are written in runs between what is escaped: each character must come out right wherever it
// stands among others.
TEST(Json, every_character_is_written_rightly_in_every_place) {
  for (unsigned code = 0; code < 0xc0; ++code) {
    const std::string character = code < 0x80 ? std::string(1, static_cast<char>(code))
                                              : std::string("\xc2") + static_cast<char>(code);
    for (std::size_t at = 0; at < 20; ++at) {
      const std::string start(at, 'a');
      std::string json;
      append_json_string(json, start + character + "\"b" + character);
      ASSERT_EQ(json, "\"" + start + escaped(code) + "\\\"b" + escaped(code) + "\"") << at;
      ASSERT_EQ(parse_json(json, "t").as_string(), start + character + "\"b" + character);
    }
  }
}

TEST(Json, strings_are_escaped_and_stay_utf8) {
  EXPECT_EQ(to_json("a\"\\\n\x01é"), "\"a\\\"\\\\\\n\\u0001é\"");
  EXPECT_THROW(to_json("\xff"), Error);
}

TEST(JsonFields, writes_what_the_same_map_would_give) {
  const Map inner{{"a b", "x\"y"}, {"n", -7}};
  std::string text = "{";
  JsonFields fields(text, ",");
  fields.text("id", "q\n1");
  fields.integer("least", std::numeric_limits<std::int64_t>::min());
  fields.boolean("no", false);
  fields.value("seed", Value());
  fields.value("rate", 0.1);
  fields.list("none", {});
  fields.map("inner", inner);
  text += '}';
  EXPECT_EQ(text, to_json(Map{{"id", "q\n1"},
                              {"least", std::numeric_limits<std::int64_t>::min()},
                              {"no", false},
                              {"seed", Value()},
                              {"rate", 0.1},
                              {"none", List()},
                              {"inner", inner}}));
}

}  // namespace
}  // namespace cairn
