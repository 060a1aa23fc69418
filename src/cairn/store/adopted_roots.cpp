#include "cairn/store/adopted_roots.h"

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/adopted.h"

namespace cairn {

std::vector<AdoptedRoot> list_adopted_roots(const std::string& project_root) {
  constexpr std::string_view kEnding = ".json";
  const std::string folder = join_path(project_root, kAdoptedFolder);
  std::vector<AdoptedRoot> roots;
  for (const FolderEntry& entry : list_folder(folder)) {
    if (entry.kind != FileStat::Kind::file || !entry.name.ends_with(kEnding)) continue;
    try {
      AdoptedTree tree = read_adopted_head(join_path(folder, entry.name));
      roots.push_back({.tree = entry.name.substr(0, entry.name.size() - kEnding.size()),
                       .root = std::move(tree.root),
                       .reader = std::move(tree.reader)});
    } catch (const Error& error) {
      if (error.code() == ErrorCode::io) throw;
    }
  }
  return roots;
}

const AdoptedRoot* find_adopted_root(const std::vector<AdoptedRoot>& roots, std::string_view path) {
  for (const AdoptedRoot& root : roots) {
    if (root.root == "." ? !path.starts_with('/') : is_below(path, root.root)) return &root;
  }
  return nullptr;
}

}  // namespace cairn
