#include "cairn/store/scan.h"

#include <algorithm>

#include "cairn/base/atomic_file.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"

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
  const auto holds_runs = [&](const Kind& kind) {
    return kind.shared ||
           (!kind.child && !kind.in.empty() && find_kind(layout, kind.in) != nullptr &&
            find_group(layout, kind.in) == nullptr);
  };
  return std::any_of(layout.kinds.begin(), layout.kinds.end(), holds_runs) ||
         std::any_of(layout.groups.begin(), layout.groups.end(), [&](const Group& group) {
           return !group.in.empty() && find_group(layout, group.in) == nullptr;
         });
}

bool is_hidden(const std::string& name) { return !name.empty() && name.front() == '.'; }

class Walker {
 public:
  Walker(const Project& project, const std::function<void(const ScannedFolder&)>& visit,
         const std::set<std::string>& known)
      : project_(project),
        visit_(visit),
        known_(known),
        deepest_(deepest_run(project.layout)),
        nests_(nests_runs(project.layout)) {}

  void walk(const std::string& path) {
    if (!nests_ && known_.contains(path)) return;
    const std::optional<ScannedFolder> folder = scan_folder(project_, path);
    if (!folder) return;
    visit_(*folder);
    const bool is_run = !folder->files.records.empty() || !folder->files.events.empty();
    if ((is_run && !nests_) || depth_of(path) >= deepest_) return;
    for (const std::string& name : folder->subfolders) {
      walk(path == "." ? name : join_path(path, name));
    }
  }

 private:
  const Project& project_;
  const std::function<void(const ScannedFolder&)>& visit_;
  const std::set<std::string>& known_;
  std::size_t deepest_;
  bool nests_;
};

}  // namespace

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
  const std::string absolute = project.absolute(path);
  const std::optional<FileStat> status = stat_following(absolute);
  if (!status || !status->is_folder()) return std::nullopt;
  ScannedFolder folder{.path = path, .mtime_ns = status->mtime_ns};
  for (const FolderEntry& entry : list_folder(absolute)) {
    if (entry.name.starts_with(kTempPrefix)) folder.temporaries.push_back(entry.name);
    if (entry.name == kRunFolder) folder.files = list_run_files(project, path);
    if (entry.kind == FileStat::Kind::folder && !is_hidden(entry.name)) {
      folder.subfolders.push_back(entry.name);
    }
  }
  return folder;
}

void walk_folders(const Project& project, const std::string& start,
                  const std::function<void(const ScannedFolder&)>& visit,
                  const std::set<std::string>& known) {
  Walker(project, visit, known).walk(start);
}

}  // namespace cairn
