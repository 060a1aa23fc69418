#include "cairn/base/safe_rel_path.h"

#include <gtest/gtest.h>

#include "cairn/base/error.h"

namespace cairn {
namespace {

TEST(SafeRelPath, TakesPlainAndOddNamesAsTheyAre) {
  for (const char* text :
       {"a", "a/b/c.txt", "-rf", "~root", "$(touch x)", "%2e%2e%2fx", ".hidden", "grün/漢字.png",
        "a b;c&d", "👩‍🔬.png", "com10", "console", "auxiliary.txt"}) {
    EXPECT_EQ(SafeRelPath::parse(text).text(), text);
  }
}

TEST(SafeRelPath, SaysWhatIsWrong) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "is empty"},
      {"/etc/passwd", "empty part"},
      {"a/", "empty part"},
      {"a//b", "empty part"},
      {".", "'.'"},
      {"a/../b", "'..'"},
      {"a\\b", "backslash"},
      {"c:x", "colon"},
      {std::string("a\0b", 3), "control"},
      {"a\nb", "control"},
      {"a\x7f", "control"},
      {"\xff", "UTF-8"},
      {"a\u202e", "writing direction"},
      {"a\ufeff", "invisible"},
      {"a.", "dot"},
      {"a /b", "blank"},
      {"nul", "device"},
      {"x/COM1.tar.gz", "device"},
      {"lpt\u00b2", "device"},
      {std::string(256, 'x'), "255"},
  };
  for (const auto& [text, part] : cases) {
    const std::optional<std::string> why = why_unsafe(text);
    ASSERT_TRUE(why) << text;
    EXPECT_NE(why->find(part), std::string::npos) << text << ": " << *why;
    EXPECT_THROW(SafeRelPath::parse(text), Error);
  }
}

TEST(SafeRelPath, HasLimitsOfDepthAndLength) {
  std::string deep = "d";
  for (int i = 1; i < 64; ++i) deep += "/d";
  EXPECT_TRUE(SafeRelPath::parse_if_safe(deep));
  EXPECT_FALSE(SafeRelPath::parse_if_safe(deep + "/d"));
  std::string longest(200, 'x');
  while (longest.size() + 201 <= 4096) longest += "/" + std::string(200, 'x');
  EXPECT_TRUE(SafeRelPath::parse_if_safe(longest));
  EXPECT_FALSE(SafeRelPath::parse_if_safe(longest + "/" + std::string(200, 'x')));
}

TEST(SafeRelPath, FoldsWhatSomeFileSystemsHoldForOne) {
  const auto folded = [](const char* text) { return SafeRelPath::parse(text).folded(); };
  EXPECT_EQ(folded("Straße/É.TXT"), folded("STRASSE/e\u0301.txt"));
  EXPECT_EQ(folded("ﬁle"), folded("file"));
  EXPECT_NE(folded("a"), folded("b"));
}

}  // namespace
}  // namespace cairn
