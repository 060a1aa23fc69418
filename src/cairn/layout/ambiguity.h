// Decides whether a sequence of parts (literals and fields of one path segment) can read one text
// in two ways. The answer is exact for the automata of the parts: the product of the segment's
// automaton with itself is searched for two different runs over one text, and the text found is the
// witness. It does not know what the parts mean.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cairn/layout/byte_automaton.h"

namespace cairn {

/// A text and two different ways to cut it into the parts; one piece a part.
struct AmbiguityWitness {
  std::string text;
  std::vector<std::string> first;
  std::vector<std::string> second;
};

/// A shortest witness, or nullopt when every text has at most one reading.
std::optional<AmbiguityWitness> find_ambiguity(std::span<const ByteAutomaton* const> parts);

/// A shortest text that two different sequences of parts can both read, or nullopt.
std::optional<AmbiguityWitness> find_common_text(std::span<const ByteAutomaton* const> first,
                                                 std::span<const ByteAutomaton* const> second);

}  // namespace cairn
