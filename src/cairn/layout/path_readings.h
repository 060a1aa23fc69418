// All readings of one path by a template, as pieces of the path by the number of a field
// (PathTemplate::field_number): for loops over very many paths. Its room is used again for the next
// path, so that a loop soon allocates nothing; the path has to outlive the readings. It does not
// know fields or classes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace cairn {

class PathReadings {
 public:
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  /// The text of the field in a reading; nullopt where that reading does not show it.
  std::optional<std::string_view> text(std::size_t reading, std::size_t field) const {
    const Cell& cell = found_[reading * width_ + field];
    if (cell.shown != Shown::yes) return std::nullopt;
    return std::string_view(cell.text, cell.size);
  }
  /// Whether the field stands only in segments that were too long and therefore cut.
  bool is_cut(std::size_t reading, std::size_t field) const {
    return found_[reading * width_ + field].shown == Shown::cut;
  }

 private:
  friend class PathTemplate;

  enum class Shown : unsigned char { no, yes, cut };
  struct Cell {
    const char* text = nullptr;
    std::uint32_t size = 0;
    Shown shown = Shown::no;
  };
  /// A way to cut a segment: into the parts of one of its spellings.
  struct Way {
    std::size_t spelling;
    std::size_t first;  ///< Of its pieces in cuts_.
  };

  std::size_t size_ = 0;
  std::size_t width_ = 0;    ///< Fields of the template: cells of a reading.
  std::vector<Cell> found_;  ///< One reading behind the other.

  // What reading uses on its way.
  std::vector<std::string_view> levels_;  ///< The path at its '/'.
  std::vector<Cell> drafts_;              ///< Readings of the levels so far, in rows like found_.
  std::vector<std::string_view> pieces_;  ///< Of one segment: the text of each part.
  std::vector<std::string_view> cuts_;    ///< The pieces of all ways to cut a segment.
  std::vector<Way> ways_;
  std::vector<char> hopeless_;  ///< By part and place: the rest cannot be read from there.
};

}  // namespace cairn
