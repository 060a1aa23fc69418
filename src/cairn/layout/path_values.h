// What a path template is filled with: texts by the number of a field (PathTemplate::field_number),
// for loops over very many paths. A text is brought into the class of its field once, when a path
// first shows it, and stays so until another one is set; so one PathValues belongs to one template.
// It does not know fields or classes itself.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

class PathValues {
 public:
  /// Gives the field this value. An empty text counts as none where the template can do without.
  void set(std::size_t field, std::string_view text) {
    Slot& slot = slot_at(field);
    slot.text = text;
    slot.state = State::given;
    slot.is_empty = text.empty();
  }

  /// Takes the value of the field away.
  void clear(std::size_t field) { slot_at(field).state = State::absent; }

 private:
  friend class PathTemplate;

  enum class State : unsigned char { absent, given, normal };
  struct Slot {
    std::string text;
    State state = State::absent;
    bool is_empty = true;  ///< As it was given.
  };

  Slot& slot_at(std::size_t field) {
    if (field >= slots_.size()) slots_.resize(field + 1);
    return slots_[field];
  }

  bool has(std::size_t field) const {
    return field < slots_.size() && slots_[field].state != State::absent;
  }

  std::vector<Slot> slots_;
};

}  // namespace cairn
