#include "cairn/spec/filter_evaluate.h"

#include <algorithm>
#include <cmath>
#include <compare>

#include "cairn/base/ascii.h"
#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/base/number_order.h"
#include "cairn/spec/filter_check.h"

namespace cairn {

namespace {

Truth truth_of(bool is_true) { return is_true ? Truth::yes : Truth::no; }

Truth negate(Truth truth) {
  if (truth == Truth::unknown) return truth;
  return truth == Truth::yes ? Truth::no : Truth::yes;
}

/// The text that a LIKE or an equality looks at: of texts themselves, of lists and maps their JSON.
std::optional<std::string> text_of(const Value& value) {
  if (value.is_string()) return value.as_string();
  if (value.is_list() || value.is_map()) return to_json(value);
  return std::nullopt;
}

bool equals(const Value& value, const Value& literal) {
  if (literal.is_bool()) return value.is_bool() && value.as_bool() == literal.as_bool();
  if (literal.is_number()) {
    if (!value.is_number()) return false;
    const bool are_nan = value.is_real() && std::isnan(value.as_double()) && literal.is_real() &&
                         std::isnan(literal.as_double());
    return are_nan || compare_numbers(value, literal) == std::partial_ordering::equivalent;
  }
  if (const auto text = text_of(value)) return *text == literal.as_string();
  const Value spelled = spelled_scalar(literal.as_string());
  return !spelled.is_null() && equals(value, spelled);
}

/// How a value stands to a literal; unordered where the two are of different kinds.
std::partial_ordering order(const Value& value, const Value& literal) {
  if (value.is_number() && literal.is_number()) return compare_numbers(value, literal);
  if (!literal.is_string()) return std::partial_ordering::unordered;
  if (value.is_string()) return value.as_string() <=> literal.as_string();
  const Value spelled = spelled_scalar(literal.as_string());
  return spelled.is_number() ? order(value, spelled) : std::partial_ordering::unordered;
}

/// The same for a time, which a literal gives as a span: within it they are equal.
std::partial_ordering order_in_span(const Value& value, const FilterLiteral& literal) {
  if (value.as_int() < literal.value.as_int()) return std::partial_ordering::less;
  return value.as_int() >= *literal.until ? std::partial_ordering::greater
                                          : std::partial_ordering::equivalent;
}

std::partial_ordering order(const Value& value, const FilterLiteral& literal) {
  return literal.until ? order_in_span(value, literal) : order(value, literal.value);
}

bool equals(const Value& value, const FilterLiteral& literal) {
  return literal.until ? order_in_span(value, literal) == std::partial_ordering::equivalent
                       : equals(value, literal.value);
}

/// "At least" and its kin from an ordering; unknown where there is none.
template <typename Test>
Truth ordered(const Value& value, const FilterLiteral& literal, Test test) {
  const std::partial_ordering found = order(value, literal);
  if (found == std::partial_ordering::unordered) return Truth::unknown;
  return truth_of(test(found));
}

Truth between(const Value& value, const std::vector<FilterLiteral>& bounds) {
  return std::min(ordered(value, bounds.at(0), [](auto found) { return std::is_gteq(found); }),
                  ordered(value, bounds.at(1), [](auto found) { return std::is_lteq(found); }));
}

Truth like(const Value& value, const FilterLiteral& pattern, LetterCase letters) {
  const std::optional<std::string> text = text_of(value);
  if (!text) return Truth::unknown;
  return truth_of(matches_like(*text, pattern.value.as_string(), letters));
}

Truth compare(const FilterTerm& term, const std::optional<Value>& found) {
  using enum FilterOp;
  // A param is never NaN in what a person chose; the catalog keeps one that a job logged as null.
  const bool is_nan = found && found->is_real() && std::isnan(found->as_double());
  const bool is_present = found && !found->is_null() && !(is_nan && term.type == FilterType::any);
  if (term.op == is_null) return truth_of(!is_present);
  if (term.op == is_not_null) return truth_of(is_present);
  if (!is_present) return Truth::unknown;
  const Value& value = *found;
  const FilterLiteral& literal = term.values.at(0);
  switch (term.op) {
    case equal:
      return truth_of(equals(value, literal));
    case less:
      return ordered(value, literal, [](auto order) { return std::is_lt(order); });
    case less_equal:
      return ordered(value, literal, [](auto order) { return std::is_lteq(order); });
    case in:
      return truth_of(std::any_of(term.values.begin(), term.values.end(),
                                  [&](const FilterLiteral& one) { return equals(value, one); }));
    case FilterOp::between:
      return cairn::between(value, term.values);
    case FilterOp::like:
      return cairn::like(value, literal, LetterCase::exact);
    case ilike:
      return cairn::like(value, literal, LetterCase::ignore);
    default: {
      FilterTerm other = term;
      other.op = opposite(term.op);
      return negate(compare(other, found));
    }
  }
}

class Evaluator {
 public:
  explicit Evaluator(const FilterSubject& subject) : subject_(subject) {}

