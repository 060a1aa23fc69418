// A filter as it was typed: one grammar for the command line, `require:` rules and programs, read
// into plain structs that know their places in the text. Depth and size are bounded, so that no
// text can exhaust the stack. Names are not looked up here and literals are not yet typed: a bare
// name may be a field, a param or a metric, and that depends on who asks (filter_check.h). It knows
// neither runs nor SQL. docs/guide/filters.md has the grammar.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "cairn/base/value.h"

namespace cairn {

/// A part of a filter's text, in bytes.
struct FilterSpan {
  std::size_t at = 0;
  std::size_t length = 0;
};

/// Whose key is meant: the run's own, its children's, or that of the runs that it has a link to.
enum class KeyOwner { run, child, parent };

/// What kind of thing a key names; `bare` until the name was looked up.
enum class FilterFamily { bare, field, param, metric, tag };

/// Which of a metric's values.
enum class MetricPoint { last, first, min, max, at_step };

/// A key as it was typed: filter_key.h has its grammar.
struct FilterKey {
  KeyOwner scope = KeyOwner::run;  ///< In a filter one child or parent that satisfies is enough.
  FilterFamily family = FilterFamily::bare;
  std::string name;     ///< Without the words before it: "lr" of params.lr.
  bool quoted = false;  ///< Whether the name was quoted, so that it is exactly this.
  std::optional<MetricPoint> point;
  std::int64_t step = 0;  ///< Of MetricPoint::at_step.
  FilterSpan span;
};

/// Each comparison has its opposite beside it: see opposite().
enum class FilterOp {
  equal,
  not_equal,
  less,
  greater_equal,
  greater,
  less_equal,
  like,
  not_like,
  ilike,
  not_ilike,
  in,
  not_in,
  between,
  not_between,
  is_null,
  is_not_null,
};

/// What is true of a present value exactly where `op` is false of it.
FilterOp opposite(FilterOp op);
/// "=", "NOT IN", …
std::string_view op_text(FilterOp op);

/// A literal: 3, 'corn', true, nan, -30d, today.
struct FilterLiteral {
  Value value;       ///< bool, int, float or string; the number before a unit.
  std::string unit;  ///< "d" of -30d; "now", "today", "yesterday" with the value 0; or empty.
  FilterSpan span;
  /// Of a time, once it is checked: `value` is its first microsecond, this the first one behind it.
  std::optional<std::int64_t> until;
};

/// How a term compares, by what its key turned out to be; `unchecked` until then.
enum class FilterType { unchecked, any, metric, number, text, time, status };

/// A comparison.
struct FilterTerm {
  FilterKey key;
  FilterOp op = FilterOp::equal;
  std::vector<FilterLiteral> values;  ///< None, one, two (BETWEEN), or more (IN).
  FilterSpan op_span;
  FilterType type = FilterType::unchecked;
  /// Of a comparison with a single step: its place among the answers (query/filter_steps.h).
  std::size_t answer = 0;
};

/// What a pattern and the text of has(…) may hold: SQLite refuses patterns of 50,000 bytes, and
/// long ones can be slow.
inline constexpr std::size_t kMaxPatternBytes = 1000;

/// Whether a run has an artifact (by role, path or pattern of it), lies in a group (by name or
/// path), or bears a tag (by key, whatever its value). Never unknown.
struct FilterHas {
  enum class What { artifact, group, tag };
  What what = What::artifact;
  std::string text;
  FilterSpan span;
};

struct FilterNode;

/// All of the parts; without parts true.
struct FilterAll {
  std::vector<FilterNode> parts;
};

/// Some of the parts.
struct FilterAny {
  std::vector<FilterNode> parts;
};

/// Not the only part.
struct FilterNot {
  std::vector<FilterNode> part;
};

struct FilterNode {
  std::variant<FilterAll, FilterAny, FilterNot, FilterTerm, FilterHas> node;
};

struct Filter {
  std::string text;
  FilterNode root;
};

/// Reads `text`; an empty one is true of every run. Throws Error(invalid_input) with a caret under
/// the character, also for more than 64 KiB, 500 comparisons, 10,000 literals, ANDs
/// and ORs that stand 12 deep in each other, or parentheses and NOTs that stand 100 deep.
Filter parse_filter(std::string_view text);

/// Whether `text` is nothing but blanks.
bool is_empty_filter(std::string_view text);

/// What holds where all of `filters` hold. Places in the result are no longer of use.
Filter all_of(std::vector<Filter> filters);

/// Calls `visit` for each comparison below `node`, in order.
void for_each_term(const FilterNode& node, const std::function<void(const FilterTerm&)>& visit);

/// Throws Error(invalid_input): `message`, the line of `text` that `span` begins in, and a caret
/// under its first character.
[[noreturn]] void fail_in_filter(std::string_view text, FilterSpan span, std::string_view message,
                                 std::string hint = {});

}  // namespace cairn
