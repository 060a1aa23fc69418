// What is compared of runs: the sections of a comparison, filled from the catalog's rows, records,
// texts kept as objects, and small text artifacts. It does not know how they are printed.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "cairn/query/compare.h"
#include "cli/open.h"

namespace cairn {

/// Whether texts that differ are shown line by line.
enum class TextDiffs { count, show };

/// One that is compared: a run of the catalog by its number, or an attempt.
struct ComparedChoice {
  std::int64_t rowid = 0;
  std::optional<ReadRun> attempt;
};

/// The titles of the sections, in their order.
std::span<const std::string_view> compare_sections();

/// Compares the runs in the order of `chosen`; the first is what the others are compared with.
Comparison compare_runs(const OpenProject& open, const std::vector<ComparedChoice>& chosen,
                        TextDiffs diffs);

}  // namespace cairn
