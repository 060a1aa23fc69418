#include "cairn/layout/ambiguity.h"

#include <algorithm>
#include <map>
#include <unordered_set>
#include <utility>

namespace cairn {

namespace {

/// A state of the whole segment: a state of one part. Before the first byte part is -1.
struct Place {
  int part = -1;
  int state = 0;

  bool operator==(const Place&) const = default;
};

/// Two runs over the same bytes; `parted` once they have differed, for they may meet again.
struct Pair {
  Place first;
  Place second;
  bool parted = false;
};

/// How a pair was reached.
struct Step {
  Pair pair;
  std::size_t previous = 0;
  char byte = 0;
};

using Parts = std::span<const ByteAutomaton* const>;

/// One spelling of a segment: how its states are numbered and how a run goes on.
class Run {
 public:
  explicit Run(Parts parts) : parts_(parts) {
    offsets_.push_back(1);  // 0 is the place before the first byte
    for (const ByteAutomaton* part : parts) offsets_.push_back(offsets_.back() + part->next.size());
  }

  Parts parts() const { return parts_; }
  std::size_t size() const { return offsets_.back(); }

  bool is_final(const Place& place) const {
    return place.part + 1 == static_cast<int>(parts_.size()) && accepts(place);
  }

  std::size_t number(const Place& place) const {
    if (place.part < 0) return 0;
    return offsets_[static_cast<std::size_t>(place.part)] + static_cast<std::size_t>(place.state);
  }

  /// Stay in the part, or, where it may end, begin the next one. No part is empty, so that is all.
  std::vector<Place> successors(const Place& place, char byte) const {
    std::vector<Place> result;
    const auto add = [&](int index, int state) {
      const auto& row = part(index).next[static_cast<std::size_t>(state)];
      const std::int16_t to = row[static_cast<unsigned char>(byte)];
      if (to != ByteAutomaton::kDead) result.push_back({index, to});
    };
    if (place.part >= 0) add(place.part, place.state);
    if (accepts(place) && place.part + 1 < static_cast<int>(parts_.size())) add(place.part + 1, 0);
    return result;
  }

 private:
  const ByteAutomaton& part(int index) const { return *parts_[static_cast<std::size_t>(index)]; }

  bool accepts(const Place& place) const {
    return place.part == -1 || part(place.part).accepting[static_cast<std::size_t>(place.state)];
  }

  Parts parts_;
  std::vector<std::size_t> offsets_;
};

class Search {
 public:
  /// Two spellings, or one beside itself: then runs count only where they part.
  Search(Parts first, Parts second, bool same) : first_(first), second_(second), same_(same) {
    find_representatives();
  }

  std::optional<AmbiguityWitness> run() {
    Pair start;
    start.parted = !same_;
    visit({start, 0, 0});
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      const Pair pair = steps_[i].pair;
      if (pair.parted && first_.is_final(pair.first) && second_.is_final(pair.second))
        return witness(i);
      for (const char byte : representatives_) expand(i, pair, byte);
    }
    return std::nullopt;
  }

 private:
  /// Bytes that all automata treat alike are tried once, by the most readable of them.
  void find_representatives() {
    std::vector<unsigned char> order;
    for (const char c : std::string_view("ab1_0.-=+,x"))
      order.push_back(static_cast<unsigned char>(c));
    for (int byte = 0x21; byte < 0x100; ++byte) order.push_back(static_cast<unsigned char>(byte));
    order.push_back(' ');
    std::map<std::vector<std::int16_t>, char> classes;
    for (const unsigned char byte : order) {
      std::vector<std::int16_t> column;
      for (const Parts parts : {first_.parts(), second_.parts()}) {
        for (const ByteAutomaton* part : parts) {
          for (const auto& row : part->next) column.push_back(row[byte]);
        }
        if (same_) break;
      }
      const bool dead =
          std::ranges::all_of(column, [](int to) { return to == ByteAutomaton::kDead; });
      if (dead) continue;
      if (classes.try_emplace(std::move(column), static_cast<char>(byte)).second) {
        representatives_.push_back(static_cast<char>(byte));
      }
    }
  }

  void expand(std::size_t from, const Pair& pair, char byte) {
    const auto firsts = first_.successors(pair.first, byte);
    const auto seconds = second_.successors(pair.second, byte);
    for (const Place& first : firsts) {
      for (const Place& second : seconds) {
        visit({Pair{first, second, pair.parted || first != second}, from, byte});
      }
    }
  }

  void visit(const Step& step) {
    const std::size_t a = first_.number(step.pair.first);
    const std::size_t b = second_.number(step.pair.second);
    const std::size_t key = (a * second_.size() + b) * 2 + (step.pair.parted ? 1 : 0);
    if (seen_.insert(key).second) steps_.push_back(step);
  }

  AmbiguityWitness witness(std::size_t last) const {
    AmbiguityWitness result;
    result.first.resize(first_.parts().size());
    result.second.resize(second_.parts().size());
    for (std::size_t i = last; i != 0; i = steps_[i].previous) {
      const Step& step = steps_[i];
      result.text += step.byte;
      result.first[static_cast<std::size_t>(step.pair.first.part)] += step.byte;
      result.second[static_cast<std::size_t>(step.pair.second.part)] += step.byte;
    }
    std::ranges::reverse(result.text);
    for (std::string& piece : result.first) std::ranges::reverse(piece);
    for (std::string& piece : result.second) std::ranges::reverse(piece);
    return result;
  }

  Run first_;
  Run second_;
  bool same_;
  std::vector<char> representatives_;
  std::vector<Step> steps_;
  std::unordered_set<std::size_t> seen_;
};

}  // namespace

std::optional<AmbiguityWitness> find_ambiguity(std::span<const ByteAutomaton* const> parts) {
  // With one part of open length the length of the text says where every part ends.
  const auto open = [](const ByteAutomaton* part) { return !part->one_length; };
  if (std::ranges::count_if(parts, open) <= 1) return std::nullopt;
  return Search(parts, parts, true).run();
}

std::optional<AmbiguityWitness> find_common_text(std::span<const ByteAutomaton* const> first,
                                                 std::span<const ByteAutomaton* const> second) {
  return Search(first, second, false).run();
}

}  // namespace cairn
