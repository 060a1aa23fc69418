// label: ci
// timeout: 900
// parse(render(x)) = normalise(x) on 100,000 random records for each kind of each layout that cairn
// carries. CAIRN_RECORDS asks for another number, CAIRN_SEED repeats a run. rapidcheck would take
// most of the time with making records; here they are drawn plainly, as a failing one is short
// enough to read. What a whole layout makes of the path is asked for every 50th record.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/layout/layout.h"
#include "cairn/layout/path_template.h"
#include "cairn/layout/paths.h"
#include "support/wild_texts.h"

namespace cairn {
namespace {

constexpr std::size_t kWholeLayoutEvery = 50;

std::uint64_t number_of(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

/// Draws values of every class.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t end) { return static_cast<std::size_t>(random_() % end); }

  /// Texts that people and machines give, now and then far longer than a file name.
  std::string wild() {
    const std::vector<std::string>& pieces = test::wild_pieces();
    static const std::vector<std::string> longs = {std::string(90, 'w'), std::string(70, '_'),
                                                   std::string(300, 'n'),
                                                   std::string(127, 'x') + std::string(128, '.')};
    std::string text;
    for (std::size_t left = below(7); left > 0; --left) text += pieces[below(pieces.size())];
    if (below(40) == 0) text += longs[below(longs.size())];
    return text;
  }

  std::string of(std::string_view alphabet, std::size_t length) {
    std::string text;
    while (text.size() < length) text += alphabet[below(alphabet.size())];
    return text;
  }

  /// A text that the automaton accepts.
  std::string walk(const ByteAutomaton& automaton) {
    std::string text;
    for (std::size_t state = 0; text.size() < 30 || !automaton.accepting[state];) {
      if (automaton.accepting[state] && below(4) == 0) break;
      const std::size_t start = below(0x100);
      std::size_t byte = start;
      while (automaton.next[state][byte] == ByteAutomaton::kDead) {
        byte = (byte + 1) % 0x100;
        if (byte == start) return text;
      }
      text += static_cast<char>(byte);
      state = static_cast<std::size_t>(automaton.next[state][byte]);
    }
    return text;
  }

  std::string date(const FieldClass& field_class) {
    const bool is_moment = field_class.text().find("%H") != std::string::npos;
    const std::string day = "2026-" + two(1 + below(12)) + "-" + two(1 + below(28));
    if (is_moment)
      return day + "T" + two(below(24)) + ":" + two(below(60)) + ":" + two(below(60)) + "Z";
    static const std::vector<std::string> counters = {"", ".2", ".17"};
    return day + counters[below(counters.size())];
  }

  std::string text_of(const FieldClass& field_class) {
    switch (field_class.family()) {
      case FieldFamily::hex: {
        const std::string& text = field_class.text();
        return of("0123456789abcdef", text == "hex" ? 9 : std::stoul(text.substr(4)));
      }
      case FieldFamily::id:
        return of("0123456789abcdefghijklmnopqrstuvwxyz", 6);
      case FieldFamily::integer:
        return std::to_string(static_cast<std::int64_t>(random_()) >> below(64));
      case FieldFamily::chars:
        return of("az09", 1 + below(4));
      case FieldFamily::date:
        return date(field_class);
      case FieldFamily::match:
        return walk(field_class.automaton());
      default:
        return wild();
    }
  }

  Value value_of(const FieldClass& field_class) {
    if (field_class.family() != FieldFamily::pairs) return text_of(field_class);
    const bool is_open = field_class.text() == "pairs";
    Map map;
    for (std::size_t left = 1 + below(4); left > 0; --left) {
      const std::string key = is_open ? wild() : of("abcxyz019", 3);
      map.set(key, is_open ? wild() : of("abcxyz019", 1 + below(60)));
    }
    return map;
  }

  /// Values for all fields that are always shown, and for some of the others.
  Map fields_of(const PathTemplate& path) {
    Map fields;
    for (const FieldRule& rule : path.fields()) {
      if (!path.always_shows(rule.name) && below(3) == 0) continue;
      fields.set(rule.name, value_of(rule.field_class));
    }
    try {
      path.render(fields);
    } catch (const Error&) {
      // One of some alternatives is needed, and none of them was drawn.
      for (const FieldRule& rule : path.fields()) {
        if (!fields.contains(rule.name)) fields.set(rule.name, value_of(rule.field_class));
      }
    }
    return fields;
  }

 private:
  static std::string two(std::size_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
  }

  std::mt19937_64 random_;
};

/// What is wrong with a path as the name of a folder; empty: nothing.
std::string unsafe(const std::string& path) {
  if (!is_utf8(path)) return "no UTF-8";
  for (const std::string& segment : split(path, '/')) {
    if (segment.empty() || segment == "." || segment == "..") return "an empty or climbing segment";
    if (segment.size() > kLongestName) return "a segment that is too long";
    if (segment.find('\0') != std::string::npos || segment.find('\n') != std::string::npos)
      return "a control character";
  }
  return "";
}

/// Whether a reading holds what the path shows, normalised, and nothing else.
bool reads(const PathTemplate& path, const Map& given, const Map& read,
           const std::vector<std::string>& cut) {
  const std::vector<std::string> shown = path.shown(given);
  for (const FieldRule& rule : path.fields()) {
    if (std::ranges::find(cut, rule.name) != cut.end()) continue;
    const bool is_shown = std::ranges::find(shown, rule.name) != shown.end();
    if (is_shown != read.contains(rule.name)) return false;
    if (!is_shown) continue;
    const Value* value = given.find(rule.name);
    const std::string text =
        value == nullptr ? *rule.otherwise : rule.field_class.normalise(*value);
    if (read.find(rule.name)->as_string() != text) return false;
  }
  return true;
}

std::size_t right_readings(const PathTemplate& path, const Map& fields,
                           const std::string& rendered) {
  const std::vector<PathReading> readings = path.match(rendered);
  return static_cast<std::size_t>(std::ranges::count_if(readings, [&](const PathReading& reading) {
    return reads(path, fields, reading.fields, reading.cut);
  }));
}

/// The same of the whole layout, which also tells the kinds apart.
bool layout_knows(const Layout& layout, const Kind& kind, const std::string& path,
                  const Map& fields) {
  const std::vector<LayoutReading> readings = parse_path(layout, path);
  return std::ranges::any_of(readings, [&](const LayoutReading& reading) {
    return reading.name == kind.name && reading.what == LayoutReading::What::run &&
           reads(kind.full, fields, reading.fields, reading.cut);
  });
}

std::string problem_with(const Layout& layout, const Kind& kind, const Map& fields,
                         bool ask_layout) {
  const std::string path = kind.full.render(fields);
  if (std::string problem = unsafe(path); !problem.empty())
    return problem + " in '" + printable(path) + "'";
  const std::size_t right = right_readings(kind.full, fields, path);
  if (right != 1) return std::to_string(right) + " right readings of '" + printable(path) + "'";
  if (ask_layout && !kind.child && !layout_knows(layout, kind, path, fields)) {
    return "the layout does not read '" + printable(path) + "'";
  }
  return "";
}

TEST(LayoutRecords, every_kind_of_every_layout_reads_back_what_it_rendered) {
  const std::uint64_t seed = number_of("CAIRN_SEED", std::random_device()());
  const std::uint64_t count = number_of("CAIRN_RECORDS", 100'000);
  std::cout << "CAIRN_SEED=" << seed << "\n";
  Draw draw(seed);
  for (const std::string& name : layout_names()) {
    const Layout layout = find_layout(name);
    ASSERT_FALSE(layout.kinds.empty());
    for (const Kind& kind : layout.kinds) {
      for (std::uint64_t i = 0; i < count; ++i) {
        const Map fields = draw.fields_of(kind.full);
        const std::string problem = problem_with(layout, kind, fields, i % kWholeLayoutEvery == 0);
        ASSERT_EQ(problem, "") << "layout " << name << ", kind " << kind.name << ", record " << i;
      }
    }
  }
}

}  // namespace
}  // namespace cairn
