// What of a group goes into a package besides its runs: its group file, its rollups, and the files
// that people and jobs put beside the runs (charts, reports). It does not know packages.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "cairn/exchange/export.h"
#include "cairn/exchange/export_run.h"
#include "cairn/store/groups.h"

namespace cairn {

struct ExportGroup {
  GroupPlace place;
  std::optional<GroupFile> said;
  std::vector<ExportFile> files;   ///< Below the group's folder.
  std::vector<std::string> views;  ///< Paths of those files that are rollups.
  std::vector<std::string> notes;
};

/// `inside` are the folders of runs and of other groups, which have their own files. Throws
/// Error(corrupt), Error(io).
ExportGroup collect_group(const Project& project, const GroupPlace& place,
                          const std::set<std::string>& inside, const ExportOptions& options);

}  // namespace cairn
