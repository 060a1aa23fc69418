#include "cairn/layout/scan_table.h"

namespace cairn {

namespace {

// Beside the dead state: as many as a table of 16 bits can number, and as 64 bits have places for.
constexpr std::size_t kMostRows = 255;
constexpr std::size_t kPlaceBits = 6;
constexpr std::size_t kMostPlaces = 64 / kPlaceBits - 1;

}  // namespace

ScanTable::ScanTable(const ByteAutomaton& automaton) {
  const std::size_t states = automaton.next.size();
  if (states > kMostRows) return;
  const auto next_of = [&](std::size_t state, std::size_t byte) {
    const std::int16_t to = state == states ? ByteAutomaton::kDead : automaton.next[state][byte];
    return to == ByteAutomaton::kDead ? states : static_cast<std::size_t>(to);
  };
  if (states > kMostPlaces) {
    for (std::size_t state = 0; state <= states; ++state) {
      accepting_rows_.push_back(state < states && automaton.accepting[state] ? 1 : 0);
      for (std::size_t byte = 0; byte < kBytes; ++byte) {
        rows_.push_back(static_cast<std::uint16_t>(next_of(state, byte) * kBytes));
      }
    }
    return;
  }
  shifts_.assign(kBytes, 0);
  for (std::size_t state = 0; state <= states; ++state) {
    const std::size_t place = state * kPlaceBits;
    const bool accepts = state < states && automaton.accepting[state];
    accepting_shifts_ |= std::uint64_t{accepts} << place;
    for (std::size_t byte = 0; byte < kBytes; ++byte) {
      shifts_[byte] |= std::uint64_t{next_of(state, byte) * kPlaceBits} << place;
    }
  }
}

}  // namespace cairn
