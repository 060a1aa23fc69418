// What a store holds: which params, metrics and tags its runs have, and which datasets and seeds,
// of which types, with which values and how often; and what changed for good in the course of time.
// Counted by the catalog: no run is loaded. It does not know how it is shown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/query/metric_name.h"
#include "cairn/query/runs_query.h"

namespace cairn {

/// A value and how many runs have it.
struct ValueCount {
  Value value;
  std::int64_t runs = 0;
};

/// One key over all runs that are meant.
struct SchemaKey {
  KeyFamily family = KeyFamily::param;
  std::string key;
  std::int64_t runs = 0;  ///< How many have it.
  /// Names of types as Value::type_name gives them, and how many runs have one; the most frequent
  /// first. Several: the key is of mixed types. A metric is a "float", "NaN" where it is that.
  std::vector<std::pair<std::string, std::int64_t>> types;
  std::int64_t distinct = 0;    ///< Different values; 1 and 1.0 differ.
  std::vector<ValueCount> top;  ///< The most frequent values, at most as many as asked for.
  std::optional<Value> least;   ///< Of the numbers among the values, infinities left out.
  std::optional<Value> most;
  std::vector<double> histogram;  ///< Runs in kHistogramBins equal parts from least to most.
};

inline constexpr std::size_t kHistogramBins = 8;

/// Whether keys in which all runs agree are described.
enum class ConstantKeys { hide, show };

/// Which keys, and how much of each.
struct SchemaQuery {
  RunsFilter filter;
  ConstantKeys constants = ConstantKeys::hide;
  std::optional<KeyFamily> family;              ///< Absent: params, metrics, tags, and the fields
                                                ///< that are chosen as params are.
  std::int64_t top = 3;                         ///< Values of a key.
  std::optional<std::int64_t> keys_per_family;  ///< Absent: all. The most frequent keys first.
};

struct Schema {
  std::int64_t runs = 0;  ///< How many runs are meant.
  std::vector<SchemaKey> keys;
  std::int64_t constant = 0;  ///< Keys left out because all runs have them and agree.
  std::int64_t left_out = 0;  ///< Keys beyond keys_per_family.
};

Schema read_schema(const Catalog& catalog, const SchemaQuery& query);

/// A value that gave way to another and did not come back.
struct Drift {
  std::string experiment;
  std::string key;  ///< "params.lr", "host": as a filter spells it; or "command of fit".
  Value from;
  Value to;
  TimeUs when = 0;  ///< When the first run with the new value was made, and which it is.
  std::string first_run;
};

/// What drifted inside each experiment: params, the commands of stages, and fields of which, in the
/// order of time, every run
/// with one value was made before any with the next. Values that alternate, as those of a matrix
/// do, have not drifted. At most `most` values of a key are followed; with more, none is.
std::vector<Drift> find_drift(const Catalog& catalog, const RunsFilter& filter,
                              std::int64_t most = 20);

}  // namespace cairn
