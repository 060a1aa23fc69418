// The canonical text depends on the value and on nothing else, and says all of it.
#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "cairn/base/json.h"
#include "cairn/base/value.h"
#include "cairn/base/yaml.h"
#include "cairn/identity/canonical.h"
#include "cairn/identity/run_id.h"

namespace cairn {
namespace {

using Entries = std::vector<std::pair<std::string, Value>>;

rc::Gen<std::string> any_text() {
  return rc::gen::oneOf(rc::gen::element<std::string>("", "a", "b", "a.b", "1", "true", "é", "\n"),
                        rc::gen::map(rc::gen::inRange(0x20, 0x7F),
                                     [](int c) { return std::string(1, static_cast<char>(c)); }));
}

// Few and near values, so that equal ones and ones that differ in type alone are drawn too.
rc::Gen<Value> any_scalar() {
  const auto as_value = [](const auto& x) { return Value(x); };
  return rc::gen::oneOf(rc::gen::just(Value()), rc::gen::map(rc::gen::arbitrary<bool>(), as_value),
                        rc::gen::map(rc::gen::inRange<std::int64_t>(-2, 3), as_value),
                        rc::gen::map(rc::gen::element(0.0, 1.0, 0.5, 1e-6, 1e22, 2.0), as_value),
                        rc::gen::map(any_text(), as_value));
}

rc::Gen<Value> any_value(int depth) {
  if (depth == 0) return any_scalar();
  const auto entries = rc::gen::resize(
      4, rc::gen::container<Entries>(rc::gen::pair(any_text(), any_value(depth - 1))));
  return rc::gen::oneOf(any_scalar(),
                        rc::gen::map(entries,
                                     [](const Entries& drawn) {
                                       Map map;
                                       for (const auto& [key, value] : drawn) {
                                         map.set(key, value);
                                       }
                                       return Value(map);
                                     }),
                        rc::gen::map(entries, [](const Entries& drawn) {
                          List list;
                          for (const auto& entry : drawn) list.push_back(entry.second);
                          return Value(list);
                        }));
}

// The same value with the entries of every map in another order.
Value shuffled(const Value& value, std::mt19937& chance) {
  if (value.is_list()) {
    List list;
    for (const Value& item : value.as_list()) list.push_back(shuffled(item, chance));
    return list;
  }
  if (!value.is_map()) return value;
  Entries entries(value.as_map().begin(), value.as_map().end());
  std::shuffle(entries.begin(), entries.end(), chance);
  Map map;
  for (const auto& [key, child] : entries) map.append(key, shuffled(child, chance));
  return map;
}

RC_GTEST_PROP(Canonical, does_not_depend_on_key_order_or_on_the_file_format, ()) {
  const Value value = *any_value(3);
  std::mt19937 chance(*rc::gen::arbitrary<std::uint32_t>());
  const std::string text = canonical_json(value);
  const Value other = shuffled(value, chance);
  RC_ASSERT(canonical_json(other) == text);
  RC_ASSERT(canonical_json(parse_yaml(to_yaml(other), "t")) == text);
  RC_ASSERT(canonical_json(parse_json(to_json(other, JsonStyle::pretty), "t")) == text);
}

RC_GTEST_PROP(Canonical, texts_are_equal_exactly_when_values_are, ()) {
  const Value a = *any_value(2);
  const Value b = *any_value(2);
  RC_ASSERT((canonical_json(a) == canonical_json(b)) == (a == b));
}

RC_GTEST_PROP(Canonical, text_reads_back_as_the_value, ()) {
  const Value value = *any_value(3);
  RC_ASSERT(parse_json(canonical_json(value), "t") == value);
}

RC_GTEST_PROP(Canonical, ids_of_different_values_differ_in_all_digits_together, ()) {
  const Value a = *any_value(2);
  const Value b = *any_value(2);
  const Digest digest_a = sha256(canonical_json(a));
  const Digest digest_b = sha256(canonical_json(b));
  RC_ASSERT((short_id(digest_a, 50) == short_id(digest_b, 50)) == (a == b));
}

}  // namespace
}  // namespace cairn
