// An automaton as a table that a loop over very many texts reads: the same set of texts as the
// ByteAutomaton that it is made of. Internal to the module.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "cairn/layout/byte_automaton.h"

namespace cairn {

class ScanTable {
 public:
  static constexpr std::size_t kBytes = 256;

  /// The table of an automaton; empty when that has too many states.
  explicit ScanTable(const ByteAutomaton& automaton);

  bool empty() const { return shifts_.empty() && rows_.empty(); }

  /// Whether the automaton accepts `text`. The table must not be empty.
  bool accepts(std::string_view text) const { return shifts_.empty() ? walk(text) : shift(text); }

 private:
  /// What is loaded depends on the byte alone: no step waits for a load that waits for the step
  /// before it, which is three quarters of the time of a walk.
  bool shift(std::string_view text) const {
    const std::uint64_t* const table = shifts_.data();
    std::uint64_t state = 0;
#pragma GCC unroll 4
    for (const char c : text) state = table[static_cast<unsigned char>(c)] >> (state % 64);
    return (accepting_shifts_ >> (state % 64)) % 2 != 0;
  }

  bool walk(std::string_view text) const {
    const std::uint16_t* const table = rows_.data();
    std::size_t state = 0;
    for (const char c : text) state = table[state + static_cast<unsigned char>(c)];
    return accepting_rows_[state / kBytes] != 0;
  }

  // Of few states, as in "shift-based DFAs" (Per Vognsen, 2020): a state is the place of its six
  // bits, which hold by byte the place of the next state.
  std::vector<std::uint64_t> shifts_;
  std::uint64_t accepting_shifts_ = 0;
  // Of more: by state and byte the next one; a state is the first index of its row. The last row is
  // the dead state's, so that no step has to look where it came to.
  std::vector<std::uint16_t> rows_;
  std::vector<char> accepting_rows_;
};

}  // namespace cairn
