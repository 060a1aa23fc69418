#include "cairn/base/text_pattern.h"

#include <regex>
#include <string>

#include <gtest/gtest.h>

namespace cairn {
namespace {

/// The groups of a whole match, joined by '|'; "no" where it does not match.
std::string groups_of(const std::string& pattern, std::string_view text) {
  const auto groups = TextPattern(pattern).match(text);
  if (!groups) return "no";
  std::string out;
  for (std::size_t i = 1; i < groups->size(); ++i) {
    out += (i > 1 ? "|" : "") + (*groups)[i].value_or("-");
  }
  return out;
}

TEST(TextPattern, a_point_is_a_character_and_not_a_byte) {
  EXPECT_EQ(groups_of("(.)(..)(.*)", "é日λ😀"), "é|日λ|😀");
  EXPECT_EQ(groups_of("([^a]{2})", "日é"), "日é");
  EXPECT_EQ(groups_of("(a)|(b)", "b"), "-|b");
}

TEST(TextPattern, classes_are_those_of_python) {
  EXPECT_EQ(groups_of(R"((\w+)(\W+)(\w))", "Größe_²Ⅷ - λ"), "Größe_²Ⅷ| - |λ");
  EXPECT_EQ(groups_of(R"((\d+)(\D))", "٣4²"), "٣4|²");
  EXPECT_EQ(groups_of(R"((\s+)(\S))", "\u3000\x1f\u00a0x"), "\u3000\x1f\u00a0|x");
  EXPECT_EQ(groups_of(R"(([\d.]+))", "1.٣"), "1.٣");
  EXPECT_EQ(groups_of(R"((\w))", "\u0301"), "no");
  EXPECT_EQ(groups_of("([[:upper:]]+)([[:alnum:]]*)", "ABc1"), "AB|c1");
  EXPECT_EQ(groups_of("[[:alpha:]]", "é"), "no");
}

TEST(TextPattern, bytes_that_are_no_utf8_are_a_character_each_and_of_no_class) {
  EXPECT_EQ(groups_of("(.)(.)x", "\xff\xfex"), "\xff|\xfe");
  EXPECT_EQ(groups_of(R"((\W))", "\xff"), "\xff");
}

TEST(TextPattern, what_is_no_expression_is_refused) {
  EXPECT_THROW(TextPattern("("), std::regex_error);
  EXPECT_THROW(TextPattern(R"([[:none:]])"), std::regex_error);
}

}  // namespace
}  // namespace cairn
