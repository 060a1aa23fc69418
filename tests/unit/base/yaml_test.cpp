#include "cairn/base/yaml.h"

#include <array>
#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "cairn/base/error.h"

namespace cairn {
namespace {

std::string yaml_error(std::string_view text) {
  try {
    parse_yaml(text, "f.yaml");
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_input);
    return error.message();
  }
  return "no error";
}

TEST(YamlScalar, types_follow_the_core_schema) {
  EXPECT_EQ(yaml_scalar("3"), Value(3));
  EXPECT_EQ(yaml_scalar("+3"), Value(3));
  EXPECT_EQ(yaml_scalar("0x1F"), Value(31));
  EXPECT_EQ(yaml_scalar("0o17"), Value(15));
  EXPECT_EQ(yaml_scalar("1e-6"), Value(1e-6));
  EXPECT_EQ(yaml_scalar(".5"), Value(0.5));
  EXPECT_EQ(yaml_scalar("1."), Value(1.0));
  EXPECT_EQ(yaml_scalar("-.inf"), Value(-INFINITY));
  EXPECT_TRUE(std::isnan(yaml_scalar(".nan").as_double()));
  EXPECT_EQ(yaml_scalar("-9223372036854775808"), Value(INT64_MIN));
  EXPECT_EQ(yaml_scalar("True"), Value(true));
  for (const std::string text : {"", "~", "null"}) EXPECT_TRUE(yaml_scalar(text).is_null());
}

TEST(YamlScalar, what_only_looks_like_a_number_or_a_bool_is_a_string) {
  for (const std::string text :
       {"NO",    "yes",        "off", "017", "-00", "01.5", "1_000", "12:30",
        "0b1",   "1e",         "e1",  ".",   "-",   "+",    "0x",    "0o8",
        "1.2.3", "2025-10-14", "nan", "inf", " 3",  "tRUE", "-0x1",  "1 000"}) {
    EXPECT_EQ(yaml_scalar(text), Value(text)) << text;
  }
}

TEST(YamlScalar, numbers_beyond_64_bits_are_refused) {
  for (const std::string text : {"9223372036854775808", "0xffffffffffffffff", "1e999", "1e-999"}) {
    EXPECT_THROW(yaml_scalar(text), Error) << text;
  }
  try {
    yaml_scalar("9223372036854775808");
  } catch (const Error& error) {
    EXPECT_EQ(error.hint(), "quote it to keep it as text, or write it with a decimal point");
  }
}

TEST(YamlRead, nodes_know_their_place) {
  const YamlDocument document("dir/f.yaml", "a:\n  - 1\n  - {b: x}\né: \"1\"\n");
  const YamlNode& root = document.root();
  const YamlNode& map = root.find("a")->items[1];
  EXPECT_EQ(map.place(), "dir/f.yaml:3:5");
  EXPECT_EQ(map.find("b")->place(), "dir/f.yaml:3:9");
  EXPECT_EQ(root.entries[1].key_mark.line, 4);
  EXPECT_EQ(root.find("é")->mark.column, 4);
  EXPECT_TRUE(root.find("é")->quoted);
  EXPECT_EQ(root.find("é")->scalar, Value("1"));
  EXPECT_EQ(root.find("x"), nullptr);
}

TEST(YamlRead, empty_files_are_null) {
  for (const std::string text : {"", "# only a comment\n", "---\n"}) {
    EXPECT_TRUE(parse_yaml(text, "t").is_null());
  }
}

TEST(YamlRead, keys_are_strings) {
  EXPECT_EQ(parse_yaml("1: a\nnull: b\n1.0: c\n", "t"),
            Value(Map{{"1", "a"}, {"null", "b"}, {"1.0", "c"}}));
}

TEST(YamlRead, aliases_are_copies) {
  EXPECT_EQ(parse_yaml("a: &x [1, {k: v}]\nb: *x\n", "t"),
            Value(Map{{"a", List{1, Map{{"k", "v"}}}}, {"b", List{1, Map{{"k", "v"}}}}}));
}

TEST(YamlRead, core_tags_state_a_type_that_must_fit) {
  EXPECT_EQ(parse_yaml("[!!str 1, !!float 1, !!int \"2\", ! 3, !!map {}, !!seq []]", "t"),
            Value(List{"1", 1.0, 2, "3", Map{}, List{}}));
  EXPECT_EQ(yaml_error("!!int x"), "f.yaml:1:1: 'x' is not of the type !!int");
  EXPECT_EQ(yaml_error("!!map []"), "f.yaml:1:1: unknown tag '!!map'");
}

TEST(YamlRead, dangerous_and_ambiguous_constructs_are_refused) {
  EXPECT_EQ(yaml_error("a: 1\nb: 2\na: 3\n"), "f.yaml:3:1: duplicate key 'a' (first in line 1)");
  EXPECT_EQ(yaml_error("a: !!python/object:os.system x"),
            "f.yaml:1:4: unknown tag '!!python/object:os.system'");
  EXPECT_EQ(yaml_error("a: !include x"), "f.yaml:1:4: unknown tag '!include'");
  EXPECT_EQ(yaml_error("- !foo {a: 1}"), "f.yaml:1:3: unknown tag '!foo'");
  EXPECT_EQ(yaml_error("<<: {a: 1}"), "f.yaml:1:1: merge keys ('<<') are not read");
  EXPECT_EQ(yaml_error("a: 1\n---\nb: 2"), "f.yaml:2:1: a second document starts here");
  EXPECT_EQ(yaml_error("? [a]\n: 1"),
            "f.yaml:1:3: a key must be a text, not a list, a map or an alias");
  EXPECT_EQ(yaml_error("a: &x [*x]"), "f.yaml:1:8: alias '*x' has no anchor before it");
  EXPECT_EQ(yaml_error("? \n: x"), "f.yaml:1:2: a key is missing before ':'");
  EXPECT_EQ(yaml_error("a: 99999999999999999999"),
            "f.yaml:1:4: 99999999999999999999 does not fit in 64 bits");
}

TEST(YamlRead, duplicate_keys_are_found_in_large_maps) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "k" + std::to_string(i) + ": 0\n";
  EXPECT_EQ(yaml_error(text), "no error");
  EXPECT_EQ(yaml_error(text + "k17: 1\n"), "f.yaml:5001:1: duplicate key 'k17' (first in line 18)");
}

