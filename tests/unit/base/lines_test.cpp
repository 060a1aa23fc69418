#include "cairn/base/lines.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "support/temp_project.h"

namespace cairn {
namespace {

struct Piece {
  std::string text;
  LineEnd end;
  bool operator==(const Piece&) const = default;
};

std::vector<Piece> pieces_of(const std::string& path, std::size_t most) {
  std::vector<Piece> pieces;
  for_each_line(path, most, [&](std::string_view text, LineEnd end) {
    pieces.push_back({std::string(text), end});
  });
  return pieces;
}

TEST(Lines, AreToldWithWhatFollowsThem) {
  const test::TempFolder folder;
  EXPECT_TRUE(pieces_of(folder.write("none", ""), 10).empty());
  EXPECT_EQ(pieces_of(folder.write("whole", "a\n\nb\r\n"), 10),
            (std::vector<Piece>{
                {"a", LineEnd::present}, {"", LineEnd::present}, {"b\r", LineEnd::present}}));
  EXPECT_EQ(pieces_of(folder.write("torn", "a\nb"), 10),
            (std::vector<Piece>{{"a", LineEnd::present}, {"b", LineEnd::missing}}));
}

TEST(Lines, LongOnesComeInPieces) {
  const test::TempFolder folder;
  const std::string line(300'000, 'x');
  const std::string path = folder.write("long", line + "\nend\n");
  std::string joined;
  std::size_t longest = 0;
  std::size_t cuts = 0;
  for (const Piece& piece : pieces_of(path, 100'000)) {
    joined += piece.text + (piece.end == LineEnd::present ? "\n" : "");
    longest = std::max(longest, piece.text.size());
    cuts += piece.end == LineEnd::cut ? 1 : 0;
  }
  EXPECT_EQ(joined, line + "\nend\n");
  EXPECT_LT(longest, 200'000U);
  EXPECT_EQ(cuts, 2U);
  EXPECT_EQ(pieces_of(path, std::string::npos).size(), 2U);
}

TEST(Lines, WhatCannotBeReadIsNoEnd) {
  const test::TempFolder folder;
  EXPECT_THROW(pieces_of(folder.at("gone"), 10), Error);
  EXPECT_THROW(pieces_of(folder.path(), 10), Error);
}

}  // namespace
}  // namespace cairn
