// Whether a filter holds of one subject that is at hand. The logic is that of SQL: a comparison
// with an absent value is unknown, and so is its NOT; only what is true matches. The catalog's SQL
// (query/filter_sql.h) gives the same answers, and a random test compares the two. It does not know
// where values come from.
#pragma once

#include <functional>
#include <optional>

#include "cairn/spec/filter.h"

namespace cairn {

/// What a filter asks about.
class FilterSubject {
 public:
  virtual ~FilterSubject() = default;
  /// The value of a key of this subject itself, whatever the key's scope says; nullopt when it has
  /// none. Times as microseconds, a status by its name, NaN as it is.
  virtual std::optional<Value> value(const FilterKey& key) const = 0;
  virtual bool has(const FilterHas& has) const = 0;
  using RelatedTest = std::function<bool(const FilterSubject&)>;
  /// Whether some child, or some run upstream, passes `test`.
  virtual bool any_related(KeyOwner scope, const RelatedTest& test) const = 0;
};

enum class Truth { no, unknown, yes };

/// The truth of a checked filter (filter_check.h).
Truth evaluate(const Filter& filter, const FilterSubject& subject);

/// The truth of one checked comparison for a value; nullopt: there is none. The scope of its key is
/// not looked at.
Truth evaluate(const FilterTerm& term, const std::optional<Value>& value);

/// Whether `text` has the pattern: % stands for any text, _ for one character, and a backslash
/// before one of the three for itself.
enum class LetterCase { exact, ignore };  ///< `ignore`: of the letters A to Z only.
bool matches_like(std::string_view text, std::string_view pattern, LetterCase letters);

}  // namespace cairn
