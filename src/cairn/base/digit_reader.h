// Reads fixed fields of digits from the front of a text, as dates and clocks have them. It does not
// know what the numbers mean.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace cairn {

class DigitReader {
 public:
  explicit DigitReader(std::string_view text) : rest_(text) {}

  /// Exactly `digits` digits; where there are others nothing is taken.
  std::optional<int> take_number(std::size_t digits) {
    if (rest_.size() < digits) return std::nullopt;
    int number = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      if (rest_[i] < '0' || rest_[i] > '9') return std::nullopt;
      number = number * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(digits);
    return number;
  }
  /// One byte, which must be among `any`.
  bool take(std::string_view any) {
    if (rest_.empty() || any.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool is_done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

}  // namespace cairn
