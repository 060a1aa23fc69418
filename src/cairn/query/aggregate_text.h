// The words around aggregates that tables, pivots and JSON share: titles, tie marks, and the lines
// below. It does not know columns.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cairn/query/aggregate.h"
#include "cairn/query/table.h"

namespace cairn {

/// What a key of groups is called among columns, JSON keys too: its own key, or with its family
/// before it ("params.n") where another column has that title.
std::vector<std::string> key_titles(const std::vector<KeyRef>& keys);

/// The values of one key as texts that can be told apart, for people and CSV: a text that reads as
/// a value of another type, "1" beside 1, gets its quotes.
std::vector<Value> told_apart(std::vector<Value> values);

/// How the values of a key are shown.
CellKind key_kind(const KeyRef& key);

/// How the values of a measure are shown: in the unit of the field that was measured.
CellKind measure_kind(const Measure& measure);

/// The statistic that stands behind ±: ci95, std or sem, the first of them that was asked for.
/// nullopt where there is none or no mean, and for fields with a unit.
std::optional<std::size_t> spread_of(const Measure& measure);

/// "┐", "┤" or "┘" for each group that is tied with the next, both, or the one before; else empty.
std::vector<std::string> tie_marks(const std::vector<AggregateGroup>& groups);

/// What the marks mean, where there are any, and where no test could be made.
std::vector<std::string> tie_notes(const Aggregates& aggregates);

/// How many groups of how many runs, over what was aggregated, and what was left out, one line
/// each.
std::vector<std::string> aggregate_notes(const Aggregates& aggregates);

/// That runs count which repeat each other, and what to type; nullopt where none do.
std::optional<std::string> repeats_note(const Aggregates& aggregates);

}  // namespace cairn
