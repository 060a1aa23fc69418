#include "cairn/store/scan.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/denied.h"
#include "cairn/base/error.h"
#include "cairn/base/folder_entries.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/store/archive_paths.h"

namespace cairn {

namespace {

std::size_t depth_of(const std::string& path) {
  if (path.empty() || path == ".") return 0;
  return static_cast<std::size_t>(std::count(path.begin(), path.end(), '/')) + 1;
}

/// How deep below the project a run folder can lie.
std::size_t deepest_run(const Layout& layout) {
  std::size_t depth = 0;
  for (const Kind& kind : layout.kinds) {
    if (!kind.child) depth = std::max(depth, kind.full.depth());
  }
  return depth;
}

/// Whether folders of runs can lie inside the folder of a run.
bool nests_runs(const Layout& layout) {
  return std::any_of(layout.kinds.begin(), layout.kinds.end(),
                     [](const Kind& kind) { return kind.shared || kind.holds; });
}

/// How much deeper than the layout puts runs they are looked for.
constexpr std::size_t kLevelsMore = 2;
/// How much deeper they lie in the archive.
constexpr std::size_t kLevelsOfArchive = 2;

bool is_hidden(const std::string& name) { return !name.empty() && name.front() == '.'; }

/// Lists the folder itself; its `.run` folder was read before.
void list_names(const Project& project, ScannedFolder& folder) {
  for (FolderEntry& entry : list_folder(project.absolute(folder.path))) {
    if (entry.name.starts_with(kTempPrefix)) folder.temporaries.push_back(entry.name);
    const bool is_folder = entry.kind == FileStat::Kind::folder;
    if (is_folder && !is_hidden(entry.name)) folder.subfolders.push_back(std::move(entry.name));
  }
}

/// The folder as `list` fills it in; nullopt when it is gone.
std::optional<ScannedFolder> list_if_allowed(const Project& project, const std::string& path,
                                             const std::function<void(ScannedFolder&)>& list) {
  ScannedFolder folder{.path = path};
  bool is_there = true;
  folder.denied = denied_by([&] {
    // Before anything is listed: what comes meanwhile then changes the time once more.
    const std::optional<FileStat> status = stat_following(project.absolute(path));
    is_there = status && status->is_folder();
    if (!is_there) return;
    folder.mtime_ns = status->mtime_ns;
    list(folder);
  });
  if (!is_there) return std::nullopt;
  // Half a list would look like one of which the rest is gone.
  if (folder.denied) return ScannedFolder{.path = path, .denied = folder.denied};
  return folder;
}

void walk_from(const Project& project, const FolderWalk& walk, const std::string& path,
               const std::function<void(const ScannedFolder&)>& visit,
               const std::set<std::string>& known) {
  if (!walk.goes_into_runs() && known.contains(path)) return;
  const std::optional<ScannedFolder> folder = scan_folder(project, path);
  if (!folder) return;
  visit(*folder);
  if (folder->denied || !walk.goes_on_below(*folder)) return;
  for (const std::string& name : folder->subfolders) {
    walk_from(project, walk, path == "." ? name : join_path(path, name), visit, known);
  }
}

}  // namespace

std::string walk_text(const Project& project) {
  return fmt::format("{}+{} levels{} of {}", deepest_run(project.layout), kLevelsMore,
                     nests_runs(project.layout) ? ", into runs," : "",
                     join(project.result_folders(), ", "));
}

bool is_folder_of_layout(const Project& project, const std::string& path) {
  const bool is_archived = is_below(path, archive_root(project.layout));
  return depth_of(path) < deepest_run(project.layout) + (is_archived ? kLevelsOfArchive : 0);
}

RunFiles list_run_files(const Project& project, const std::string& path) {
  RunFiles files;
  for (const FolderEntry& entry : list_folder(run_files_folder(project.absolute(path)))) {
    if (entry.name == "group.json") files.has_group = true;
    if (entry.name.starts_with(kTempPrefix)) files.temporaries.push_back(entry.name);
    const std::optional<RunFileName> name = parse_run_file_name(entry.name);
    if (!name) continue;
    if (name->kind == RunFileName::Kind::record) files.records.push_back(name->id);
    if (name->kind == RunFileName::Kind::events) files.events.push_back(*name);
  }
  return files;
}

std::optional<ScannedFolder> scan_folder(const Project& project, const std::string& path) {
  return list_if_allowed(project, path, [&](ScannedFolder& folder) {
    folder.files = list_run_files(project, path);
    list_names(project, folder);
  });
}

std::optional<ScannedFolder> scan_arrivals(const Project& project, const std::string& path,
                                           const FolderMarks& marks) {
  std::size_t present = 0;
  std::optional<ScannedFolder> folder = list_if_allowed(project, path, [&](ScannedFolder& listed) {
    listed.files = list_run_files(project, path);
    for_each_entry(project.absolute(path), [&](std::string_view name, FileStat::Kind kind) {
      if (name.starts_with(kTempPrefix)) listed.temporaries.emplace_back(name);
      if (kind != FileStat::Kind::folder || name.starts_with('.')) return;
      if (std::binary_search(marks.begin(), marks.end(), name_mark(name))) {
        ++present;
      } else {
        listed.subfolders.emplace_back(name);
      }
    });
  });
  if (!folder || folder->denied) return folder;
  if (present != marks.size()) return std::nullopt;
  std::sort(folder->subfolders.begin(), folder->subfolders.end());
  return folder;
}

FolderWalk::FolderWalk(const Project& project)
    : project_(project),
      deepest_(deepest_run(project.layout)),
      archive_(archive_root(project.layout)),
      nests_(nests_runs(project.layout)) {}

/// In the archive runs lie below two more folders, and people sort sessions into folders of their
/// own. Where the results are the project's own folder these would be anything, and where runs lie
/// in runs, what these have made.
std::size_t FolderWalk::levels_more(const std::string& path) const {
  const bool are_folders_of_results = project_.results() != "." && !nests_;
  return (are_folders_of_results ? kLevelsMore : 0) +
         (is_below(path, archive_) ? kLevelsOfArchive : 0);
}

bool FolderWalk::goes_on_below(const ScannedFolder& folder) const {
  // Another program's tree: what is in it stands in the file of the tree.
  if (project_.adopted_at(folder.path) != nullptr) return false;
  const bool is_run = !folder.files.records.empty() || !folder.files.events.empty();
  return (!is_run || nests_) && depth_of(folder.path) < deepest_ + levels_more(folder.path);
}

std::optional<ScannedFolder> FolderWalk::list_quickly(const std::string& path) const {
  return list_if_allowed(project_, path, [&](ScannedFolder& folder) {
    folder.files = list_run_files(project_, path);
    if (goes_on_below(folder)) list_names(project_, folder);
  });
}

void walk_folders(const Project& project, const std::string& start,
                  const std::function<void(const ScannedFolder&)>& visit,
                  const std::set<std::string>& known) {
  walk_from(project, FolderWalk(project), start, visit, known);
}

}  // namespace cairn
