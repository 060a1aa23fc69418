// What is written is read back equal, for YAML and for JSON, whatever the texts hold.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/base/value.h"
#include "cairn/base/yaml.h"

namespace cairn {
namespace {

// Pieces that have a meaning in YAML or JSON, or break naive writers of it.
rc::Gen<std::string> any_piece() {
  return rc::gen::weightedOneOf<std::string>(
      {{4, rc::gen::element<std::string>(
               "a", "b c", " ", "  ", "\n", "\n\n", "\t", ": ", ":", " #", "#", "- ", "-", "?", ",",
               "[", "]", "{", "}", "\"", "'", "\\", "|", ">", "&a", "*a", "!", "%", "@", "`", "---",
               "...", "<<", "=", "NO", "yes", "null", "~", "true", "0", "1", "1.0", "1e-6", "0x1F",
               "0o7", "017", "1_0", "12:30", "2025-10-14", ".inf", ".nan", "99999999999999999999")},
       {2, rc::gen::element<std::string>("ä", "日本", "😀", "\u00a0", "\u0085", "\u2028", "\ufeff",
                                         "\uffff", "\u202e", "\r", "\r\n", "\x01", "\x7f",
                                         "\x1b[0m", std::string(1, '\0'))},
       {1, rc::gen::map(rc::gen::inRange(0x20, 0x7F),
                        [](int c) { return std::string(1, static_cast<char>(c)); })}});
}

rc::Gen<std::string> any_text() {
  return rc::gen::map(rc::gen::resize(6, rc::gen::container<std::vector<std::string>>(any_piece())),
                      [](const std::vector<std::string>& pieces) { return join(pieces, ""); });
}

// Long texts too: keys beyond what a simple key may be, lines beyond the width.
rc::Gen<std::string> any_key() {
  return rc::gen::weightedOneOf<std::string>(
      {{19, any_text()}, {1, rc::gen::map(any_text(), [](const std::string& text) {
                            return text + std::string(1200, 'k');
                          })}});
}

rc::Gen<double> any_number() {
  return rc::gen::map(rc::gen::arbitrary<std::uint64_t>(), [](std::uint64_t bits) {
    double number = 0;
    static_assert(sizeof number == sizeof bits);
    std::memcpy(&number, &bits, sizeof number);
    return std::isfinite(number) ? number : static_cast<double>(bits % 1000);
  });
}

rc::Gen<Value> any_scalar() {
  const auto as_value = [](const auto& x) { return Value(x); };
  return rc::gen::oneOf(rc::gen::just(Value()), rc::gen::map(rc::gen::arbitrary<bool>(), as_value),
                        rc::gen::map(rc::gen::arbitrary<std::int64_t>(), as_value),
                        rc::gen::map(any_number(), as_value), rc::gen::map(any_text(), as_value),
                        rc::gen::map(any_text(), as_value));
}

rc::Gen<Value> any_value(int depth) {
  if (depth == 0) return any_scalar();
  const auto children =
      rc::gen::resize(5, rc::gen::container<std::vector<std::pair<std::string, Value>>>(
                             rc::gen::pair(any_key(), any_value(depth - 1))));
  return rc::gen::oneOf(
      any_scalar(),
      rc::gen::map(children,
                   [](const std::vector<std::pair<std::string, Value>>& entries) {
                     Map map;
                     for (const auto& [key, value] : entries) map.set(key, value);
                     return Value(map);
                   }),
      rc::gen::map(children, [](const std::vector<std::pair<std::string, Value>>& entries) {
        List list;
        for (const auto& entry : entries) list.push_back(entry.second);
        return Value(list);
      }));
}

RC_GTEST_PROP(Roundtrip, yaml_reads_back_what_was_written, ()) {
  const Value value = *any_value(4);
  const std::string text = to_yaml(value);
  RC_LOG(text);
  RC_ASSERT(parse_yaml(text, "written") == value);
}

RC_GTEST_PROP(Roundtrip, yaml_of_a_text_reads_back_in_every_position, ()) {
  const Value text = *rc::gen::map(any_text(), [](const std::string& s) { return Value(s); });
  const Value value = Map{{"k", text},
                          {"list", List{text, 1}},
                          {"maps", List{Map{{"k", text}, {"n", 1}}}},
                          {text.as_string() + "!", Map{{"below", text}}},
                          {"nested", List{List{List{text}, List{}}}}};
  const std::string written = to_yaml(value);
  RC_LOG(written);
  RC_ASSERT(parse_yaml(written, "written") == value);
  RC_ASSERT(parse_yaml(to_yaml(text), "written") == text);
}

RC_GTEST_PROP(Roundtrip, json_reads_back_what_was_written_in_every_style, ()) {
  const Value value = *any_value(4);
  for (const JsonStyle style : {JsonStyle::compact, JsonStyle::spaced, JsonStyle::pretty}) {
    const std::string text = to_json(value, style);
    RC_LOG(text);
    RC_ASSERT(parse_json(text, "written") == value);
  }
}

RC_GTEST_PROP(Roundtrip, double_text_reads_back_equal, ()) {
  const double number = *any_number();
  RC_ASSERT(std::strtod(double_text(number).c_str(), nullptr) == number);
}

}  // namespace
}  // namespace cairn
