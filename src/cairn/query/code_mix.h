// What the runs of one group were made with differently, though they themselves chose the same: the
// files and data that their stage depends on, and its command. Who averages over seeds averages
// over versions of the code as well, and wants to know. Nothing is split by them. It does not know
// what is measured. For the source files of this module only.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "cairn/query/key_column.h"

namespace cairn {

/// A dep that runs of one group found to be different things.
struct MixedCode {
  std::string what;           ///< Its path; empty: the command of their stage.
  std::int64_t versions = 0;  ///< Different ones in the groups that mix them.
};

/// Those in which the members of some group differ; `run_of` has the rowid of each member's
/// run, which is one of `runs`. A dep that only some of them have is none. Sorted by path.
std::vector<MixedCode> find_code_mix(const Catalog& catalog, const RunSet& runs,
                                     std::span<const std::int64_t> run_of,
                                     std::span<const std::uint32_t> group_of);

}  // namespace cairn
