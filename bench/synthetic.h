// Runs that never ran, for benchmarks: records as cairn writes them, of 10 params and 10 metrics
// each, in 100 groups. Run i is the same in every start: all values follow from i and kSeed. It
// does not know who measures what.
#pragma once

#include <cstdint>
#include <string>

#include "cairn/record/record.h"
#include "cairn/store/project.h"

namespace cairn::bench {

/// From which all values are drawn.
inline constexpr std::uint64_t kSeed = 20261120;
/// Sessions, and datasets of each: 100 groups of runs.
inline constexpr std::int64_t kSessions = 10;
inline constexpr std::int64_t kDatasets = 10;

/// A cairn.yaml whose stage has the params of the synthetic runs.
std::string project_text(const std::string& layout);

/// The record of run `index`, of a project made by project_text. In nirs4all's layout it lies in
/// results/<date>_sweep_<i mod 10>/data_<i / 10 mod 10>/.
Record synthetic_record(const Project& project, std::int64_t index);

}  // namespace cairn::bench
