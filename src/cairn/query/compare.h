// Runs side by side: sections of rows, a row one thing (a param, a metric, a package) with its
// value in each run. The first run is what the others are compared with. Values come in, sections
// go out; it knows neither records nor files.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cairn/base/value.h"
#include "cairn/query/table.h"

namespace cairn {

/// One thing in all runs.
struct CompareRow {
  std::string key;
  CellKind kind = CellKind::value;
  std::vector<Value> values;       ///< One for each run; null: it lacks it.
  std::optional<MetricGoal> best;  ///< Which end is the good one; absent: none is.
  std::vector<std::string> shown;  ///< What people read instead of the values; empty: the values.
  std::vector<std::string> diffs;  ///< Unified diff from the first run's text, or empty; or none.
};

struct CompareSection {
  std::string title;  ///< "params", as machines and people read it.
  std::vector<CompareRow> rows;
  std::int64_t equal = 0;          ///< Rows left out because all runs agree.
  std::vector<std::string> notes;  ///< What could not be compared, and why.

  std::unordered_map<std::string, std::size_t> places;  ///< Of rows by key, while they are filled.

  /// The row of `key`, made with nulls for `runs` runs when it is not there. Rows keep the order in
  /// which they were made.
  CompareRow& row(std::string_view key, std::size_t runs, CellKind kind = CellKind::value);
};

/// A run as it is headed.
struct ComparedRun {
  std::string id;
  std::string name;
  std::string path;
};

struct Comparison {
  std::vector<ComparedRun> runs;
  std::vector<CompareSection> sections;
  std::vector<std::string> notes;
};

/// Whether all runs have the same value; NaN equals NaN, and 1 differs from 1.0.
bool all_agree(const CompareRow& row);

/// Takes out the rows in which all runs agree, and counts them.
void keep_differences(Comparison& comparison);

/// A number against the first run's: "−0.031 (−6.9 %)"; empty where either is none or not finite,
/// or where they are equal.
std::string delta_text(const Value& first, const Value& value);

/// The places of the best values of a row with a goal; none when all are equal or missing.
std::vector<std::size_t> best_places(const CompareRow& row);

}  // namespace cairn
