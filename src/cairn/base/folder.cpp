#include "cairn/base/folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include <fmt/format.h>

#include "cairn/base/disk_changes.h"
#include "cairn/base/error.h"
#include "cairn/base/failpoint.h"
#include "cairn/base/file_stat.h"
#include "cairn/base/fs.h"
#include "cairn/base/long_path.h"
#include "cairn/base/open_beneath.h"

namespace cairn {

namespace {

bool is_in_the_way(int error_number) {
  return error_number == ELOOP || error_number == ENOTDIR || error_number == EXDEV;
}

}  // namespace

Folder Folder::open(const std::string& path) {
  Fd fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd) throw_errno("open the folder", path);
  return {std::move(fd), path};
}

Folder Folder::below(std::string_view relative) const {
  const std::string whole = join_path(path_, relative);
  Fd fd(open_beneath(fd_.get(), std::string(relative), kOpenFolder, 0, Mounts::follow));
  if (!fd && is_in_the_way(errno)) {
    throw Error(ErrorCode::conflict, fmt::format("'{}' is not a folder of its own", whole),
                "a link or a file stands there; move it away, then run this again");
  }
  if (!fd && errno == ENOENT) {
    throw Error(ErrorCode::not_found, fmt::format("there is no folder '{}'", whole));
  }
  if (!fd) throw_errno("open the folder", whole);
  return {std::move(fd), whole};
}

bool Folder::make_private(Site site, const std::string& name) const {
  const std::string whole = join_path(path_, name);
  failpoint::check(site, "mkdir", whole);
  if (::mkdirat(fd_.get(), name.c_str(), 0700) == 0) return true;
  if (errno != EEXIST) throw_errno("make the folder", whole);
  return false;
}

void Folder::make(Site site, const std::string& relative) const {
  const std::string whole = join_path(path_, relative);
  failpoint::check(site, "mkdir", whole);
  const std::string parent = parent_path(relative);
  const Fd above(parent.empty() ? ::dup(fd_.get())
                                : open_beneath(fd_.get(), parent, kOpenFolder, 0, Mounts::follow));
  if (!above || ::mkdirat(above.get(), base_name(relative).c_str(), 0777) != 0) {
    throw_errno("make the folder", whole);
  }
}

Fd Folder::create(Site site, const std::string& relative) const {
  const std::string whole = join_path(path_, relative);
  failpoint::check(site, "create", whole);
  Fd fd(open_beneath(fd_.get(), relative, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644,
                     Mounts::follow));
  if (!fd) throw_errno("create", whole);
  return fd;
}

std::optional<FileStat> Folder::stat(const std::string& relative) const {
  struct stat status {};
  const LongPath at(fd_.get(), relative);
  if (::fstatat(at.folder(), at.rest(), &status, AT_SYMLINK_NOFOLLOW) == 0) {
    return file_stat(status);
  }
  if (means_absent(errno)) return std::nullopt;
  throw_errno("look at", join_path(path_, relative));
}

bool rename_without_replacing(Site site, const std::string& from, const std::string& to) {
  if (failpoint::check(site, "rename", from, to) == failpoint::Action::skip) return true;
  note_disk_change();
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return true;
  if (errno == EINVAL || errno == ENOSYS) {  // A file system that cannot promise it.
    if (stat_path(to)) return false;
    if (::rename(from.c_str(), to.c_str()) == 0) return true;
  }
  if (errno == EEXIST || errno == ENOTEMPTY) return false;
  throw_errno(fmt::format("move '{}' to", from), to);
}

}  // namespace cairn
