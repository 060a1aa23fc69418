// The runs and dated groups of a catalog as the choice of a cleanup sees them. Scores, groupings
// and filters come from whoever asks, since they are questions of their own. It decides nothing.
#pragma once

#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/retention/clean_choice.h"
#include "cairn/store/project.h"

namespace cairn {

/// All runs of a project, copies too, sorted by rowid, and its dated groups.
struct CleanTable {
  std::vector<RunRow> runs;  ///< Without params, metrics and lists.
  std::vector<CleanRow>
      rows;  ///< One for each run, in the same order; all match, none has a score.
  std::vector<CleanGroup> groups;
  TimeUs newest =
      0;  ///< The newest time that anything of the project recorded, its trash included.
};

CleanTable load_clean_table(const Project& project, const Catalog& catalog);

}  // namespace cairn
