#include "cairn/base/tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <map>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/disk_changes.h"
#include "cairn/base/error.h"
#include "cairn/base/failpoint.h"
#include "cairn/base/folder.h"
#include "cairn/base/fs.h"
#include "cairn/base/open_beneath.h"

namespace cairn {

namespace {

using failpoint::Action;

/// One folder on the way down.
struct OpenFolder {
  Fd fd;
  std::string path;  ///< For messages.
};

/// So many folders of a way down are open at once. The parents of those further down are closed
/// meanwhile, and found again above them.
constexpr std::size_t kMostOpen = 64;

/// Goes from `parent` into `child`, which lies `depth` folders down, for as long as `work` takes.
/// Throws Error(conflict) where the child is another folder's when it is done.
template <typename Work>
void go_down(OpenFolder& parent, OpenFolder child, std::size_t depth, const Work& work) {
  if (depth <= kMostOpen) return work(child);
  const FileStat before = stat_open(parent.fd.get(), parent.path);
  parent.fd.reset();
  work(child);
  parent.fd = Fd(::openat(child.fd.get(), "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!parent.fd) throw_errno("open the folder", parent.path);
  const FileStat after = stat_open(parent.fd.get(), parent.path);
  if (after.inode == before.inode && after.device == before.device) return;
  throw Error(ErrorCode::conflict, fmt::format("'{}' was moved meanwhile", child.path),
              "run this again");
}

/// Opens a folder inside an open one, never through a link and never into another mount.
Fd open_below(const OpenFolder& parent, const std::string& name) {
  Fd fd(open_beneath(parent.fd.get(), name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0,
                     Mounts::refuse));
  if (fd) return fd;
  const std::string path = join_path(parent.path, name);
  if (errno != EXDEV) throw_errno("open the folder", path);
  throw Error(ErrorCode::conflict, fmt::format("something is mounted at '{}'", path),
              "unmount it, then run this again");
}

/// The names in an open folder; its own descriptor stays open.
std::vector<std::string> names_in(const OpenFolder& folder) {
  const int copy = ::fcntl(folder.fd.get(), F_DUPFD_CLOEXEC, 0);
  if (copy < 0) throw_errno("list", folder.path);
  const std::unique_ptr<DIR, int (*)(DIR*)> listing(::fdopendir(copy), ::closedir);
  if (!listing) {
    ::close(copy);
    throw_errno("list", folder.path);
  }
  ::rewinddir(listing.get());
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = ::readdir(listing.get())) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
    errno = 0;
  }
  if (errno != 0) throw_errno("list", folder.path);
  return names;
}

bool is_folder_in(const OpenFolder& parent, const std::string& name) {
  struct stat status {};
  if (::fstatat(parent.fd.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT) return false;
    throw_errno("look at", join_path(parent.path, name));
  }
  return S_ISDIR(status.st_mode);
}

/// Whether what is to be removed is a file or an empty folder.
enum class Removal { file = 0, folder = AT_REMOVEDIR };

void remove_in(Site site, const OpenFolder& parent, const std::string& name, Removal removal) {
  const std::string path = join_path(parent.path, name);
  if (failpoint::check(site, "remove", path) == Action::skip) return;
  note_disk_change();
  if (::unlinkat(parent.fd.get(), name.c_str(), static_cast<int>(removal)) == 0) return;
  if (errno == ENOENT) return;
  // A folder without the permission to write: what it holds is to go with it.
  if (errno == EACCES && ::fchmod(parent.fd.get(), S_IRWXU) == 0 &&
      ::unlinkat(parent.fd.get(), name.c_str(), static_cast<int>(removal)) == 0) {
    return;
  }
  throw_errno("remove", path);
}

void empty_folder(Site site, OpenFolder& folder, std::size_t depth = 1) {
  for (const std::string& name : names_in(folder)) {
    if (!is_folder_in(folder, name)) {
      remove_in(site, folder, name, Removal::file);
      continue;
    }
    go_down(folder, {open_below(folder, name), join_path(folder.path, name)}, depth,
            [&](OpenFolder& child) { empty_folder(site, child, depth + 1); });
    remove_in(site, folder, name, Removal::folder);
  }
}

/// Collects what files take; an inode with several names is settled at the end.
class UsageCount {
 public:
  void add(const struct stat& status) {
    constexpr std::uint64_t kBlock = 512;  // What st_blocks counts, whatever the file system.
    const std::uint64_t blocks = static_cast<std::uint64_t>(status.st_blocks) * kBlock;
    const bool is_folder = S_ISDIR(status.st_mode);
    if (S_ISREG(status.st_mode)) {
      ++usage_.files;
      usage_.bytes += static_cast<std::uint64_t>(status.st_size);
    }
    if (is_folder || status.st_nlink == 1) {
      usage_.freed += blocks;
      return;
    }
    Linked& linked = linked_[{status.st_dev, status.st_ino}];
    ++linked.seen;
    linked.names = status.st_nlink;
    linked.blocks = blocks;
  }