TEST(YamlRead, syntax_errors_are_told_in_plain_words) {
  EXPECT_EQ(yaml_error("a: b: c"), "f.yaml:1:5: a ':' cannot stand here");
  EXPECT_EQ(yaml_error("a:\n\tb: 1"), "f.yaml:2:1: a tab cannot be used for indentation");
  EXPECT_EQ(yaml_error("x: 1\na: \"b\nc: 1\n"),
            "f.yaml:2:4: the quote that opens here is never closed");
  EXPECT_EQ(yaml_error("a: [1, 2\nb: 3\n"),
            "f.yaml:2:2: the list is not closed (it opens in line 1)");
  EXPECT_EQ(yaml_error("a: @x"), "f.yaml:1:4: a plain text cannot start with '@'");
  EXPECT_EQ(yaml_error("- a\nb: 1\n"), "f.yaml:2:1: this line does not fit the list above it");
  EXPECT_EQ(yaml_error("a: \"\\q\""), "f.yaml:1:5: unknown escape after '\\' in double quotes");
}

TEST(YamlRead, bytes_that_are_no_text_are_refused) {
  EXPECT_EQ(yaml_error("a: 1\nb: \xff"), "f.yaml:2:4: not valid UTF-8");
  EXPECT_EQ(yaml_error("a: \x01"), "f.yaml:1:4: control character U+0001");
  EXPECT_EQ(yaml_error(std::string_view("a: \0b", 5)), "f.yaml:1:4: control character U+0000");
  EXPECT_EQ(yaml_error(std::string_view("\xff\xfe"
                                        "a\0",
                                        4)),
            "f.yaml:1:1: not valid UTF-8");
  EXPECT_EQ(parse_yaml("\xef\xbb\xbf"
                       "a: 1",
                       "t"),
            Value(Map{{"a", 1}}));
}

TEST(YamlRead, depth_is_limited) {
  EXPECT_EQ(yaml_error(std::string(100, '[') + std::string(100, ']')), "no error");
  EXPECT_EQ(yaml_error(std::string(100'000, '[')), "f.yaml:1:101: nested deeper than 100 levels");
  std::string text = "x: &x " + std::string(60, '[') + std::string(60, ']') + "\ny: ";
  EXPECT_EQ(yaml_error(text + std::string(39, '[') + "*x" + std::string(39, ']')), "no error");
  EXPECT_EQ(yaml_error(text + std::string(40, '[') + "*x" + std::string(40, ']')),
            "f.yaml:2:44: nested deeper than 100 levels");
}

TEST(YamlRead, alias_bombs_and_nested_anchors_are_limited) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 9; ++i) {
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int j = 0; j < 9; ++j) bomb += "*a" + std::to_string(i - 1) + ", ";
    bomb += "]\n";
  }
  EXPECT_NE(yaml_error(bomb).find("more than 100000 values"), std::string::npos);
  std::string anchors;
  for (int i = 0; i < 90; ++i) anchors += "&a" + std::to_string(i) + " [";
  for (int i = 0; i < 5000; ++i) anchors += "x, ";
  anchors += std::string(90, ']');
  EXPECT_NE(yaml_error(anchors).find("below anchors"), std::string::npos);
}

TEST(YamlRead, size_is_limited) {
  EXPECT_EQ(yaml_error(std::string(17U << 20U, '#')),
            "f.yaml: 17.8 MB is more than the 16.8 MB that a YAML file may hold");
}

TEST(YamlKeys, unknown_keys_are_refused_with_the_nearest) {
  const YamlDocument document("cairn.yaml", "cmd: x\nmatirx: 1\n");
  constexpr std::array<std::string_view, 2> kAllowed = {"cmd", "matrix"};
  try {
    check_keys(document.root(), kAllowed, "stage 'fit'");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.message(), "cairn.yaml:2:1: unknown key 'matirx' in stage 'fit'");
    EXPECT_EQ(error.hint(), "did you mean 'matrix'?");
  }
  const YamlDocument far("cairn.yaml", "zzzzzz: 1\n");
  try {
    check_keys(far.root(), kAllowed, "stage 'fit'");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.hint(), "keys that it may hold: cmd, matrix");
  }
  const YamlDocument list("cairn.yaml", "[1]");
  EXPECT_THROW(check_keys(list.root(), kAllowed, "stage 'fit'"), Error);
}

