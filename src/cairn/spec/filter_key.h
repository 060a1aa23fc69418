// How a key is spelled, wherever a person names one: in filters, columns, sort keys, groups,
// rankings.
//
//     [child. | parent.] [params. | metrics. | tags. | attributes.] name [ "[" point "]" ]
//
// The tables below are those of the parser of filters, so that a word that is added here is known
// everywhere. Which keys there are it does not know: query/metric_name.h looks them up.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cairn/spec/filter.h"

namespace cairn {

struct KeyOwnerPrefix {
  std::string_view prefix;  ///< "parent."
  KeyOwner owner;
};
std::span<const KeyOwnerPrefix> key_owner_prefixes();

/// The spellings are those of MLflow; the first one of each family is ours.
struct KeyFamilyPrefix {
  std::string_view prefix;  ///< "params."
  FilterFamily family;
};
std::span<const KeyFamilyPrefix> key_family_prefixes();

struct MetricPointWord {
  std::string_view word;  ///< "max"
  MetricPoint point;
};
std::span<const MetricPointWord> metric_point_words();

/// What stands before the names of its keys: "parent.", and nothing for the run itself.
std::string_view owner_prefix(KeyOwner owner);

/// What stands behind the name of a metric: "[max]", and nothing for the last value.
std::string point_suffix(MetricPoint point);

/// Takes the prefixes off the beginning of `text`.
std::string_view take_key_prefixes(std::string_view text, FilterKey& key);

/// Reads a key that stands by itself, where commas part it from others: unlike in a filter its name
/// may hold blanks and begin with a digit without quotes, and may have them all the same. Throws
/// Error(invalid_input) for an unknown point, and for a single step.
FilterKey parse_key(std::string_view text);

}  // namespace cairn
