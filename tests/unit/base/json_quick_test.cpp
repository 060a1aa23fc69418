// The quick reader returns what the careful one does, or nothing.
#include "cairn/base/json_quick.h"

#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"

namespace cairn {
namespace {

/// What the careful reader says: a map of 65 keys is never read quickly, and what lies in it is.
std::optional<Value> careful(const std::string& text) {
  std::string wrapped = "{";
  for (int i = 0; i < 64; ++i) wrapped += "\"k" + std::to_string(i) + "\":0,";
  wrapped += "\"it\":" + text + "}";
  try {
    return *parse_json(wrapped, "t").find("it");
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// Equal in types too, which equality of numbers looks at.
void expect_same(const std::string& text) {
  const std::optional<Value> quick = read_json_quickly(text);
  if (!quick) return;
  const std::optional<Value> slow = careful(text);
  ASSERT_TRUE(slow.has_value()) << text;
  EXPECT_EQ(*quick, *slow) << text;
}

TEST(JsonQuick, reads_what_records_hold) {
  const std::string text =
      R"({"a":[1,-2,0.5,1e-06,true,false,null,"é \"q\" \\ \n"],"b":{"c":{}},"d":[]})";
  const std::optional<Value> value = read_json_quickly(text);
  ASSERT_TRUE(value.has_value());
  EXPECT_EQ(*value, *careful(text));
  EXPECT_EQ(to_json(*value), text);
}

TEST(JsonQuick, leaves_what_is_rare_or_wrong_to_the_careful_reader) {
  for (const char* text : {"",
                           " ",
                           "{",
                           "[1,]",
                           "[,1]",
                           "{\"a\":1,}",
                           "{\"a\" 1}",
                           "{a:1}",
                           "01",
                           "-",
                           "1.",
                           ".5",
                           "1e",
                           "+1",
                           "nul",
                           "\"\x01\"",
                           "\"\\x\"",
                           "\"",
                           "\"\\",
                           "[1] 2",
                           "\"\xff\"",
                           "\xef\xbb\xbf[]",
                           "{\"a\":1,\"a\":2}",
                           "1e999",
                           "9223372036854775808",
                           "\"\\u00e9\"",
                           "[1 2]",
                           "{\"a\"}",
                           "-01",
                           "[",
                           "{\"a\":",
                           "1.5.5",
                           "0x10",
                           "NaN",
                           "Infinity",
                           "'a'",
                           "tru",
                           "truefalse"}) {
    EXPECT_FALSE(read_json_quickly(text).has_value()) << text;
  }
  EXPECT_TRUE(read_json_quickly(std::string(100, '[') + std::string(100, ']')).has_value());
  EXPECT_FALSE(read_json_quickly(std::string(101, '[') + std::string(101, ']')).has_value());
}

TEST(JsonQuick, numbers_have_the_type_and_value_of_the_careful_reader) {
  for (const char* text :
       {"0", "-0", "-0.0", "1", "1.0", "1e2", "1E+2", "123456789012345678", "1234567890123456789",
        "9223372036854775807", "-9223372036854775808", "0.1", "5e-324", "1.7976931348623157e308",
        "2.2250738585072011e-308", "1e-400", "0.30000000000000004"}) {
    expect_same(text);
  }
}

/// Calls `look` with texts that differ from `whole` in a few bytes.
template <typename Look>
void for_each_damage(const std::string& whole, std::uint32_t seed, const Look& look) {
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937 random(seed);
  const std::string bytes = "{}[],:\"\\0123456789.eE+-tfn u\x01\xc3\xa9\xff";
  for (int i = 0; i < 20000; ++i) {
    std::string text = whole;
    for (unsigned changes = 1 + random() % 3; changes > 0; --changes) {
      const std::size_t at = random() % text.size();
      switch (random() % 3) {
        case 0:
          text[at] = bytes[random() % bytes.size()];
          break;
        case 1:
          text.erase(at, 1 + random() % 3);
          break;
        default:
          text.insert(at, 1, bytes[random() % bytes.size()]);
      }
    }
    look(text);
  }
}

TEST(JsonQuick, agrees_on_damaged_texts) {
  for_each_damage(
      R"({"id":"pb8yky","n":-12.5e3,"list":[1,2,{"x":null}],"text":"a\tb\\","ok":true,"é":"ü"})",
      20261120, expect_same);
}

/// What was read by rows, put together again: equal to what is read without them.
std::optional<Value> read_by_rows(const std::string& text, std::size_t& taken) {
  List rows;
  const auto take = [&](std::span<const JsonCell> row) {
    Map map;
    for (const JsonCell& cell : row) {
      map.append(std::string(cell.key), cell.number ? Value(*cell.number) : Value(cell.text));
    }
    rows.emplace_back(std::move(map));
    return !rows.back().as_map().contains("refused");
  };
  std::optional<Value> value = read_json_quickly(text, {"rows", take});
  taken = 0;
  if (!value || !value->is_map()) return value;
  const Value* list = value->find("rows");
  if (list == nullptr || !list->is_list() || !list->as_list().empty()) return value;
  taken = rows.size();
  value->as_map().set("rows", std::move(rows));
  return value;
}

TEST(JsonQuick, rows_are_taken_as_they_are_read) {
  std::size_t taken = 0;
  const std::string text =
      R"({"a":[],"rows":[{"k":"é v","n":-1}, {"k":"","n":9}],"b":{"rows":[{"n":1}]}})";
  EXPECT_EQ(read_by_rows(text, taken), read_json_quickly(text));
  EXPECT_EQ(taken, 2U);
}

TEST(JsonQuick, what_is_no_row_becomes_a_value) {
  for (const char* text :
       {R"({"rows":[{"n":1},{"n":1.5}]})", R"({"rows":[{"n":1},{"k":"\n"}]})",
        R"({"rows":[{"n":1},{"k":[]}]})", R"({"rows":[{"n":1},{}]})", R"({"rows":[{"n":1},2]})",
        R"({"rows":[{"n":1},{"refused":1}]})", R"({"rows":[{"n":null}]})", R"({"rows":{"n":1}})",
        R"({"rows":[]})", R"({"rows":0})", R"([{"rows":[{"n":1}]}])"}) {
    std::size_t taken = 1;
    EXPECT_EQ(read_by_rows(text, taken), read_json_quickly(text)) << text;
    EXPECT_EQ(taken, 0U) << text;
  }
}

TEST(JsonQuick, damaged_rows_are_refused_as_damaged_values_are) {
  std::size_t taken = 0;
  for (const char* text :
       {R"({"rows":[{"n":1}],"rows":[]})", R"({"rows":[],"rows":[{"n":1}]})",
        R"({"rows":[{"n":1,"n":2}]})", R"({"rows":[{"n":1},]})", R"({"rows":[{"n":1,}]})",
        R"({"rows":[{"n":1})", R"({"rows":[{"n":01}]})"}) {
    EXPECT_FALSE(read_by_rows(text, taken).has_value()) << text;
  }
  std::size_t all = 0;
  for_each_damage(R"({"n":1,"rows":[{"path":"a/b.csv","size":12},{"path":"é","size":0}],"x":[]})",
                  20261127, [&](const std::string& text) {
                    EXPECT_EQ(read_by_rows(text, taken), read_json_quickly(text)) << text;
                    all += taken;
                  });
  EXPECT_GT(all, 1000U);
}

}  // namespace
}  // namespace cairn
