#include "cairn/layout/regex_automaton.h"

#include <string>

#include <gtest/gtest.h>

#include "cairn/base/error.h"

namespace cairn {
namespace {

bool matches(const std::string& pattern, const std::string& text) {
  return regex_automaton(pattern).accepts(text);
}

std::string pattern_error(const std::string& pattern) {
  try {
    regex_automaton(pattern);
  } catch (const Error& error) {
    return error.message();
  }
  return "no error";
}

TEST(RegexAutomaton, reads_what_the_systems_constrain_their_names_with) {
  const std::string status = "init|pretrained|trained(-[a-z0-9. =]+)?";
  EXPECT_TRUE(matches(status, "init"));
  EXPECT_TRUE(matches(status, "trained-epoch=149"));
  EXPECT_FALSE(matches(status, "trained-"));
  EXPECT_FALSE(matches(status, "initx"));
  EXPECT_TRUE(matches("tgt_[0-9a-f]{12}", "tgt_899d6808f6ed"));
  EXPECT_FALSE(matches("tgt_[0-9a-f]{12}", "tgt_899d6808f6e"));
}

TEST(RegexAutomaton, repeats_from_one_count_to_another) {
  for (const char* text : {"ab", "abab", "ababab"}) EXPECT_TRUE(matches("(ab){1,3}", text)) << text;
  EXPECT_FALSE(matches("(ab){1,3}", "abababab"));
  EXPECT_TRUE(matches("x(ab){0,2}", "x"));
  EXPECT_TRUE(matches("x(ab){0,2}", "xabab"));
  EXPECT_FALSE(matches("x(ab){0,2}", "xababab"));
  EXPECT_TRUE(matches("a+b*c?", "aabb"));
  EXPECT_FALSE(matches("a+b*c?", "bb"));
}

TEST(RegexAutomaton, classes_may_be_inverted_and_characters_escaped) {
  EXPECT_TRUE(matches("_[^a-c]+", "_xyz"));
  EXPECT_FALSE(matches("_[^a-c]+", "_xaz"));
  EXPECT_TRUE(matches("v1\\.0\\+x", "v1.0+x"));
}

TEST(RegexAutomaton, what_cannot_name_a_file_is_refused) {
  EXPECT_EQ(pattern_error("a*"), "the pattern 'a*': it matches the empty text");
  EXPECT_EQ(pattern_error("a/b"),
            "the pattern 'a/b': it lets in a character that cannot stand in a path");
  EXPECT_EQ(pattern_error("\\.a"), "the pattern '\\.a': a text cannot start with '.' or a space");
  EXPECT_EQ(pattern_error("(a"), "the pattern '(a': a '(' has no ')'");
  EXPECT_EQ(pattern_error("a.b"),
            "the pattern 'a.b': '.' stands alone; write '\\.' for the character");
  EXPECT_EQ(pattern_error("a{3,2}"), "the pattern 'a{3,2}': counts are written {2} or {2,8}");
}

}  // namespace
}  // namespace cairn