TEST(YamlWrite, block_and_flow_styles) {
  const Value value = Map{{"name", "wheat"},
                          {"list", List{1, 2.0, "x"}},
                          {"rows", List{Map{{"rank", 1}, {"id", "a"}}, Map{{"deep", List{Map{}}}}}},
                          {"empty", List{}},
                          {"none", Map{}},
                          {"map", Map{{"a", Map{{"b", Value()}}}}}};
  EXPECT_EQ(to_yaml(value),
            "name: wheat\n"
            "list: [1, 2.0, x]\n"
            "rows:\n"
            "  - {rank: 1, id: a}\n"
            "  - deep:\n"
            "      - {}\n"
            "empty: []\n"
            "none: {}\n"
            "map:\n"
            "  a:\n"
            "    b: null\n");
}

TEST(YamlWrite, flow_lists_end_at_80_columns) {
  const std::string item(72, 'x');
  EXPECT_EQ(to_yaml(Map{{"k", List{item + "yy"}}}).find('\n'), 79U);
  EXPECT_EQ(to_yaml(Map{{"key", List{item + "yy"}}}), "key:\n  - " + item + "yy\n");
}

TEST(YamlWrite, texts_of_several_lines_are_literal_blocks) {
  EXPECT_EQ(to_yaml(Map{{"a", "x\ny\n"}}), "a: |\n  x\n  y\n");
  EXPECT_EQ(to_yaml(Map{{"a", "x\ny"}}), "a: |-\n  x\n  y\n");
  EXPECT_EQ(to_yaml(Map{{"a", "x\n\n\n"}, {"b", 1}}), "a: |+\n  x\n\n\nb: 1\n");
  EXPECT_EQ(to_yaml(List{" x\ny"}), "- |2-\n   x\n  y\n");
  EXPECT_EQ(to_yaml("\n"), "\"\\n\"\n");
}

TEST(YamlWrite, strings_are_quoted_only_where_they_must) {
  for (const std::string plain : {"a", "a b", "Größe 日本", ":hash=ab", "-x", "a:b", "a#b", "it's",
                                  "a\"b", "x, y", "a[1]", "Q1_c20f9b", "v1.2", "1 kg", "nope"}) {
    EXPECT_EQ(to_yaml(plain), plain + "\n");
  }
  for (const std::string quoted : {"",      "1",
                                   "1.0",   "true",
                                   "NO",    "yes",
                                   "null",  "~",
                                   "017",   "1_000",
                                   "12:30", "2025-10-14",
                                   "1e5",   " a",
                                   "a ",    "a: b",
                                   "a #b",  "- a",
                                   "#a",    "[a",
                                   "{a",    "*a",
                                   "&a",    "!a",
                                   "|",     ">",
                                   "%a",    "@a",
                                   "`a",    "a:",
                                   "---",   "<<",
                                   "'a",    "99999999999999999999",
                                   ".inf"}) {
    EXPECT_EQ(to_yaml(quoted), "\"" + quoted + "\"\n");
  }
  EXPECT_EQ(to_yaml("\"a\""), "'\"a\"'\n");
  EXPECT_EQ(to_yaml("a\tb\x1b"), "\"a\\tb\\x1b\"\n");
  EXPECT_EQ(to_yaml(Map{{"k", List{"a, b", "x?", "a]"}}}), "k: [\"a, b\", \"x?\", \"a]\"]\n");
}

TEST(YamlWrite, numbers_are_numbers_for_every_reader) {
  EXPECT_EQ(to_yaml(1e-6), "1.0e-06\n");
  EXPECT_EQ(to_yaml(-INFINITY), "-.inf\n");
  EXPECT_EQ(to_yaml(std::nan("")), ".nan\n");
  EXPECT_EQ(to_yaml(3), "3\n");
}

TEST(YamlWrite, what_cannot_be_read_back_is_refused) {
  EXPECT_THROW(to_yaml("\xff"), Error);
  EXPECT_THROW(to_yaml(Map{{"\xff", 1}}), Error);
  Value deep = 1;
  for (int i = 0; i < 101; ++i) deep = List{List{std::move(deep)}};
  EXPECT_THROW(to_yaml(deep), Error);
}

}  // namespace
}  // namespace cairn
