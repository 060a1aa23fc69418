// Whether one path can be read in two ways over its levels: by a template that may leave levels
// out, or by two templates. Within a level PathTemplate::parse has asked already.
#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/text.h"
#include "cairn/layout/ambiguity.h"
#include "cairn/layout/path_program.h"

namespace cairn {

namespace {

/// Searches two ways to leave out levels that read one path: both walk over the segments, and
/// where both take a level, some text must fit both.
struct LevelPair {
  std::size_t first;
  std::size_t second;
  bool parted;
};

}  // namespace

std::optional<std::string> PathTemplate::level_clash() const {
  if (least_depth() == depth()) return std::nullopt;
  const std::size_t end = segments_.size();
  const auto meet = [&](std::size_t i, std::size_t j) {
    if (i == j) return true;
    for (const Spelling& a : segments_[i]) {
      for (const Spelling& b : segments_[j]) {
        if (a.empty() || b.empty()) continue;
        const Reader first(*this, a);
        const Reader second(*this, b);
        if (find_common_text(first.automata, second.automata)) return true;
      }
    }
    return false;
  };
  std::vector<LevelPair> open{{0, 0, false}};
  std::vector<bool> seen((end + 1) * (end + 1) * 2);
  while (!open.empty()) {
    const LevelPair pair = open.back();
    open.pop_back();
    const std::size_t key = (pair.first * (end + 1) + pair.second) * 2 + (pair.parted ? 1 : 0);
    if (seen[key]) continue;
    seen[key] = true;
    const auto [i, j, parted] = pair;
    if (i == end && j == end && parted) {
      return fmt::format("'{}' can leave out different levels and make one path", text_);
    }
    // Two ways part where one text is taken for two different levels.
    if (i < end && is_optional(i)) open.push_back({i + 1, j, parted});
    if (j < end && is_optional(j)) open.push_back({i, j + 1, parted});
    if (i < end && j < end && meet(i, j)) open.push_back({i + 1, j + 1, parted || i != j});
  }
  return std::nullopt;
}

/// Goes through both templates level by level, and over the levels that either may leave out.
class PathTemplate::CommonPath {
 public:
  CommonPath(const PathTemplate& first, const PathTemplate& second)
      : first_(first), second_(second) {}

  std::optional<std::string> find() { return walk(0, 0); }

 private:
  std::optional<std::string> walk(std::size_t i, std::size_t j) {
    const std::size_t first_left = first_.depth() - i;
    const std::size_t second_left = second_.depth() - j;
    if (first_left == 0 && second_left == 0) return proven();
    const bool can_end_alike =
        first_.least_from_[i] <= second_left && second_.least_from_[j] <= first_left;
    if (!can_end_alike || hopeless_.contains({i, j})) return std::nullopt;
    if (first_left > 0 && second_left > 0 && meet(i, j)) {
      levels_.emplace_back(i, j);
      if (auto path = walk(i + 1, j + 1)) return path;
      levels_.pop_back();
    }
    if (first_left > 0 && first_.is_optional(i)) {
      if (auto path = walk(i + 1, j)) return path;
    }
    if (second_left > 0 && second_.is_optional(j)) {
      if (auto path = walk(i, j + 1)) return path;
    }
    hopeless_.insert({i, j});
    return std::nullopt;
  }

  /// Levels that are written alike, as those are that both templates lie in, need no search.
  bool meet(std::size_t i, std::size_t j) const {
    const Segment& one = first_.segments_[i];
    const Segment& other = second_.segments_[j];
    const bool are_alike = std::ranges::equal(
        one, other, [&](const Spelling& a, const Spelling& b) { return is_same(a, b); });
    return are_alike || common_text(i, j).has_value();
  }

  bool is_same(const Spelling& one, const Spelling& other) const {
    return std::ranges::equal(one, other, [&](const Part& a, const Part& b) {
      if (a.field == -1 || b.field == -1) return a.field == b.field && a.literal == b.literal;
      return class_of(first_, a) == class_of(second_, b);
    });
  }

  static const std::string& class_of(const PathTemplate& path, const Part& part) {
    return path.fields_[static_cast<std::size_t>(part.field)].field_class.text();
  }

  /// Nothing but literal text needs no search either.
  static bool is_fixed(const Spelling& spelling) {
    return spelling.size() == 1 && spelling.front().field == -1;
  }

  std::optional<std::string> common_text(std::size_t i, std::size_t j) const {
    for (const Spelling& a : first_.segments_[i]) {
      for (const Spelling& b : second_.segments_[j]) {
        if (a.empty() || b.empty()) continue;
        if (is_fixed(a) && is_fixed(b) && !is_same(a, b)) continue;
        const Reader one(first_, a);
        const Reader other(second_, b);
        if (auto common = find_common_text(one.automata, other.automata)) return common->text;
      }
    }
    return std::nullopt;
  }

  /// A field that stands in two levels has to say the same in both: only reading the path tells.
  std::optional<std::string> proven() const {
    std::vector<std::string> texts;
    for (const auto& [i, j] : levels_) texts.push_back(common_text(i, j).value());
    std::string path = join(texts, "/");
    if (first_.match(path).empty() || second_.match(path).empty()) return std::nullopt;
    return path;
  }

  const PathTemplate& first_;
  const PathTemplate& second_;
  std::vector<std::pair<std::size_t, std::size_t>>
      levels_;  ///< Of both templates, by their number.
  std::set<std::pair<std::size_t, std::size_t>> hopeless_;
};

std::optional<std::string> PathTemplate::common_path(const PathTemplate& other) const {
  return CommonPath(*this, other).find();
}

}  // namespace cairn
