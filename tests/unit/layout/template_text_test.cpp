#include "cairn/layout/template_text.h"

#include <string>

#include <gtest/gtest.h>

#include "cairn/base/error.h"

namespace cairn {
namespace {

/// "a{x}b | a" for the spellings of a segment.
std::string spelled(const std::string& segment) {
  std::string out;
  bool first = true;
  for (const TextSpelling& spelling : read_spellings(segment)) {
    if (!first) out += " | ";
    first = false;
    for (const TextPart& part : spelling) out += part.is_field ? "{" + part.text + "}" : part.text;
  }
  return out;
}

std::string segment_error(const std::string& segment) {
  try {
    read_spellings(segment);
  } catch (const Error& error) {
    return error.message();
  }
  return "no error";
}

TEST(TemplateText, a_plain_segment_has_one_spelling) {
  EXPECT_EQ(spelled("run_{name}"), "run_{name}");
  EXPECT_EQ(spelled("{{x}}"), "{x}");
}

TEST(TemplateText, an_optional_part_is_rather_there) {
  EXPECT_EQ(spelled("{a}[:{b}]_{c}"), "{a}:{b}_{c} | {a}_{c}");
  EXPECT_EQ(spelled("[x-{a}]"), "x-{a} | ");
}

TEST(TemplateText, an_earlier_alternative_goes_first_and_parts_may_be_nested) {
  EXPECT_EQ(spelled("{a}(__{b}__|_){c}"), "{a}__{b}__{c} | {a}_{c}");
  EXPECT_EQ(spelled("{a}[-{b}[.{c}]]"), "{a}-{b}.{c} | {a}-{b} | {a}");
  EXPECT_EQ(spelled("(|{a})"), " | {a}");
}

TEST(TemplateText, brackets_that_do_not_match_are_refused) {
  EXPECT_EQ(segment_error("{a}[b"), "a '[' has no ']'");
  EXPECT_EQ(segment_error("a)b"), "a ')' has no '('");
  EXPECT_EQ(segment_error("a|b"), "a '|' stands outside of '(…)' and '[…]'");
  EXPECT_EQ(segment_error("[a][b][c][d][e][f][g]"), "a segment has more than 64 spellings");
}

}  // namespace
}  // namespace cairn
