// The decision on ambiguity against brute force: over a small alphabet every text up to a length is
// cut in all possible ways.
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "cairn/layout/ambiguity.h"

namespace cairn {
namespace {

using Automata = std::vector<ByteAutomaton>;

std::size_t count_readings(const Automata& parts, std::size_t part, std::string_view text) {
  if (part == parts.size()) return text.empty() ? 1 : 0;
  std::size_t count = 0;
  for (std::size_t length = 1; length <= text.size(); ++length) {
    if (parts[part].accepts(text.substr(0, length)))
      count += count_readings(parts, part + 1, text.substr(length));
  }
  return count;
}

/// Whether any text over {a, b} of at most `length` characters has two readings.
bool brute_force(const Automata& parts, std::string& text, std::size_t length) {
  if (count_readings(parts, 0, text) > 1) return true;
  if (text.size() == length) return false;
  for (const char c : {'a', 'b'}) {
    text.push_back(c);
    if (brute_force(parts, text, length)) return true;
    text.pop_back();
  }
  return false;
}

ByteAutomaton random_part() {
  if (*rc::gen::inRange(0, 2) == 0) {
    return exactly(*rc::gen::element<std::string>("a", "b", "ab", "ba", "aa"));
  }
  const auto set = rc::gen::map(rc::gen::element<std::string>("a", "b", "ab"),
                                [](const std::string& s) { return bytes_of(s); });
  const auto min = *rc::gen::inRange<std::size_t>(1, 3);
  const auto more = *rc::gen::inRange(0, 3);
  const auto max = more == 2 ? std::optional<std::size_t>()
                             : std::optional(min + static_cast<std::size_t>(more));
  return repeated(*set, *set, min, max);
}

RC_GTEST_PROP(LayoutAmbiguity, agrees_with_brute_force, ()) {
  Automata parts;
  const auto count = *rc::gen::inRange<std::size_t>(1, 5);
  for (std::size_t i = 0; i < count; ++i) parts.push_back(random_part());
  std::vector<const ByteAutomaton*> pointers;
  for (const ByteAutomaton& part : parts) pointers.push_back(&part);
  const auto witness = find_ambiguity(pointers);
  if (!witness) {
    std::string text;
    RC_ASSERT(!brute_force(parts, text, 10));
    return;
  }
  RC_ASSERT(witness->first != witness->second);
  for (const auto& reading : {witness->first, witness->second}) {
    std::string joined;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      RC_ASSERT(parts[i].accepts(reading[i]));
      joined += reading[i];
    }
    RC_ASSERT(joined == witness->text);
  }
}

}  // namespace
}  // namespace cairn
