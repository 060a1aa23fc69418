#include "cairn/layout/regex_automaton.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/error.h"

namespace cairn {

namespace {

constexpr std::size_t kMostStates = 2000;
constexpr std::size_t kMostRepeats = 200;

/// Thompson's automaton: each state has one transition on bytes, or up to two empty ones.
class Nondeterministic {
 public:
  struct Fragment {
    std::size_t start = 0;
    std::size_t end = 0;
  };
  struct State {
    ByteSet bytes;
    std::size_t to = kNone;
    std::vector<std::size_t> empty;
  };
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  explicit Nondeterministic(std::string_view pattern) : pattern_(pattern) {
    whole_ = alternatives();
    if (at_ < pattern_.size()) fail("a ')' has no '('");
  }

  ByteAutomaton determinise() const;

 private:
  [[noreturn]] void fail(std::string_view why) const {
    throw Error(ErrorCode::invalid_input, fmt::format("the pattern '{}': {}", pattern_, why));
  }

  std::size_t add() {
    if (states_.size() >= kMostStates) fail("it needs too many states");
    states_.emplace_back();
    return states_.size() - 1;
  }
  void join(std::size_t from, std::size_t to) { states_[from].empty.push_back(to); }
  bool next_is(char c) const { return at_ < pattern_.size() && pattern_[at_] == c; }

  Fragment alternatives() {
    Fragment whole = sequence();
    while (next_is('|')) {
      ++at_;
      const Fragment other = sequence();
      const Fragment both{add(), add()};
      for (const Fragment& one : {whole, other}) {
        join(both.start, one.start);
        join(one.end, both.end);
      }
      whole = both;
    }
    return whole;
  }

  Fragment sequence() {
    const std::size_t start = add();
    Fragment whole{start, start};
    while (at_ < pattern_.size() && !next_is('|') && !next_is(')')) {
      const std::size_t from = at_;
      Fragment item = repeated_item(from);
      join(whole.end, item.start);
      whole.end = item.end;
    }
    return whole;
  }

  Fragment repeated_item(std::size_t from) {
    Fragment item = single();
    const std::size_t behind = at_;
    if (next_is('?') || next_is('*') || next_is('+')) {
      const char how = pattern_[at_++];
      if (how != '?') join(item.end, item.start);
      const Fragment whole{add(), add()};
      join(whole.start, item.start);
      join(item.end, whole.end);
      if (how != '+') join(whole.start, whole.end);
      return whole;
    }
    if (!next_is('{')) return item;
    const auto [least, most] = counts();
    const std::size_t after = at_;
    Fragment whole{item.start, item.end};
    if (least == 0) join(item.start, item.end);
    for (std::size_t i = 1; i < most; ++i) {
      at_ = from;  // the same item once more, as further states
      const Fragment copy = single();
      if (at_ != behind) fail("a repeated part cannot be read twice");
      join(whole.end, copy.start);
      if (i >= least) join(copy.start, copy.end);
      whole.end = copy.end;
    }
    at_ = after;
    return whole;
  }

  std::size_t number() {
    std::size_t value = 0;
    const char* begin = pattern_.data() + at_;
    const auto [end, error] = std::from_chars(begin, pattern_.data() + pattern_.size(), value);
    if (error != std::errc() || value > kMostRepeats) fail("expected a count up to 200 after '{'");
    at_ += static_cast<std::size_t>(end - begin);
    return value;
  }

  std::pair<std::size_t, std::size_t> counts() {
    ++at_;
    const std::size_t least = number();
    std::size_t most = least;
    if (next_is(',')) {
      ++at_;
      most = number();
    }
    if (!next_is('}') || most < least || most == 0) fail("counts are written {2} or {2,8}");
    ++at_;
    return {least, most};
  }

  Fragment of_bytes(const ByteSet& bytes) {
    const Fragment item{add(), add()};
    states_[item.start].bytes = bytes;
    states_[item.start].to = item.end;
    return item;
  }

  Fragment single() {
    const char c = pattern_[at_++];
    if (c == '(') {
      const Fragment inner = alternatives();
      if (!next_is(')')) fail("a '(' has no ')'");
      ++at_;
      return inner;
    }
    if (c == '[') return of_bytes(byte_class());
    if (c == '.' || c == '*' || c == '+' || c == '?' || c == '{' || c == '^' || c == '$') {
      fail(fmt::format("'{}' stands alone; write '\\{}' for the character", c, c));
    }
    if (c != '\\') return of_bytes(bytes_of(std::string_view(&c, 1)));
    if (at_ == pattern_.size()) fail("nothing follows the last '\\'");
    return of_bytes(bytes_of(pattern_.substr(at_++, 1)));
  }

  ByteSet byte_class() {
    ByteSet set;
    const bool inverted = next_is('^');
    if (inverted) ++at_;
    for (bool first = true; first || !next_is(']'); first = false) {
      if (at_ >= pattern_.size()) fail("a '[' has no ']'");
      const auto low = static_cast<unsigned char>(pattern_[at_++]);
      auto high = low;
      if (at_ + 1 < pattern_.size() && pattern_[at_] == '-' && pattern_[at_ + 1] != ']') {
        high = static_cast<unsigned char>(pattern_[at_ + 1]);
        at_ += 2;
      }
      if (high < low) fail("a range runs backwards");
      set |= byte_range(low, high);
    }
    ++at_;
    return inverted ? byte_range(0x21, 0x7e) & ~bytes_of("/~\\") & ~set : set;
  }

  void close(std::set<std::size_t>& members) const {
    std::vector<std::size_t> open(members.begin(), members.end());
    while (!open.empty()) {
      const std::size_t state = open.back();
      open.pop_back();
      for (const std::size_t to : states_[state].empty) {
        if (members.insert(to).second) open.push_back(to);
      }
    }
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  std::vector<State> states_;
  Fragment whole_;
};

ByteAutomaton Nondeterministic::determinise() const {
  const ByteSet forbidden = byte_range(0, 0x1f) | byte_range(0x7f, 0xff) | bytes_of("/~\\");
  ByteAutomaton automaton;
  std::map<std::set<std::size_t>, std::int16_t> numbers;
  std::vector<std::set<std::size_t>> order;
  const auto number_of = [&](std::set<std::size_t> members) {
    close(members);
    const auto [at, is_new] = numbers.emplace(std::move(members), 0);
    if (!is_new) return at->second;
    if (order.size() >= kMostStates) fail("it needs too many states");
    at->second = automaton.add_state(at->first.contains(whole_.end));
    order.push_back(at->first);
    return at->second;
  };
  number_of({whole_.start});
  if (automaton.accepting[0]) fail("it matches the empty text");
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::set<std::size_t> members = order[i];
    for (int byte = 0; byte < 0x100; ++byte) {
      std::set<std::size_t> to;
      for (const std::size_t state : members) {
        if (states_[state].to != kNone && states_[state].bytes.test(static_cast<std::size_t>(byte)))
          to.insert(states_[state].to);
      }
      if (to.empty()) continue;
      if (forbidden.test(static_cast<std::size_t>(byte)))
        fail("it lets in a character that cannot stand in a path");
      if (i == 0 && (byte == '.' || byte == ' ')) fail("a text cannot start with '.' or a space");
      automaton.next[i][static_cast<std::size_t>(byte)] = number_of(std::move(to));
    }
  }
  return automaton;
}

}  // namespace

ByteAutomaton regex_automaton(std::string_view pattern) {
  return Nondeterministic(pattern).determinise();
}

}  // namespace cairn
