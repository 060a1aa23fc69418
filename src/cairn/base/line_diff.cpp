#include "cairn/base/line_diff.h"

#include <algorithm>

#include <fmt/format.h>

namespace cairn {

namespace {

using Lines = std::vector<std::string_view>;

/// Marks the lines of two texts that no longest common subsequence holds.
class Marker {
 public:
  Marker(const Lines& before, const Lines& after)
      : before_(before), after_(after), removed_(before.size()), added_(after.size()) {}

  /// Marks by the shortest edit script, or everything in the middle when that is too long.
  void mark() {
    while (begin_ < std::min(before_.size(), after_.size()) && before_[begin_] == after_[begin_]) {
      ++begin_;
    }
    before_end_ = before_.size();
    after_end_ = after_.size();
    while (before_end_ > begin_ && after_end_ > begin_ &&
           before_[before_end_ - 1] == after_[after_end_ - 1]) {
      --before_end_;
      --after_end_;
    }
    if (!search()) {
      std::fill(removed_.begin() + at(begin_), removed_.begin() + at(before_end_), true);
      std::fill(added_.begin() + at(begin_), added_.begin() + at(after_end_), true);
    }
  }

  bool is_removed(std::size_t line) const { return removed_[line]; }
  bool is_added(std::size_t line) const { return added_[line]; }

 private:
  static std::ptrdiff_t at(std::size_t index) { return static_cast<std::ptrdiff_t>(index); }

  /// Myers, "An O(ND) difference algorithm": for each number of edits the furthest line that is
  /// reached on each diagonal. Every round is kept, as the way back needs all of them.
  bool search() {
    const std::ptrdiff_t n = at(before_end_ - begin_);
    const std::ptrdiff_t m = at(after_end_ - begin_);
    const std::ptrdiff_t most = std::min(n + m, at(kMostLineEdits));
    std::vector<std::ptrdiff_t> reach(static_cast<std::size_t>(2 * most + 2), 0);
    const auto cell = [&](std::ptrdiff_t k) -> std::ptrdiff_t& {
      return reach[static_cast<std::size_t>(k + most)];
    };
    for (std::ptrdiff_t edits = 0; edits <= most; ++edits) {
      for (std::ptrdiff_t k = -edits; k <= edits; k += 2) {
        const bool down = k == -edits || (k != edits && cell(k - 1) < cell(k + 1));
        std::ptrdiff_t x = edits == 0 ? 0 : down ? cell(k + 1) : cell(k - 1) + 1;
        while (x < n && x - k < m && same(x, x - k)) ++x;
        cell(k) = x;
        if (x < n || x - k < m) continue;
        walk_back(edits, k, x);
        return true;
      }
      rounds_.emplace_back(reach.begin() + (most - edits), reach.begin() + (most + edits + 1));
    }
    return false;
  }

  bool same(std::ptrdiff_t x, std::ptrdiff_t y) const {
    return before_[begin_ + static_cast<std::size_t>(x)] ==
           after_[begin_ + static_cast<std::size_t>(y)];
  }

  /// Marks the edits of the script that reached line `x` on diagonal `k`.
  void walk_back(std::ptrdiff_t edits, std::ptrdiff_t k, std::ptrdiff_t x) {
    for (; edits > 0; --edits) {
      const std::vector<std::ptrdiff_t>& reach = rounds_[static_cast<std::size_t>(edits - 1)];
      const auto before = [&](std::ptrdiff_t diagonal) {
        return reach[static_cast<std::size_t>(diagonal + edits - 1)];
      };
      const bool down = k == -edits || (k != edits && before(k - 1) < before(k + 1));
      k += down ? 1 : -1;
      x = before(k);
      if (down) {
        added_[begin_ + static_cast<std::size_t>(x - k)] = true;
      } else {
        removed_[begin_ + static_cast<std::size_t>(x)] = true;
      }
    }
  }

