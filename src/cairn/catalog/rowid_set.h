// A set of rowids of one table, one bit each: they are dense. Statements fill one with
// `collect(?, run)` and ask one with `holds(?, run)` (sqlite.h), which takes a fraction of the time
// of a step for each row. It does not know tables.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace cairn {

class RowidSet {
 public:
  /// An empty set of rowids from 0 to `greatest`; others are never in it.
  explicit RowidSet(std::int64_t greatest)
      : words_(static_cast<std::size_t>(greatest < 0 ? 0 : greatest) / kBits + 1) {}

  void add(std::int64_t rowid) {
    if (has_place(rowid)) word(rowid) |= bit(rowid);
  }
  bool contains(std::int64_t rowid) const {
    return has_place(rowid) && (words_[static_cast<std::size_t>(rowid) / kBits] & bit(rowid)) != 0;
  }
  /// Keeps what is in `other`, too. Both were made for the same greatest rowid.
  void intersect(const RowidSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_.at(i);
  }
  std::size_t size() const {
    std::size_t count = 0;
    for (const std::uint64_t word : words_) count += static_cast<std::size_t>(std::popcount(word));
    return count;
  }
  /// Ascending.
  std::vector<std::int64_t> list() const {
    std::vector<std::int64_t> rowids;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      for (std::uint64_t left = words_[i]; left != 0; left &= left - 1) {
        rowids.push_back(static_cast<std::int64_t>(i * kBits) + std::countr_zero(left));
      }
    }
    return rowids;
  }

 private:
  static constexpr std::size_t kBits = 64;

  bool has_place(std::int64_t rowid) const {
    return rowid >= 0 && static_cast<std::size_t>(rowid) / kBits < words_.size();
  }
  std::uint64_t& word(std::int64_t rowid) {
    return words_[static_cast<std::size_t>(rowid) / kBits];
  }
  static std::uint64_t bit(std::int64_t rowid) {
    return std::uint64_t{1} << (static_cast<std::size_t>(rowid) % kBits);
  }

  std::vector<std::uint64_t> words_;
};

}  // namespace cairn
