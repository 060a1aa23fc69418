// What may be typed where a run or a value is asked for, from a catalog as it is: for the
// completion of words in a shell. Each answer costs a bounded number of index look-ups, however
// many runs there are. It does not know shells or command lines.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/query/metric_name.h"

namespace cairn {

/// One thing that may be typed.
struct Suggestion {
  std::string text;
  std::string note;  ///< What it is, for people; may be empty.
};

/// The runs that a word beginning with `prefix` may name, the newest first, at most `limit`: by id,
/// by alias, and, once something was typed, by name. No copies.
std::vector<Suggestion> suggest_runs(const Catalog& catalog, std::string_view prefix,
                                     std::size_t limit);

/// Values that runs have under `key`, each once, sorted, at most `limit`: texts, numbers and truth
/// values. Of a field without an index those of the newest runs. None for a metric.
std::vector<Value> suggest_values(const Catalog& catalog, const KeyRef& key, std::size_t limit);

/// Roles of artifacts of the newest runs, each once, sorted, at most `limit`.
std::vector<std::string> suggest_roles(const Catalog& catalog, std::size_t limit);

/// Groups by name, or by path where they have none, each once, sorted, at most `limit`.
std::vector<std::string> suggest_groups(const Catalog& catalog, std::size_t limit);

}  // namespace cairn
