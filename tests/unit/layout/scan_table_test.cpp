#include "cairn/layout/scan_table.h"

#include <random>
#include <string>

#include <gtest/gtest.h>

namespace cairn {
namespace {

/// An automaton of so many states with transitions drawn over few bytes, so that texts live long.
ByteAutomaton draw_automaton(std::mt19937_64& random, std::size_t states) {
  ByteAutomaton automaton;
  for (std::size_t i = 0; i < states; ++i) automaton.add_state(i > 0 && random() % 3 == 0);
  for (std::size_t from = 0; from < states; ++from) {
    for (const char* const byte : {"a", "b", "\xff", "0"}) {
      if (random() % 8 == 0) continue;
      automaton.connect(static_cast<std::int16_t>(from), bytes_of(byte),
                        static_cast<std::int16_t>(random() % states));
    }
  }
  return automaton;
}

std::string draw_text(std::mt19937_64& random) {
  constexpr std::string_view kBytes =
      "aabb\xff\xff"
      "00z";
  std::string text(random() % 20, ' ');
  for (char& c : text) c = kBytes[random() % kBytes.size()];
  return text;
}

// Around the border between the two kinds of tables, and of what a table can number.
TEST(ScanTable, accepts_what_its_automaton_accepts) {
  const std::uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (const std::size_t states : {1, 2, 4, 8, 9, 10, 11, 40, 255}) {
    for (int drawn = 0; drawn < 30; ++drawn) {
      const ByteAutomaton automaton = draw_automaton(random, states);
      const ScanTable table(automaton);
      ASSERT_FALSE(table.empty());
      for (int i = 0; i < 200; ++i) {
        const std::string text = draw_text(random);
        ASSERT_EQ(table.accepts(text), automaton.accepts(text)) << states << " states";
      }
    }
  }
}

TEST(ScanTable, is_empty_where_there_are_too_many_states) {
  std::mt19937_64 random(1);
  EXPECT_TRUE(ScanTable(draw_automaton(random, 256)).empty());
}

}  // namespace
}  // namespace cairn
