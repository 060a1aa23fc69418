#include "cairn/store/leftovers.h"

#include <map>

#include "cairn/base/atomic_file.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/scan.h"

namespace cairn {

Leftovers::Leftovers(const Project& project, const std::vector<TreeFolder>& tree,
                     const Vouched& vouched)
    : project_(project) {
  std::map<std::string, int> attempts;  // The newest on record, by folder and id.
  for (const VouchedRun& run : vouched.runs) {
    attempts[run.folder + "\n" + run.id.text] = run.attempt;
    for (const VouchedFile& file : run.files) {
      if (!base_name(file.path).starts_with(kTempPrefix)) continue;
      named_.insert(join_path(run.folder, file.path));
      if (!run.spare_folder.empty()) named_.insert(join_path(run.spare_folder, file.path));
    }
  }
  for (const UnreadableRecord& record : vouched.unreadable) {
    unsettled_.insert(parent_path(parent_path(record.path)));
  }
  for (const TreeFolder& folder : tree) {
    if (base_name(folder.path) != kRunFolder) continue;
    const std::string run_folder = parent_path(folder.path);
    for (const FolderEntry& entry : folder.entries) {
      const std::optional<RunFileName> name = parse_run_file_name(entry.name);
      if (!name || name->kind != RunFileName::Kind::events) continue;
      const auto known = attempts.find(run_folder + "\n" + name->id.text);
      if (known == attempts.end() || name->attempt > known->second) unsettled_.insert(run_folder);
    }
  }
}

TempFile Leftovers::judge(const std::string& folder, std::string_view name) const {
  if (!name.starts_with(kTempPrefix)) return TempFile::other;
  if (project_.adopted_at(folder) != nullptr) return TempFile::other;
  if (named_.contains(join_path(folder, name))) return TempFile::named;
  // What lies in `.run` is cairn's own.
  if (base_name(folder) == kRunFolder) return TempFile::leftover;
  for (std::string path = folder; !path.empty(); path = parent_path(path)) {
    if (unsettled_.contains(path)) return TempFile::unsettled;
  }
  return TempFile::leftover;
}

bool lies_in_run(const Project& project, const std::string& folder) {
  if (project.adopted_at(folder) != nullptr) return true;
  for (std::string path = folder; !path.empty(); path = parent_path(path)) {
    const RunFiles files = list_run_files(project, path);
    if (!files.records.empty() || !files.events.empty()) return true;
  }
  return false;
}

}  // namespace cairn
