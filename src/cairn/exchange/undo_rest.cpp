#include "cairn/exchange/undo_rest.h"

#include <algorithm>
#include <vector>

#include "cairn/base/fs.h"
#include "cairn/base/tree.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/trash_entry.h"
#include "cairn/store/user_edits.h"

namespace cairn {

namespace {

void put_into_trash(const Project& project, const FileLock& edits, const std::string& path) {
  const std::string absolute = project.absolute(path);
  TrashEntry entry{.kind = TrashKind::group, .path = path, .reason = "the migration was undone"};
  make_trash_entry(project, edits, base_name(path), entry);
  move_to_new(Site::trash_move, absolute, trash_contents_path(project, entry));
  if (project.spec.durability != Durability::full) return;
  fsync_path(Site::trash_folder, trash_entry_path(project, entry));
  fsync_path(Site::trash_folder, parent_path(absolute));
}

/// The groups at or below `path` that lie in no other, by what they have said of themselves.
void find_groups(const Project& project, const std::string& path,
                 std::vector<std::string>& groups) {
  if (stat_path(group_file_path(project.absolute(path)))) {
    groups.push_back(path);
    return;
  }
  for (const FolderEntry& entry : list_folder(project.absolute(path))) {
    if (entry.kind != FileStat::Kind::folder) continue;
    find_groups(project, join_path(path, entry.name), groups);
  }
}

bool holds_files(const std::string& folder) {
  const std::vector<FolderEntry> entries = list_folder(folder);
  return std::ranges::any_of(entries, [&](const FolderEntry& entry) {
    return entry.kind != FileStat::Kind::folder || holds_files(join_path(folder, entry.name));
  });
}

/// One by one, since a run may begin in one of them meanwhile.
bool remove_empty(const std::string& folder) {
  for (const FolderEntry& entry : list_folder(folder)) {
    const bool went =
        entry.kind == FileStat::Kind::folder && remove_empty(join_path(folder, entry.name));
    if (!went) return false;
  }
  return remove_empty_folder(Site::leftover_remove, folder);
}

}  // namespace

bool remove_empty_folders(const Project& project, const std::string& path) {
  const std::optional<FileStat> status = stat_path(project.absolute(path));
  if (status && (!status->is_folder() || !remove_empty(project.absolute(path)))) return false;
  for (std::string above = parent_path(path); !above.empty(); above = parent_path(above)) {
    const std::string folder = project.absolute(above);
    if (stat_path(folder) && !remove_empty_folder(Site::leftover_remove, folder)) break;
  }
  return true;
}

void put_rest_into_trash(const Project& project, const std::string& path) {
  const FileLock lock = lock_edits(project);
  const std::string absolute = project.absolute(path);
  const auto is_folder = [&] {
    const std::optional<FileStat> status = stat_path(absolute);
    return status && status->is_folder();
  };
  std::vector<std::string> groups;
  if (is_folder()) find_groups(project, path, groups);
  for (const std::string& group : groups) put_into_trash(project, lock, group);
  if (!stat_path(absolute)) return;
  if (is_folder() && !holds_files(absolute)) {
    remove_tree(Site::leftover_remove, absolute);
  } else {
    put_into_trash(project, lock, path);
  }
}

}  // namespace cairn
