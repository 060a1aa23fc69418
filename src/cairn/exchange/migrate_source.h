// What a migration begins with: the runs of a foreign tree, as its reader understands them, or
// those of a project of cairn. Nothing is written. It does not know where the runs go.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cairn/exchange/complete_runs.h"
#include "cairn/record/record.h"
#include "cairn/store/project.h"

namespace cairn {

/// Runs as they are read, and where they lie.
struct MigrationSource {
  std::string folder;           ///< Absolute, as it was named.
  std::string root;             ///< Where it is read: `folder`, or below `legacy/`.
  std::string reader;           ///< A reader of foreign trees, or the layout of a project of cairn.
  std::string layout;           ///< The layout by which its paths were made, if one of ours.
  std::vector<Record> records;  ///< Paths are relative to `root`.
  std::vector<std::string> problems;
  /// What has to go to `legacy/` first, relative to the destination: where the source lies in it.
  std::vector<std::string> originals;
  bool is_project = false;
};

/// What the name of a place where a run lay before is called in its record.
inline constexpr std::string_view kOldPath = "old_path";

/// The layout of ours that describes what the reader reads, if there is one of that name.
std::string layout_of_reader(std::string_view reader);

/// Throws Error(conflict) where the results of the destination lie in the source behind a link.
void check_results_apart(const std::string& folder, const Project& destination);

/// Reads the source, be it a foreign tree or a project. `from` is the name of a reader or layout.
/// `destination` (absolute) is the folder of the project to come; where the source lies in it, it
/// says what has to go to `legacy/`, or reads it from there when it is there already. Throws
/// Error(not_found), Error(invalid_input), Error(conflict) for a project with another layout, and
/// where the source holds runs of the destination, or the destination lies in it.
MigrationSource read_source(const std::string& folder, const std::string& from,
                            const std::string& destination, const RunProgress& progress);

}  // namespace cairn
