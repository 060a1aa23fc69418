#include "cairn/base/line_diff.h"

#include <cstdlib>
#include <iostream>
#include <random>

#include <gtest/gtest.h>

namespace cairn {
namespace {

using Changes = std::vector<LineChange>;

/// Puts the changes of `before` into effect with the lines of `after`.
std::string apply(std::string_view before, std::string_view after, const Changes& changes) {
  const auto old_lines = split_lines(before);
  const auto new_lines = split_lines(after);
  std::string text;
  std::size_t at = 0;
  for (const LineChange& change : changes) {
    while (at + 1 < change.before_first) text += old_lines[at++];
    for (std::size_t i = 0; i < change.after_count; ++i) {
      text += new_lines[change.after_first - 1 + i];
    }
    at += change.before_count;
  }
  while (at < old_lines.size()) text += old_lines[at++];
  return text;
}

/// Added and removed lines of the shortest script, by the quadratic textbook method.
std::size_t shortest(std::string_view before, std::string_view after) {
  const auto a = split_lines(before);
  const auto b = split_lines(after);
  std::vector<std::vector<std::size_t>> common(a.size() + 1,
                                               std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      common[i][j] = a[i - 1] == b[j - 1] ? common[i - 1][j - 1] + 1
                                          : std::max(common[i - 1][j], common[i][j - 1]);
    }
  }
  return a.size() + b.size() - 2 * common[a.size()][b.size()];
}

std::size_t edits(const Changes& changes) {
  std::size_t sum = 0;
  for (const LineChange& change : changes) sum += change.before_count + change.after_count;
  return sum;
}

TEST(LineDiff, FindsChangedAddedAndRemovedLines) {
  EXPECT_TRUE(diff_lines("a\nb\n", "a\nb\n").empty());
  EXPECT_EQ(diff_lines("a\nb\nc\n", "a\nB\nc\n"), (Changes{{2, 1, 2, 1}}));
  EXPECT_EQ(diff_lines("a\nc\n", "a\nb\nc\n"), (Changes{{2, 0, 2, 1}}));
  EXPECT_EQ(diff_lines("a\nb\nc\n", "a\nc\n"), (Changes{{2, 1, 2, 0}}));
  EXPECT_EQ(diff_lines("", "a\nb\n"), (Changes{{1, 0, 1, 2}}));
  EXPECT_EQ(diff_lines("a\n", ""), (Changes{{1, 1, 1, 0}}));
  EXPECT_EQ(diff_lines("a", "a\n"), (Changes{{1, 1, 1, 1}}));
}

TEST(LineDiff, SaysItInWords) {
  const auto words = [](std::string_view before, std::string_view after) {
    return describe_line_changes(diff_lines(before, after));
  };
  EXPECT_EQ(words("a\n", "a\n"), "");
  EXPECT_EQ(words("a\nb\nc\n", "a\nB\nc\n"), "line 2 changed");
  EXPECT_EQ(words("a\nb\nc\nd\n", "a\nX\nY\nZ\nd\n"), "lines 2–4 changed");
  EXPECT_EQ(words("a\n", "a\nb\n"), "line 2 added");
  EXPECT_EQ(words("a\nb\nc\n", "a\n"), "old lines 2–3 removed");
  EXPECT_EQ(words("1\na\n2\nb\n3\nc\n4\nd\n5\n", "1\n2\n3\n4\n5\n"),
            "old line 2 removed, old line 4 removed, old line 6 removed and 1 more");
}

TEST(LineDiff, WritesAUnifiedDiff) {
  EXPECT_EQ(unified_diff("a\n", "a\n", "x", "y"), "");
  EXPECT_EQ(unified_diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n", "old",
                         "new", 1),
            "--- old\n+++ new\n@@ -4,3 +4,3 @@\n 4\n-5\n+five\n 6\n");
  EXPECT_EQ(unified_diff("", "a\n", "old", "new"), "--- old\n+++ new\n@@ -0,0 +1 @@\n+a\n");
  EXPECT_EQ(unified_diff("a\nb", "a\nb\n", "old", "new"),
            "--- old\n+++ new\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n");
}

TEST(LineDiff, IsShortestAndReproducesTheTextForRandomTexts) {
  const char* given = std::getenv("CAIRN_SEED");
  const unsigned seed = given == nullptr ? std::random_device{}() : std::stoul(given);
  std::cout << "CAIRN_SEED=" << seed << "\n";
  std::mt19937 random(seed);
  for (int i = 0; i < 2000; ++i) {
    const auto text = [&] {
      std::string lines;
      const unsigned count = random() % 20;
      for (unsigned j = 0; j < count; ++j) lines += std::string(1, "abcd"[random() % 4]) + "\n";
      return lines;
    };
    const std::string before = text();
    const std::string after = text();
    const Changes changes = diff_lines(before, after);
    ASSERT_EQ(apply(before, after, changes), after) << before << "---\n" << after;
    ASSERT_EQ(edits(changes), shortest(before, after)) << before << "---\n" << after;
  }
}

TEST(LineDiff, GivesOneRangeForTextsThatHaveTooLittleInCommon) {
  std::string before = "same\n";
  std::string after = "same\n";
  for (std::size_t i = 0; i < kMostLineEdits; ++i) {
    before += "before " + std::to_string(i) + "\n";
    after += "after " + std::to_string(i) + "\n";
  }
  EXPECT_EQ(diff_lines(before + "end\n", after + "end\n"),
            (Changes{{2, kMostLineEdits, 2, kMostLineEdits}}));
}

}  // namespace
}  // namespace cairn
