#include "cairn/store/loose_files.h"

#include <algorithm>
#include <set>
#include <vector>

#include "cairn/base/atomic_file.h"
#include "cairn/base/fs.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/groups.h"
#include "cairn/store/store_tree.h"

namespace cairn {

namespace {

/// The folders that hold a record or the events of an attempt.
std::set<std::string> run_folders(const std::vector<TreeFolder>& tree) {
  std::set<std::string> folders;
  for (const TreeFolder& folder : tree) {
    if (base_name(folder.path) != kRunFolder) continue;
    const bool has_run = std::ranges::any_of(folder.entries, [](const FolderEntry& entry) {
      return parse_run_file_name(entry.name).has_value();
    });
    if (has_run) folders.insert(parent_path(folder.path));
  }
  return folders;
}

/// Whether a group at or above the file has a rollup of this name.
bool is_rollup_of_any(const Layout& layout, const std::string& file) {
  for (std::string path = parent_path(file); !path.empty(); path = parent_path(path)) {
    for (const GroupReading& reading : group_readings(layout, path)) {
      const Group* group = find_group(layout, reading.place.group);
      if (group != nullptr && is_rollup(*group, relative_to(file, path))) return true;
    }
  }
  return false;
}

}  // namespace

bool is_rollup(const Group& group, std::string_view file) {
  return std::ranges::any_of(
      group.rollups, [&](const DocumentRule& rule) { return !rule.file.match(file).empty(); });
}

std::optional<std::string> first_loose_file(const Project& project, const std::string& folder) {
  const std::vector<TreeFolder> tree = list_tree(project, {folder});
  const std::set<std::string> runs = run_folders(tree);
  const auto is_in_run = [&](std::string path) {
    for (; !path.empty(); path = parent_path(path)) {
      if (runs.contains(path)) return true;
    }
    return false;
  };
  for (const TreeFolder& one : tree) {
    if (base_name(one.path) == kRunFolder || is_in_run(one.path)) continue;
    for (const FolderEntry& entry : one.entries) {
      const bool is_other = entry.kind != FileStat::Kind::folder &&
                            entry.kind != FileStat::Kind::link &&
                            !entry.name.starts_with(kTempPrefix);
      const std::string path = join_path(one.path, entry.name);
      if (is_other && !is_rollup_of_any(project.layout, path)) return path;
    }
  }
  return std::nullopt;
}

}  // namespace cairn
