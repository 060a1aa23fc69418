#include "cairn/exchange/export_group.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/fs.h"
#include "cairn/base/safe_rel_path.h"
#include "cairn/base/text.h"
#include "cairn/exchange/export_texts.h"
#include "cairn/exchange/opened_package.h"
#include "cairn/objects/hash_files.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/loose_files.h"
#include "cairn/store/store_tree.h"

namespace cairn {

namespace {

/// What a person kept aside, or nobody finished, is no part of the group.
bool is_leftover(const std::string& name) {
  return name.starts_with('.') || name.starts_with(kTempPrefix) || without_edited(name) != name;
}

class GroupCollector {
 public:
  GroupCollector(const Project& project, const GroupPlace& place,
                 const std::set<std::string>& inside, const ExportOptions& options)
      : project_(project),
        options_(options),
        inside_(inside),
        rules_(find_group(project.layout, place.group)) {
    group_.place = place;
  }

  ExportGroup collect() {
    group_.said = read_group_file(project_, group_.place.path);
    if (group_.said) add(join_path(kRunFolder, "group.json"));
    for (const TreeFolder& folder : list_tree(project_, {group_.place.path})) {
      if (belongs_elsewhere(folder.path)) continue;
      for (const FolderEntry& entry : folder.entries) {
        if (entry.kind != FileStat::Kind::file || is_leftover(entry.name)) continue;
        add_loose(relative_to(join_path(folder.path, entry.name), group_.place.path));
      }
    }
    return std::move(group_);
  }

 private:
  bool belongs_elsewhere(const std::string& folder) const {
    if (base_name(folder) == kRunFolder) return true;
    for (std::string path = folder; path != group_.place.path && !path.empty();
         path = parent_path(path)) {
      if (inside_.contains(path)) return true;
    }
    return false;
  }

  void add_loose(const std::string& path) {
    const bool is_view = rules_ != nullptr && is_rollup(*rules_, path);
    // In a folder that is a run's as well, all other files are those of the run.
    const bool is_ours = !inside_.contains(group_.place.path);
    const bool is_wanted = is_view || (is_ours && options_.variant != ExportVariant::minimal &&
                                       (options_.charts || !is_picture(path)));
    if (!is_wanted) return;
    const std::string why = why_unsafe(path) ? "cannot be packed" : why_reserved(path);
    if (!why.empty()) {
      group_.notes.push_back(fmt::format("{} stays behind: it {}",
                                         printable(join_path(group_.place.path, path)), why));
      return;
    }
    add(path);
    if (is_view) group_.views.push_back(path);
  }

  void add(const std::string& path) {
    const std::string absolute = project_.absolute(join_path(group_.place.path, path));
    // Nothing is synced: the site has no meaning here.
    const HashedFile hashed = hash_file(absolute, Durability::none, Site::file_write);
    group_.files.push_back({.path = path,
                            .size = hashed.size,
                            .sha256 = hashed.sha256,
                            .source = absolute,
                            .bytes = {}});
  }

  const Project& project_;
  const ExportOptions& options_;
  const std::set<std::string>& inside_;
  const Group* rules_;
  ExportGroup group_;
};

}  // namespace

ExportGroup collect_group(const Project& project, const GroupPlace& place,
                          const std::set<std::string>& inside, const ExportOptions& options) {
  return GroupCollector(project, place, inside, options).collect();
}

}  // namespace cairn
