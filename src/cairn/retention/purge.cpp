#include "cairn/retention/purge.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/live.h"
#include "cairn/store/trash.h"
#include "cairn/store/user_edits.h"

namespace cairn {

namespace {

/// What an entry is called while it is removed: no verb takes it for one.
constexpr std::string_view kDoomed = ".purge-";

/// Lets an entry be none any more; where it lies now.
std::string doom(const Project& project, const std::string& name) {
  std::string doomed = doom_path(project, name);
  move_to_new(Site::trash_purge, project.hidden("trash/" + name), doomed);
  return doomed;
}

std::size_t remove_doomed(const std::string& folder) {
  std::size_t removed = 0;
  for (const FolderEntry& entry : list_folder(folder)) {
    if (!entry.name.starts_with(kDoomed)) continue;
    remove_tree(Site::trash_purge, join_path(folder, entry.name));
    ++removed;
  }
  return removed;
}

}  // namespace

std::string why_not_purged(const Project& project, const TrashEntry& entry) {
  if (entry.kind != TrashKind::attempt) return {};
  for (const TrashedRun& run : entry.runs) {
    if (hands_over(project, run.digest, entry.name)) return "the run's next attempt needs it";
    if (has_live_attempt(project.absolute(run.path), run.id))
      return "its run is running, and may read it";
  }
  return {};
}

void purge_entries(const Project& project, const std::vector<TrashEntry>& entries,
                   const std::function<void()>& done) {
  for (const TrashEntry& entry : entries) {
    remove_tree(Site::trash_purge, doom(project, entry.name));
    done();
  }
}

std::string doom_path(const Project& project, const std::string& label) {
  std::string folder = project.hidden("trash");
  if (!stat_path(folder)) folder = project.hidden("");
  for (int counter = 0;; ++counter) {
    std::string path = join_path(
        folder,
        fmt::format("{}{}{}", kDoomed, label, counter == 0 ? "" : fmt::format(".{}", counter)));
    if (!stat_path(path)) return path;
  }
}

std::size_t finish_purges(const Project& project) {
  const std::string trash = project.hidden("trash");
  std::size_t removed = remove_doomed(trash) + remove_doomed(project.hidden(""));
  const FileLock lock = lock_edits(project);  // make_trash_entry asks for it.
  for (const FolderEntry& folder : list_folder(trash)) {
    if (folder.kind != FileStat::Kind::folder || folder.name.front() == '.') continue;
    const std::vector<FolderEntry> inside = list_folder(join_path(trash, folder.name));
    const bool is_bare = std::ranges::all_of(inside, [](const FolderEntry& entry) {
      return entry.name == "entry.json" || entry.name.starts_with(kTempPrefix);
    });
    if (!is_bare) continue;
    remove_tree(Site::trash_purge, doom(project, folder.name));
    ++removed;
  }
  return removed;
}

void drop_trash_entry(const Project& project, const TrashEntry& entry) {
  std::string doomed;
  {
    const FileLock lock = lock_edits(project);
    // A purge takes an entry without contents for one whose move never happened.
    if (!stat_path(trash_entry_path(project, entry))) return;
    doomed = doom(project, entry.name);
  }
  remove_tree(Site::trash_purge, doomed);
}

}  // namespace cairn