  TreeUsage total() const {
    TreeUsage usage = usage_;
    for (const auto& [inode, linked] : linked_) {
      if (linked.seen >= linked.names) usage.freed += linked.blocks;
    }
    return usage;
  }

 private:
  struct Linked {
    std::uint64_t seen = 0;
    std::uint64_t names = 0;
    std::uint64_t blocks = 0;
  };
  TreeUsage usage_;
  std::map<std::pair<dev_t, ino_t>, Linked> linked_;
};

void add_folder(OpenFolder& folder, dev_t device, UsageCount& count, std::size_t depth = 1) {
  for (const std::string& name : names_in(folder)) {
    struct stat status {};
    if (::fstatat(folder.fd.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
      if (errno == ENOENT) continue;
      throw_errno("look at", join_path(folder.path, name));
    }
    if (status.st_dev != device) continue;
    count.add(status);
    if (!S_ISDIR(status.st_mode)) continue;
    Fd fd(::openat(folder.fd.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!fd && errno == ENOENT) continue;
    if (!fd) throw_errno("open the folder", join_path(folder.path, name));
    go_down(folder, {std::move(fd), join_path(folder.path, name)}, depth,
            [&](OpenFolder& child) { add_folder(child, device, count, depth + 1); });
  }
}

void add_path(const std::string& path, UsageCount& count) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) {
    if (errno == ENOENT) return;
    throw_errno("look at", path);
  }
  count.add(status);
  if (!S_ISDIR(status.st_mode)) return;
  OpenFolder folder{Fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)),
                    path};
  if (!folder.fd) throw_errno("open the folder", path);
  add_folder(folder, status.st_dev, count);
}

}  // namespace

void move_to_new(Site site, const std::string& from, const std::string& to) {
  if (rename_without_replacing(site, from, to)) return;
  throw Error(ErrorCode::conflict, fmt::format("'{}' exists already", to));
}

TreeUsage tree_usage(const std::vector<std::string>& paths, const std::function<void()>& done) {
  UsageCount count;
  for (const std::string& path : paths) {
    add_path(path, count);
    done();
  }
  return count.total();
}

void remove_tree(Site site, const std::string& path) {
  const std::string name = base_name(path);
  OpenFolder parent{Fd(::open(parent_path(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)),
                    parent_path(path)};
  if (!parent.fd && errno == ENOENT) return;
  if (!parent.fd) throw_errno("open the folder", parent.path);
  struct stat status {};
  if (::fstatat(parent.fd.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT) return;
    throw_errno("look at", path);
  }
  if (!S_ISDIR(status.st_mode)) {
    remove_in(site, parent, name, Removal::file);
    return;
  }
  OpenFolder folder{open_below(parent, name), path};
  empty_folder(site, folder);
  remove_in(site, parent, name, Removal::folder);
}

}  // namespace cairn
