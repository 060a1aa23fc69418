// Finding runs and groups on disk without any index: a walk over the results folder, as deep as the
// layout's run folders can lie, two levels more for those that somebody sorted into folders, and no
// deeper. It reads folder names only, never records. A folder that may not be listed is shown as
// such: what lies in it is not known, which is not the same as gone.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cairn/catalog/folder_marks.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/project.h"

namespace cairn {

/// What lies in the `.run` folder of one folder.
struct RunFiles {
  std::vector<RunId> records;
  std::vector<RunFileName> events;  ///< Of every attempt, also of runs that have a record.
  bool has_group = false;
  std::vector<std::string>
      temporaries;  ///< Names of files that were never finished, or are not yet.
};

/// One folder that the walk came through.
struct ScannedFolder {
  std::string path;           ///< Relative to the project.
  std::int64_t mtime_ns = 0;  ///< Taken before it was listed.
  RunFiles files;
  std::vector<std::string> subfolders;   ///< Names that the walk goes on with.
  std::vector<std::string> temporaries;  ///< As in RunFiles, of the folder itself.
  /// Why this user may not list it: nothing is known of what lies in it. nullopt: it was listed.
  std::optional<std::string> denied;
};

/// Reads the `.run` folder of `path` (relative).
RunFiles list_run_files(const Project& project, const std::string& path);

/// What decides where a walk over all results comes: equal texts, equal walks.
std::string walk_text(const Project& project);

/// Whether the layout makes folders as deep as `path` lies: what lies in deeper ones is anybody's.
bool is_folder_of_layout(const Project& project, const std::string& path);

/// Lists one folder. nullopt when it is gone.
std::optional<ScannedFolder> scan_folder(const Project& project, const std::string& path);

/// Lists one folder as scan_folder does, but of its subfolders only those whose names bear none of
/// these marks. nullopt when one of the marked ones is gone, or the folder itself.
std::optional<ScannedFolder> scan_arrivals(const Project& project, const std::string& path,
                                           const FolderMarks& marks);

/// Which folders a walk over the results comes through: as deep as runs can lie, and either into
/// the folders of runs, where the layout puts runs there, or two levels deeper beside them. Safe
/// for many threads.
class FolderWalk {
 public:
  explicit FolderWalk(const Project& project);

  /// Whether the walk goes on with the subfolders.
  bool goes_on_below(const ScannedFolder& folder) const;
  /// Lists one folder, but only its `.run` where the walk does not go on. nullopt when it is gone.
  std::optional<ScannedFolder> list_quickly(const std::string& path) const;
  /// Whether folders of runs can lie inside the folders of runs.
  bool goes_into_runs() const { return nests_; }

 private:
  std::size_t levels_more(const std::string& path) const;

  const Project& project_;
  std::size_t deepest_;
  std::string archive_;
  bool nests_;
};

/// Walks from `start` (relative; the results folder for everything) and calls `visit` for each
/// folder, parents first. Run folders in `known` are not even listed, unless the layout keeps runs
/// in the folders of runs.
void walk_folders(const Project& project, const std::string& start,
                  const std::function<void(const ScannedFolder&)>& visit,
                  const std::set<std::string>& known = {});

}  // namespace cairn
