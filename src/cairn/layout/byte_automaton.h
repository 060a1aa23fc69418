// A deterministic automaton over bytes: the set of texts that one part of a path template can take.
// Templates are matched with it and their ambiguity is decided with it, so that both always agree.
// The start state is 0 and no automaton accepts the empty text. It does not know fields or paths.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace cairn {

using ByteSet = std::bitset<256>;

/// All bytes from `first` to `last`.
ByteSet byte_range(unsigned char first, unsigned char last);

/// The bytes of `text`.
ByteSet bytes_of(std::string_view text);

struct ByteAutomaton {
  static constexpr std::int16_t kDead = -1;

  std::vector<std::array<std::int16_t, 256>> next;  ///< By state and byte: the next state or kDead.
  std::vector<bool> accepting;                      ///< By state.
  bool one_length = false;                          ///< Known to hold texts of one length only.

  /// Adds a state without transitions and returns its number.
  std::int16_t add_state(bool accepts);
  /// Adds a transition on every byte of `bytes`.
  void connect(std::int16_t from, const ByteSet& bytes, std::int16_t to);
  /// The state after `text`, begun in `state`; kDead where no text of the set goes on so.
  std::int16_t advance(std::int16_t state, std::string_view text) const;
  /// Whether a text may end in `state`.
  bool accepts_in(std::int16_t state) const {
    return state != kDead && accepting[static_cast<std::size_t>(state)];
  }
  /// Whether the whole `text` is in the set.
  bool accepts(std::string_view text) const { return accepts_in(advance(0, text)); }
};

/// `first` once, then `rest` so that the length lies in [min, max]; without `max` it is open.
/// `min` is at least 1.
ByteAutomaton repeated(const ByteSet& first, const ByteSet& rest, std::size_t min,
                       std::optional<std::size_t> max);

/// Exactly `text`, which is not empty.
ByteAutomaton exactly(std::string_view text);

/// The texts of `automaton` but for this one.
ByteAutomaton without(const ByteAutomaton& automaton, std::string_view text);

}  // namespace cairn
