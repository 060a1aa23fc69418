#include "cairn/retention/purge.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/store/events.h"
#include "cairn/store/live.h"
#include "cairn/store/store_paths.h"
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

bool is_running(const Project& project, const TrashedRun& run) {
  const std::string folder = project.absolute(run.path);
  for (const FolderEntry& entry : list_folder(run_files_folder(folder))) {
    const std::optional<RunFileName> name = parse_run_file_name(entry.name);
    if (!name || !(name->id == run.id) || name->kind != RunFileName::Kind::events) continue;
    const std::string events = join_path(run_files_folder(folder), entry.name);
    if (is_live(read_events(events).begin, events)) return true;
  }
  return false;
}

}  // namespace

std::string why_not_purged(const Project& project, const TrashEntry& entry) {
  if (entry.kind != TrashKind::attempt) return {};
  for (const TrashedRun& run : entry.runs) {
    const std::string note = project.hidden("staging/" + run.digest.hex());
    if (read_file_if_any(note) == entry.name) return "the run's next attempt needs it";
    if (is_running(project, run)) return "its run is running, and may read it";
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
  const FileLock lock = lock_edits(project);  // Who makes an entry holds it until it has contents.
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
  remove_tree(Site::trash_purge, doom(project, entry.name));
}

}  // namespace cairn
