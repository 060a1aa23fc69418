#include "cairn/layout/byte_automaton.h"

namespace cairn {

ByteSet byte_range(unsigned char first, unsigned char last) {
  ByteSet set;
  for (int byte = first; byte <= last; ++byte) set.set(static_cast<std::size_t>(byte));
  return set;
}

ByteSet bytes_of(std::string_view text) {
  ByteSet set;
  for (const char c : text) set.set(static_cast<unsigned char>(c));
  return set;
}

std::int16_t ByteAutomaton::add_state(bool accepts_here) {
  next.emplace_back().fill(kDead);
  accepting.push_back(accepts_here);
  return static_cast<std::int16_t>(next.size() - 1);
}

void ByteAutomaton::connect(std::int16_t from, const ByteSet& bytes, std::int16_t to) {
  auto& row = next[static_cast<std::size_t>(from)];
  for (std::size_t byte = 0; byte < row.size(); ++byte) {
    if (bytes.test(byte)) row[byte] = to;
  }
}

std::int16_t ByteAutomaton::advance(std::int16_t state, std::string_view text) const {
  for (const char c : text) {
    if (state == kDead) break;
    state = next[static_cast<std::size_t>(state)][static_cast<unsigned char>(c)];
  }
  return state;
}

ByteAutomaton repeated(const ByteSet& first, const ByteSet& rest, std::size_t min,
                       std::optional<std::size_t> max) {
  ByteAutomaton automaton;
  const std::size_t longest = max.value_or(min);
  for (std::size_t length = 0; length <= longest; ++length) {
    const std::int16_t state = automaton.add_state(length >= min);
    if (length > 0) {
      automaton.connect(static_cast<std::int16_t>(state - 1), length == 1 ? first : rest, state);
    }
  }
  const auto last = static_cast<std::int16_t>(longest);
  if (!max) automaton.connect(last, rest, last);
  automaton.one_length = max == min;
  return automaton;
}

ByteAutomaton exactly(std::string_view text) {
  ByteAutomaton automaton;
  std::int16_t state = automaton.add_state(false);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::int16_t following = automaton.add_state(i + 1 == text.size());
    automaton.next[static_cast<std::size_t>(state)][static_cast<unsigned char>(text[i])] =
        following;
    state = following;
  }
  automaton.one_length = true;
  return automaton;
}

/// A way of states of its own for the text, from the start on, whose end does not accept; what
/// leaves it goes on in the states that there were, which stand behind it.
ByteAutomaton without(const ByteAutomaton& automaton, std::string_view text) {
  if (!automaton.accepts(text)) return automaton;
  const auto behind = static_cast<std::int16_t>(text.size() + 1);
  const auto shifted = [&](std::array<std::int16_t, 256> row) {
    for (std::int16_t& to : row)
      to = static_cast<std::int16_t>(to == ByteAutomaton::kDead ? to : to + behind);
    return row;
  };
  ByteAutomaton result;
  result.one_length = automaton.one_length;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const std::int16_t state = automaton.advance(0, text.substr(0, i));
    auto row = shifted(automaton.next[static_cast<std::size_t>(state)]);
    if (i < text.size())
      row[static_cast<unsigned char>(text[i])] = static_cast<std::int16_t>(i + 1);
    result.next.push_back(row);
    result.accepting.push_back(i < text.size() && automaton.accepts_in(state));
  }
  for (std::size_t state = 0; state < automaton.next.size(); ++state) {
    result.next.push_back(shifted(automaton.next[state]));
    result.accepting.push_back(automaton.accepting[state]);
  }
  return result;
}

}  // namespace cairn
