// parse(render(x)) = normalise(x): for random templates over all classes, and for every kind, group
// and child of every embedded layout. rapidcheck prints the seed of a failure.
#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/layout/layout.h"
#include "cairn/layout/path_template.h"
#include "cairn/layout/paths.h"
#include "cairn/layout/template_text.h"
#include "support/wild_texts.h"

namespace cairn {
namespace {

/// Texts that people and machines give: separators, spaces, quotes, newlines, other scripts, broken
/// UTF-8, and now and then something far longer than a file name.
rc::Gen<std::string> wild_text() {
  std::vector<std::string> pieces = test::wild_pieces();
  pieces.insert(pieces.end(), {std::string(90, 'w'), std::string(70, '_'), std::string(300, 'n')});
  const auto piece = rc::gen::elementOf(pieces);
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                      [](const std::vector<std::string>& some) { return join(some, ""); });
}

rc::Gen<std::string> digits_of(const std::string& alphabet, std::size_t length) {
  return rc::gen::container<std::string>(length, rc::gen::elementOf(alphabet));
}

rc::Gen<std::string> padded(int first, int last, const std::string& suffix) {
  return rc::gen::map(rc::gen::inRange(first, last + 1), [suffix](int number) {
    return (number < 10 ? "0" : "") + std::to_string(number) + suffix;
  });
}

/// A text that the automaton accepts, by a random walk: each of its states leads to an end.
std::string walk(const ByteAutomaton& automaton) {
  std::string text;
  for (std::size_t state = 0; text.size() < 30 || !automaton.accepting[state];) {
    std::vector<unsigned char> bytes;
    for (unsigned byte = 0; byte < 0x100; ++byte) {
      if (automaton.next[state][byte] != ByteAutomaton::kDead)
        bytes.push_back(static_cast<unsigned char>(byte));
    }
    if (bytes.empty() || (automaton.accepting[state] && *rc::gen::inRange(0, 4) == 0)) break;
    const unsigned char byte = *rc::gen::elementOf(bytes);
    text += static_cast<char>(byte);
    state = static_cast<std::size_t>(automaton.next[state][byte]);
  }
  return text;
}

/// A text that the class can take; the cleaning classes take anything.
rc::Gen<std::string> text_of(const FieldClass& field_class) {
  const std::string letters = "abcdefghijklmnopqrstuvwxyz";
  const std::string digits = "0123456789";
  switch (field_class.family()) {
    case FieldFamily::hex: {
      const std::string text = field_class.text();
      const std::size_t length = text == "hex" ? 9 : std::stoul(text.substr(4));
      return digits_of(digits + "abcdef", length);
    }
    case FieldFamily::id:
      return digits_of(digits + letters, 6);
    case FieldFamily::integer:
      return rc::gen::map(rc::gen::arbitrary<std::int64_t>(),
                          [](std::int64_t n) { return std::to_string(n); });
    case FieldFamily::chars:
      return digits_of("az09", 3);
    case FieldFamily::date: {
      // A counter stands behind days; a moment is given to the second.
      const bool is_moment = field_class.text().find("%H") != std::string::npos;
      return rc::gen::map(rc::gen::tuple(padded(1, 12, "-"), padded(1, 28, ""),
                                         rc::gen::element<std::string>("", ".2", ".17")),
                          [is_moment](const std::tuple<std::string, std::string, std::string>& t) {
                            const std::string day = "2026-" + std::get<0>(t) + std::get<1>(t);
                            return day + (is_moment ? "T10:11:12Z" : std::get<2>(t));
                          });
    }
    case FieldFamily::match:
      return rc::gen::exec([&field_class] { return walk(field_class.automaton()); });
    case FieldFamily::name:
    case FieldFamily::any:
    case FieldFamily::slug:
    case FieldFamily::token:
    case FieldFamily::pairs:
    case FieldFamily::file:
      break;
  }
  return wild_text();
}

/// A value that the class can take; of pairs a map, of plain words where the class lists its own.
rc::Gen<Value> value_of(const FieldClass& field_class) {
  if (field_class.family() != FieldFamily::pairs) {
    return rc::gen::map(text_of(field_class), [](std::string text) { return Value(text); });
  }
  const bool is_open = field_class.text() == "pairs";
  const auto word = is_open ? wild_text() : digits_of("abcxyz019", 3);
  return rc::gen::map(
      rc::gen::nonEmpty(rc::gen::container<std::vector<std::pair<std::string, std::string>>>(
          rc::gen::pair(word, word))),
      [](const std::vector<std::pair<std::string, std::string>>& pairs) {
        Map map;
        for (const auto& [key, value] : pairs) map.set(key, value);
        return Value(map);
      });
}

/// Values for all fields that are always shown, and for some of the others.
Map random_fields(const PathTemplate& path) {
  Map fields;
  for (const FieldRule& rule : path.fields()) {
    if (!path.always_shows(rule.name) && *rc::gen::inRange(0, 3) == 0) continue;
    fields.set(rule.name, *value_of(rule.field_class));
  }
  try {
    path.render(fields);
  } catch (const Error&) {
    // One of some alternatives is needed, and none of them was drawn.
    for (const FieldRule& rule : path.fields()) {
      if (!fields.contains(rule.name)) fields.set(rule.name, *value_of(rule.field_class));
    }
  }
  return fields;
}

/// Whether a reading holds what the path shows, normalised, and nothing else.
bool reads(const PathTemplate& path, const Map& given, const Map& read,
           const std::vector<std::string>& cut, const std::string& prefix) {
  const std::vector<std::string> shown = path.shown(given);
  for (const FieldRule& rule : path.fields()) {
    const std::string name = prefix + rule.name;
    if (std::ranges::find(cut, name) != cut.end()) continue;
    const bool is_shown = std::ranges::find(shown, rule.name) != shown.end();
    if (is_shown != read.contains(name)) return false;
    if (!is_shown) continue;
    const Value* value = given.find(rule.name);
    const std::string text =
        value == nullptr ? *rule.otherwise : rule.field_class.normalise(*value);
    if (read.find(name)->as_string() != text) return false;
  }
  return true;
}

void check_safe(const std::string& path) {
  RC_ASSERT(is_utf8(path));
  for (const std::string& segment : split(path, '/')) {
    RC_ASSERT(!segment.empty() && segment != "." && segment != "..");
    RC_ASSERT(segment.size() <= kLongestName);
    RC_ASSERT(segment.find('\0') == std::string::npos && segment.find('\n') == std::string::npos);
  }
}

FieldRules all_fields() {
  FieldRules rules;
  for (const char* text :
       {"a name", "b name", "c any", "h hex 6", "i id", "n int", "d date %Y-%m-%d",
        "k chars a-z0-9", "f file", "s slug", "t token", "p pairs", "m match [a-z]+(-[0-9]{2})?"}) {
    const std::string spec = text;
    rules.push_back({spec.substr(0, 1), FieldClass::parse(spec.substr(2)), std::nullopt});
  }
  return rules;
}

/// What random segments are made of.
const std::vector<std::string>& template_parts() {
  static const std::vector<std::string> parts = {"{a}",
                                                 "{b}",
                                                 "{c}",
                                                 "{h}",
                                                 "{i}",
                                                 "{n}",
                                                 "{d}",
                                                 "{k}",
                                                 "{f}",
                                                 "{s}",
                                                 "{t}",
                                                 "{p}",
                                                 "{m}",
                                                 "_",
                                                 "-",
                                                 "x",
                                                 ":",
                                                 " ",
                                                 "{{",
                                                 "[:{p}]",
                                                 "[_{h}]",
                                                 "({h}|-{i})",
                                                 "[-{n}[_{m}]]",
                                                 "(:{m}|={p})"};
  return parts;
}

/// A template that load would accept: segments of random parts, drawn again where one is refused.
PathTemplate random_template(const FieldRules& rules) {
  const auto part = rc::gen::elementOf(template_parts());
  PathTemplate path;
  const auto depth = *rc::gen::inRange<std::size_t>(1, 4);
  while (path.depth() < depth) {
    const auto length = *rc::gen::inRange<std::size_t>(1, 6);
    const std::string text = join(*rc::gen::container<std::vector<std::string>>(length, part), "");
    try {
      path = path.append(PathTemplate::parse(text, rules, "t"));
    } catch (const Error&) {
      path = path.append(PathTemplate::parse("{a}", rules, "t"));
    }
  }
  return path;
}

RC_GTEST_PROP(LayoutPaths, random_templates_read_back_what_they_rendered, ()) {
  const FieldRules rules = all_fields();
  const PathTemplate path = random_template(rules);
  RC_PRE(!path.level_clash());
  const Map fields = random_fields(path);
  const std::size_t limit = *rc::gen::element<std::size_t>(255, 255, 143);
  const std::string rendered = path.render(fields, limit);
  check_safe(rendered);
  const auto readings = path.match(rendered, limit);
  RC_ASSERT(readings.size() == 1U);
  RC_ASSERT(reads(path, fields, readings[0].fields, readings[0].cut, ""));
}

/// All readings of a segment, by trying every cut of the text into the parts of a spelling.
void try_cuts(const TextSpelling& spelling, std::size_t part, std::string_view rest,
              const FieldRules& rules, Map& fields, std::vector<std::string>& out) {
  if (part == spelling.size()) {
    std::vector<std::string> texts;
    for (const auto& [name, value] : fields) texts.push_back(name + "=" + value.as_string());
    std::ranges::sort(texts);
    if (rest.empty()) out.push_back(join(texts, "\n"));
    return;
  }
  const std::string& text = spelling[part].text;
  if (!spelling[part].is_field) {
    if (rest.starts_with(text)) {
      try_cuts(spelling, part + 1, rest.substr(text.size()), rules, fields, out);
    }
    return;
  }
  for (std::size_t size = 1; size <= rest.size(); ++size) {
    if (!find_field(rules, text)->field_class.accepts(rest.substr(0, size))) continue;
    fields.set(text, rest.substr(0, size));
    try_cuts(spelling, part + 1, rest.substr(size), rules, fields, out);
    fields.erase(text);
  }
}

// Most spellings are read by a plan that never searches: it must find what a search finds, also in
// texts that no template made.
RC_GTEST_PROP(LayoutPaths, match_finds_what_trying_every_cut_finds, ()) {
  const FieldRules rules = all_fields();
  const auto length = *rc::gen::inRange<std::size_t>(1, 6);
  const auto parts =
      *rc::gen::container<std::vector<std::string>>(length, rc::gen::elementOf(template_parts()));
  PathTemplate path;
  try {
    path = PathTemplate::parse(join(parts, ""), rules, "t", Ambiguity::report);
  } catch (const Error&) {
    RC_DISCARD();
  }
  const std::string bytes = "aaabc019f_-:. =+x{\xc3\xa9";
  for (int i = 0; i < 20; ++i) {
    std::string text =
        *rc::gen::container<std::string>(*rc::gen::inRange(1, 14), rc::gen::elementOf(bytes));
    if (i % 2 == 0) {
      // A text of the template, or nearly one.
      text = path.render(random_fields(path)).substr(0, 12);
      if (i % 4 == 0) text[*rc::gen::inRange<std::size_t>(0, text.size())] = 'a';
    }
    if (text.find('/') != std::string::npos || text.find('~') != std::string::npos) continue;
    std::vector<std::string> expected;
    Map fields;
    for (const TextSpelling& spelling : read_spellings(join(parts, ""))) {
      if (!spelling.empty()) try_cuts(spelling, 0, text, rules, fields, expected);
    }
    std::vector<std::string> found;
    for (const PathReading& reading : path.match(text)) {
      std::vector<std::string> texts;
      for (const auto& [name, value] : reading.fields) {
        texts.push_back(name + "=" + value.as_string());
      }
      std::ranges::sort(texts);
      found.push_back(join(texts, "\n"));
    }
    if (expected.size() >= 1000) continue;  // more than match ever tells
    std::ranges::sort(expected);
    std::ranges::sort(found);
    RC_ASSERT(found == expected);
  }
}

RC_GTEST_PROP(LayoutPaths, every_kind_of_every_layout_reads_back_what_it_rendered, ()) {
  static const std::vector<std::string> names = layout_names();
  static const std::vector<Layout> layouts = [] {
    std::vector<Layout> all;
    for (const std::string& name : names) all.push_back(find_layout(name));
    return all;
  }();
  // Ten records of each kind: 1,000 with rapidcheck's 100 rounds. property.layout_records
  // asks for more.
  for (std::size_t i = 0; i < layouts.size() * 10; ++i) {
    const Layout& layout = layouts[i % layouts.size()];
    RC_ASSERT(!layout.kinds.empty());
    for (const Kind& kind : layout.kinds) {
      const Kind& run = kind.child ? *find_kind(layout, kind.in) : kind;
      const Map fields = random_fields(run.full);
      std::string path = run_path(layout, run.name, fields).path;
      Map inner;
      auto what = LayoutReading::What::run;
      if (kind.child) {
        inner = random_fields(kind.full);
        path += "/" + *child_path(layout, run.name, kind.name, inner);
        what = LayoutReading::What::child;
      }
      check_safe(path);
      std::size_t found = 0;
      const std::vector<LayoutReading> readings = parse_path(layout, path);
      if (kind.ambiguity == Ambiguity::refuse) {
        const auto first = std::ranges::find_if(readings, [](const LayoutReading& reading) {
          return reading.what != LayoutReading::What::group;
        });
        RC_ASSERT(first != readings.end() && first->name == kind.name && first->what == what);
      }
      for (const LayoutReading& reading : readings) {
        if (reading.name != kind.name || reading.what != what) continue;
        const bool is_it =
            reads(run.full, fields, reading.fields, reading.cut, "") &&
            (!kind.child || reads(kind.full, inner, reading.fields, reading.cut, "child."));
        RC_ASSERT(is_it || kind.ambiguity == Ambiguity::report);
        if (is_it) ++found;
      }
      RC_ASSERT(found == 1U);
    }
  }
}

RC_GTEST_PROP(LayoutPaths, normalising_twice_is_normalising_once, ()) {
  for (const FieldRule& rule : all_fields()) {
    const std::string once = rule.field_class.normalise(*value_of(rule.field_class));
    RC_ASSERT(rule.field_class.normalise(once) == once);
    RC_ASSERT(rule.field_class.accepts(once));
    RC_ASSERT(rule.field_class.automaton().accepts(once));
  }
}

}  // namespace
}  // namespace cairn