  const Lines& before_;
  const Lines& after_;
  std::vector<bool> removed_;
  std::vector<bool> added_;
  std::size_t begin_ = 0;
  std::size_t before_end_ = 0;
  std::size_t after_end_ = 0;
  std::vector<std::vector<std::ptrdiff_t>> rounds_;  ///< Round d: diagonals -d … d.
};

std::vector<LineChange> diff(const Lines& before, const Lines& after) {
  Marker marker(before, after);
  marker.mark();
  std::vector<LineChange> changes;
  std::size_t x = 0;
  std::size_t y = 0;
  while (x < before.size() || y < after.size()) {
    LineChange change{.before_first = x + 1, .after_first = y + 1};
    while (x < before.size() && marker.is_removed(x)) ++x;
    while (y < after.size() && marker.is_added(y)) ++y;
    change.before_count = x + 1 - change.before_first;
    change.after_count = y + 1 - change.after_first;
    if (change.before_count + change.after_count > 0) {
      changes.push_back(change);
    } else {
      ++x;
      ++y;
    }
  }
  return changes;
}

std::string line_range(std::size_t first, std::size_t count) {
  if (count == 1) return fmt::format("line {}", first);
  return fmt::format("lines {}–{}", first, first + count - 1);
}

std::string describe(const LineChange& change) {
  if (change.before_count == 0) {
    return line_range(change.after_first, change.after_count) + " added";
  }
  if (change.after_count == 0) {
    return "old " + line_range(change.before_first, change.before_count) + " removed";
  }
  return line_range(change.after_first, change.after_count) + " changed";
}

/// "-3,2" as a unified diff counts: an empty range names the line before it.
std::string hunk_range(std::size_t first, std::size_t count) {
  if (count == 1) return std::to_string(first);
  return fmt::format("{},{}", count == 0 ? first - 1 : first, count);
}

void append_line(std::string& text, char mark, std::string_view line) {
  text += mark;
  text += line;
  if (!line.ends_with('\n')) text += "\n\\ No newline at end of file\n";
}

/// One hunk: the changes [first, last] with context around and between them.
std::string hunk(const Lines& before, const Lines& after, const LineChange* first,
                 const LineChange* last, std::size_t context) {
  const std::size_t lead = std::min(context, first->before_first - 1);
  const std::size_t end =
      std::min(before.size(), last->before_first - 1 + last->before_count + context);
  const std::size_t start = first->before_first - 1 - lead;
  const std::size_t after_start = first->after_first - 1 - lead;
  std::string body;
  std::size_t x = start;
  std::size_t after_lines = 0;
  for (const LineChange* change = first; change <= last; ++change) {
    for (; x < change->before_first - 1; ++x, ++after_lines) append_line(body, ' ', before[x]);
    for (std::size_t i = 0; i < change->before_count; ++i) append_line(body, '-', before[x++]);
    for (std::size_t i = 0; i < change->after_count; ++i, ++after_lines) {
      append_line(body, '+', after[change->after_first - 1 + i]);
    }
  }
  for (; x < end; ++x, ++after_lines) append_line(body, ' ', before[x]);
  return fmt::format("@@ -{} +{} @@\n{}", hunk_range(start + 1, x - start),
                     hunk_range(after_start + 1, after_lines), body);
}

}  // namespace

std::vector<std::string_view> split_lines(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

std::vector<LineChange> diff_lines(std::string_view before, std::string_view after) {
  return diff(split_lines(before), split_lines(after));
}

std::string describe_line_changes(const std::vector<LineChange>& changes) {
  constexpr std::size_t kMostRanges = 3;
  std::string text;
  for (std::size_t i = 0; i < std::min(changes.size(), kMostRanges); ++i) {
    text += (i == 0 ? "" : ", ") + describe(changes[i]);
  }
  if (changes.size() > kMostRanges) {
    text += fmt::format(" and {} more", changes.size() - kMostRanges);
  }
  return text;
}

std::string unified_diff(std::string_view before, std::string_view after,
                         std::string_view before_name, std::string_view after_name,
                         std::size_t context) {
  const Lines before_lines = split_lines(before);
  const Lines after_lines = split_lines(after);
  const std::vector<LineChange> changes = diff(before_lines, after_lines);
  if (changes.empty()) return "";
  std::string text = fmt::format("--- {}\n+++ {}\n", before_name, after_name);
  for (std::size_t i = 0; i < changes.size();) {
    std::size_t last = i;
    while (last + 1 < changes.size() &&
           changes[last + 1].before_first <=
               changes[last].before_first + changes[last].before_count + 2 * context) {
      ++last;
    }
    text += hunk(before_lines, after_lines, &changes[i], &changes[last], context);
    i = last + 1;
  }
  return text;
}

}  // namespace cairn
