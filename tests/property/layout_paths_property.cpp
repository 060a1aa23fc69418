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

namespace cairn {
namespace {

/// Texts that people and machines give: separators, spaces, quotes, newlines, other scripts, broken
/// UTF-8, and now and then something far longer than a file name.
rc::Gen<std::string> wild_text() {
  const auto piece = rc::gen::elementOf(std::vector<std::string>{"a",
                                                                 "B",
                                                                 "7",
                                                                 "_",
                                                                 "__",
                                                                 ".",
                                                                 "..",
                                                                 "-",
                                                                 "~",
                                                                 "~0123abcd",
                                                                 "+",
                                                                 "=",
                                                                 ",",
                                                                 "/",
                                                                 "\\",
                                                                 " ",
                                                                 "\n",
                                                                 "\t",
                                                                 "'",
                                                                 "\"",
                                                                 "$(rm)",
                                                                 "é",
                                                                 "日本",
                                                                 "🌾",
                                                                 "\xe2\x80\xae",
                                                                 "\xef\xbb\xbf",
                                                                 "\xff",
                                                                 "\xc3",
                                                                 "%",
                                                                 ":",
                                                                 "*",
                                                                 "{",
                                                                 "}",
                                                                 "x=1",
                                                                 "fold_0",
                                                                 "abcdef",
                                                                 std::string(1, '\0'),
                                                                 std::string(90, 'w'),
                                                                 std::string(70, '_')});
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                      [](const std::vector<std::string>& pieces) { return join(pieces, ""); });
}

rc::Gen<std::string> digits_of(const std::string& alphabet, std::size_t length) {
  return rc::gen::container<std::string>(length, rc::gen::elementOf(alphabet));
}

rc::Gen<std::string> padded(int first, int last, const std::string& suffix) {
  return rc::gen::map(rc::gen::inRange(first, last + 1), [suffix](int number) {
    return (number < 10 ? "0" : "") + std::to_string(number) + suffix;
  });
}

/// A value that the class can take; the cleaning classes take anything.
rc::Gen<std::string> value_of(const FieldClass& field_class) {
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
    case FieldFamily::date:
      return rc::gen::map(rc::gen::tuple(padded(1, 12, "-"), padded(1, 28, ""),
                                         rc::gen::element<std::string>("", ".2", ".17")),
                          [](const std::tuple<std::string, std::string, std::string>& t) {
                            return "2026-" + std::get<0>(t) + std::get<1>(t) + std::get<2>(t);
                          });
    case FieldFamily::name:
    case FieldFamily::any:
    case FieldFamily::file:
      break;
  }
  return wild_text();
}

Map random_fields(const FieldRules& rules) {
  Map fields;
  for (const FieldRule& rule : rules) fields.set(rule.name, *value_of(rule.field_class));
  return fields;
}

void check_reading(const FieldRules& rules, const Map& given, const Map& read,
                   const std::vector<std::string>& cut, const std::string& prefix) {
  for (const FieldRule& rule : rules) {
    const std::string name = prefix + rule.name;
    if (std::ranges::find(cut, name) != cut.end()) continue;
    RC_ASSERT(read.contains(name));
    RC_ASSERT(read.find(name)->as_string() == rule.field_class.normalise(*given.find(rule.name)));
  }
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
  for (const char* text : {"a name", "b name", "c any", "h hex 6", "i id", "n int",
                           "d date %Y-%m-%d", "k chars a-z0-9", "f file"}) {
    const std::string spec = text;
    rules.push_back({spec.substr(0, 1), FieldClass::parse(spec.substr(2)), std::nullopt});
  }
  return rules;
}

/// A template that load would accept: segments of random parts, drawn again where one is refused.
PathTemplate random_template(const FieldRules& rules) {
  const auto part =
      rc::gen::elementOf(std::vector<std::string>{"{a}", "{b}", "{c}", "{h}", "{i}", "{n}", "{d}",
                                                  "{k}", "{f}", "_", "-", "x", ":", " ", "{{"});
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
  const Map fields = random_fields(path.fields());
  const std::size_t limit = *rc::gen::element<std::size_t>(255, 255, 143);
  const std::string rendered = path.render(fields, limit);
  check_safe(rendered);
  const auto readings = path.match(rendered, limit);
  RC_ASSERT(readings.size() == 1U);
  check_reading(path.fields(), fields, readings[0].fields, readings[0].cut, "");
}

RC_GTEST_PROP(LayoutPaths, every_kind_of_every_layout_reads_back_what_it_rendered, ()) {
  static const std::vector<std::string> names = layout_names();
  static const std::vector<Layout> layouts = [] {
    std::vector<Layout> all;
    for (const std::string& name : names) all.push_back(find_layout(name));
    return all;
  }();
  for (const Layout& layout : layouts) {
    RC_ASSERT(!layout.kinds.empty());
    for (const Kind& kind : layout.kinds) {
      const Kind& run = kind.child ? *find_kind(layout, kind.in) : kind;
      const Map fields = random_fields(run.full.fields());
      std::string path = run_path(layout, run.name, fields).path;
      Map inner;
      auto what = LayoutReading::What::run;
      if (kind.child) {
        inner = random_fields(kind.full.fields());
        path += "/" + *child_path(layout, run.name, kind.name, inner);
        what = LayoutReading::What::child;
      }
      check_safe(path);
      std::size_t found = 0;
      for (const LayoutReading& reading : parse_path(layout, path)) {
        if (reading.name != kind.name) continue;
        ++found;
        RC_ASSERT(reading.what == what);
        check_reading(run.full.fields(), fields, reading.fields, reading.cut, "");
        if (kind.child)
          check_reading(kind.full.fields(), inner, reading.fields, reading.cut, "child.");
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
