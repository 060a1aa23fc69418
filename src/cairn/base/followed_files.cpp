#include "cairn/base/followed_files.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "cairn/base/fs.h"

namespace cairn {

namespace {

class Follower {
 public:
  explicit Follower(const std::string& folder) : folder_(folder) {}

  std::vector<std::string> list() {
    if (const std::optional<FileStat> top = stat_following(folder_)) enter("", *top);
    std::sort(files_.begin(), files_.end());
    return std::move(files_);
  }

 private:
  void enter(const std::string& relative, const FileStat& status) {
    way_.emplace_back(status.device, status.inode);
    for (const FolderEntry& entry : list_folder(join_path(folder_, relative))) {
      look_at(join_path(relative, entry.name), entry.kind);
    }
    way_.pop_back();
  }

  void look_at(const std::string& name, FileStat::Kind kind) {
    if (kind == FileStat::Kind::file) {
      files_.push_back(name);
      return;
    }
    if (kind != FileStat::Kind::folder && kind != FileStat::Kind::link) return;
    const std::optional<FileStat> status = stat_following(join_path(folder_, name));
    const bool is_folder = status && status->is_folder();
    if (is_folder && base_name(name) == "__pycache__") return;
    const bool leads_back =
        is_folder &&
        std::ranges::find(way_, std::pair(status->device, status->inode)) != way_.end();
    if (is_folder && !leads_back) {
      enter(name, *status);
    } else if (!status || status->is_file() || leads_back) {
      files_.push_back(name);
    }
  }

  const std::string& folder_;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> way_;  // Device and inode of each folder.
  std::vector<std::string> files_;
};

}  // namespace

std::vector<std::string> followed_files(const std::string& folder) {
  return Follower(folder).list();
}

}  // namespace cairn
