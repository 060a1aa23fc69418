#include "cairn/base/letters.h"

#include <gtest/gtest.h>

namespace cairn {
namespace {

TEST(Letters, small_and_large_letters_are_pythons) {
  EXPECT_EQ(lower_text("ÄÖ İ ΟΔΟΣ ΣΑ"), "äö i\xCC\x87 οδος σα");
  // Signs inside of a word do not end it.
  EXPECT_EQ(lower_text("λ.:Σ aΣ'b a\xCC\x81Σ 1Σ"), "λ.:ς aσ'b a\xCC\x81ς 1σ");
  EXPECT_EQ(title_text("my experiment é2a x'y"), "My Experiment É2A X'Y");
  EXPECT_EQ(lower_text("A\xff"), "a\xff");
  // Letters in circles have a case; a letter can become two.
  EXPECT_EQ(lower_text("aΣ\uFEFFⓐ ⓐΣ"), "aσ\uFEFFⓐ ⓐς");
  EXPECT_EQ(title_text("ßeta ﬀx ⓐb ªx ʰy"), "Sseta Ffx Ⓐb ªx ʰy");
}

TEST(Letters, blanks_of_unicode_are_stripped_at_the_ends) {
  EXPECT_EQ(strip_text("\u00a0 a b\t\u2003"), "a b");
  EXPECT_EQ(strip_text(" \n"), "");
}

TEST(Letters, characters_are_counted_and_cut_whole) {
  EXPECT_EQ(count_characters("é😀a"), 3U);
  EXPECT_EQ(first_characters("é😀a", 2), "é😀");
  EXPECT_EQ(first_characters("é", 5), "é");
}

TEST(Letters, printable_is_what_python_prints_as_it_is) {
  EXPECT_TRUE(is_printable(U' ') && is_printable(U'é') && is_printable(U'λ'));
  EXPECT_FALSE(is_printable(0x7F) || is_printable(0xA0) || is_printable(0x2028) ||
               is_printable(0xFFFF));
}

}  // namespace
}  // namespace cairn
