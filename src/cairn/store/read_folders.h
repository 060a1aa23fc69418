// Runs and groups as the disk tells them: records and open attempts as rows for the catalog, one at
// a time or all below a folder, on all cores. What cannot be read is a problem with its file's
// name, never a reason to stop. It does not know the catalog.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cairn/catalog/run_row.h"
#include "cairn/store/project.h"
#include "cairn/store/scan.h"

namespace cairn {

/// Stands for the mtime of a user file that could not be read, so that each refresh looks again.
inline constexpr std::int64_t kUnreadableUserFile = -1;

/// One run as its files tell it.
struct RunReading {
  enum class What {
    row,      ///< It is `row`.
    gone,     ///< There is neither a record nor an open attempt.
    damaged,  ///< Its record cannot be read, or is not there though its attempt has ended: there is
              ///< no run to show.
    torn,     ///< Its open attempt cannot be read: whatever was known of it, it is lost.
    hidden,   ///< Its files went while they were read, or this user may not look at them; what is
              ///< known stays until the next look.
  };
  What what = What::gone;
  RunId id;
  RunRow row;
  std::optional<RunFileName> events;  ///< The open attempt, when it is torn.
  std::vector<std::string> problems;  ///< "results/a/.run/x.json: not a record: …"
};

/// One folder with its runs.
struct FolderReading {
  ScannedFolder folder;
  std::vector<RunReading> runs;
  std::optional<GroupRow> group;
  std::vector<std::string> problems;  ///< Of the group file.
};

/// Reads the run `id` in the folder `path`. Safe for many threads.
RunReading read_run(const Project& project, const std::string& path, const RunId& id);

/// The group file of a folder; a problem where it cannot be read. Safe for many threads.
void read_group_into(const Project& project, FolderReading& reading);

/// The ids of all runs that have a record or an open attempt among `files`, each once, sorted.
std::vector<RunId> ids_of(const RunFiles& files);

/// Reads every folder from `start` on and calls `take` for each, on this thread, in no order. Few
/// folders are read at once but not yet taken, so that memory is bounded.
void read_folders_below(const Project& project, const std::string& start,
                        const std::function<void(const FolderReading&)>& take);

/// Adds what the user file of a run says to its row. Throws as read_user_edits does.
void read_user_edits_into(const Project& project, RunRow& row);

}  // namespace cairn