  Truth operator()(const FilterNode& node) const { return std::visit(*this, node.node); }
  Truth operator()(const FilterAll& all) const {
    Truth truth = Truth::yes;
    for (const FilterNode& part : all.parts) truth = std::min(truth, (*this)(part));
    return truth;
  }
  Truth operator()(const FilterAny& any) const {
    Truth truth = Truth::no;
    for (const FilterNode& part : any.parts) truth = std::max(truth, (*this)(part));
    return truth;
  }
  Truth operator()(const FilterNot& node) const { return negate((*this)(node.part.at(0))); }
  Truth operator()(const FilterHas& has) const { return truth_of(subject_.has(has)); }
  Truth operator()(const FilterTerm& term) const {
    if (term.key.scope == KeyOwner::run) return compare(term, subject_.value(term.key));
    return truth_of(subject_.any_related(term.key.scope, [&](const FilterSubject& other) {
      return compare(term, other.value(term.key)) == Truth::yes;
    }));
  }

 private:
  const FilterSubject& subject_;
};

/// The bytes of the character that `text` begins with.
std::size_t character_bytes(std::string_view text) {
  std::size_t bytes = 1;
  while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) ++bytes;
  return bytes;
}

bool is_escape(std::string_view pattern) {
  return pattern.size() > 1 && pattern[0] == '\\' &&
         std::string_view("%_\\").find(pattern[1]) != std::string_view::npos;
}

}  // namespace

Truth evaluate(const Filter& filter, const FilterSubject& subject) {
  return Evaluator(subject)(filter.root);
}

Truth evaluate(const FilterTerm& term, const std::optional<Value>& value) {
  return compare(term, value);
}

bool matches_like(std::string_view text, std::string_view pattern, LetterCase letters) {
  // After a mismatch the last % takes one character more.
  std::optional<std::string_view> star;
  std::string_view star_text;
  while (!text.empty() || !pattern.empty()) {
    const bool escaped = is_escape(pattern);
    if (!pattern.empty() && !escaped && pattern[0] == '%') {
      pattern.remove_prefix(1);
      star = pattern;
      star_text = text;
      continue;
    }
    if (!pattern.empty() && !text.empty()) {
      if (!escaped && pattern[0] == '_') {
        pattern.remove_prefix(1);
        text.remove_prefix(character_bytes(text));
        continue;
      }
      const char wanted = pattern[escaped ? 1 : 0];
      const bool is_same = letters == LetterCase::exact
                               ? wanted == text[0]
                               : lower_letter(wanted) == lower_letter(text[0]);
      if (is_same) {
        pattern.remove_prefix(escaped ? 2 : 1);
        text.remove_prefix(1);
        continue;
      }
    }
    if (!star || star_text.empty()) return false;
    star_text.remove_prefix(character_bytes(star_text));
    text = star_text;
    pattern = *star;
  }
  return true;
}

}  // namespace cairn
