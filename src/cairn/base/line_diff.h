// Which lines of a text changed: the shortest edit script of two texts by Myers' method, as ranges
// of lines and as a unified diff. A line is what ends in "\n"; a last one without it counts too.
// Texts that differ in more than kMostLineEdits lines are not searched to the end: everything
// between their common beginning and end is one range then. It does not know files.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// Added and removed lines up to which a difference is the shortest one.
inline constexpr std::size_t kMostLineEdits = 1000;

/// Lines of one text that stand in the place of lines of another. Lines are counted from 1; of an
/// empty range `first` is the line before which it lies.
struct LineChange {
  std::size_t before_first = 1;
  std::size_t before_count = 0;  ///< 0: lines were added.
  std::size_t after_first = 1;
  std::size_t after_count = 0;  ///< 0: lines were removed.

  bool operator==(const LineChange&) const = default;
};

/// The lines of a text, each with its line break.
std::vector<std::string_view> split_lines(std::string_view text);

/// The ranges that differ, in order; none touches another. Empty for equal texts.
std::vector<LineChange> diff_lines(std::string_view before, std::string_view after);

/// In words, for a person who has the later text at hand: "line 3 changed", "lines 10–14 changed",
/// "line 8 added", "old lines 4–5 removed"; at most three ranges, then how many more. Empty for
/// none.
std::string describe_line_changes(const std::vector<LineChange>& changes);

/// A unified diff as `diff -u` writes it, with `context` lines around each change; empty for equal
/// texts. The names stand behind "---" and "+++".
std::string unified_diff(std::string_view before, std::string_view after,
                         std::string_view before_name, std::string_view after_name,
                         std::size_t context = 3);

}  // namespace cairn
