#include "cairn/query/repeats.h"

#include <algorithm>
#include <map>
#include <string>

namespace cairn {

namespace {

// Spreads the bits of a number over all of it (the finalizer of splitmix64).
std::uint64_t mixed_bits(std::uint64_t number) {
  number += 0x9e3779b97f4a7c15;
  number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9;
  number = (number ^ (number >> 27)) * 0x94d049bb133111eb;
  return number ^ (number >> 31);
}

// A number for what each member was made of. A sum, so that params need no order; 64 bits, so that
// two of a million are equal by chance once in ten million stores.
std::vector<std::uint64_t> member_marks(const RepeatSearch& search) {
  std::vector<std::uint64_t> marks(search.group_of.begin(), search.group_of.end());
  for (std::uint64_t& mark : marks) mark = mixed_bits(mark);
  std::vector<bool> has_choice(marks.size(), false);
  std::uint64_t column = 1;
  for (const KeyColumn& field : search.fields) {
    ++column;
    const bool is_seed = field.key.key == "seed";
    for (std::size_t i = 0; i < marks.size(); ++i) {
      marks[i] += mixed_bits(column << 32 | field.of_run[i]);
      if (is_seed && field.of_run[i] != 0) has_choice[i] = true;
    }
  }
  for (const ParamColumn& param : search.params) {
    ++column;
    for (const auto& [place, value] : param.entries) {
      if (value == 0) continue;
      marks[place] += mixed_bits(column << 32 | value);
      has_choice[place] = true;
    }
  }
  // A mark that no other has: nobody said what makes these runs what they are.
  for (std::size_t i = 0; i < marks.size(); ++i) {
    if (!has_choice[i]) marks[i] = mixed_bits(~std::uint64_t{i});
  }
  return marks;
}

// The digests of the runs upstream, in their order.
std::string upstream_of(const Catalog& catalog, std::int64_t run) {
  Statement select = catalog.database().prepare(
      "SELECT hex(digest) FROM links WHERE run = ? AND digest IS NOT NULL ORDER BY name, digest");
  select.bind(1, run);
  std::string digests;
  while (select.step()) digests += select.text(0);
  return digests;
}

}  // namespace

std::vector<std::vector<std::int64_t>> find_repeats(const Catalog& catalog,
                                                    const RepeatSearch& search) {
  const std::vector<std::uint64_t> marks = member_marks(search);
  std::vector<std::uint64_t> sorted = marks;
  std::sort(sorted.begin(), sorted.end());
  if (std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end()) return {};
  const auto is_alone = [&](std::uint64_t mark) {
    const auto found = std::lower_bound(sorted.begin(), sorted.end(), mark);
    return found + 1 == sorted.end() || *(found + 1) != mark;
  };
  // Few are alike as a rule: only of those it is asked what they were made from.
  std::map<std::pair<std::uint64_t, std::string>, std::vector<std::int64_t>> alike;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    if (is_alone(marks[i])) continue;
    alike[{marks[i], upstream_of(catalog, search.run_of[i])}].push_back(search.run_of[i]);
  }
  std::vector<std::vector<std::int64_t>> repeats;
  for (auto& [mark, runs] : alike) {
    std::sort(runs.begin(), runs.end());
    runs.erase(std::unique(runs.begin(), runs.end()), runs.end());
    if (runs.size() > 1) repeats.push_back(std::move(runs));
  }
  // Children of one run repeat with it.
  std::sort(repeats.begin(), repeats.end());
  repeats.erase(std::unique(repeats.begin(), repeats.end()), repeats.end());
  return repeats;
}

}  // namespace cairn
