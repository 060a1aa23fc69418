#include "cairn/base/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/failpoint.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

constexpr int kOpenFolder = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW;

/// Opens part by part, for kernels without openat2: no part may be a link.
int open_parts(int folder, std::string_view relative, int flags, mode_t mode) {
  const std::vector<std::string> parts = split(relative, '/');
  Fd held;
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    held = Fd(::openat(held ? held.get() : folder, parts[i].c_str(), kOpenFolder));
    if (!held) return -1;
  }
  return ::openat(held ? held.get() : folder, parts.back().c_str(), flags | O_NOFOLLOW, mode);
}

int open_beneath(int folder, const std::string& relative, int flags, mode_t mode) {
  struct open_how how {};
  how.flags = static_cast<std::uint64_t>(flags);
  how.mode = mode;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  const long fd = ::syscall(SYS_openat2, folder, relative.c_str(), &how, sizeof how);
  const bool is_unknown = fd < 0 && (errno == ENOSYS || errno == EPERM);
  return is_unknown ? open_parts(folder, relative, flags, mode) : static_cast<int>(fd);
}

bool is_in_the_way(int error_number) {
  return error_number == ELOOP || error_number == ENOTDIR || error_number == EXDEV;
}

void remove_entry(Site site, int folder, const std::string& name, const std::string& path);

void remove_contents(Site site, const Fd& folder, const std::string& path) {
  std::vector<std::string> names;
  {
    // A descriptor of its own: the stream closes it.
    const int copy = ::openat(folder.get(), ".", kOpenFolder);
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(copy < 0 ? nullptr : ::fdopendir(copy),
                                                     &::closedir);
    if (!stream) throw_errno("list the folder", path);
    while (const dirent* entry = ::readdir(stream.get())) {
      const std::string_view name = entry->d_name;
      if (name != "." && name != "..") names.emplace_back(name);
    }
  }
  for (const std::string& name : names) remove_entry(site, folder.get(), name, path + "/" + name);
}

void remove_entry(Site site, int folder, const std::string& name, const std::string& path) {
  if (failpoint::check(site, "remove", path) == failpoint::Action::skip) return;
  if (::unlinkat(folder, name.c_str(), 0) == 0 || errno == ENOENT) return;
  if (errno != EISDIR && errno != EPERM) throw_errno("remove", path);
  const Fd inner(::openat(folder, name.c_str(), kOpenFolder));
  if (!inner) throw_errno("remove", path);
  remove_contents(site, inner, path);
  if (::unlinkat(folder, name.c_str(), AT_REMOVEDIR) != 0 && errno != ENOENT) {
    throw_errno("remove", path);
  }
}

}  // namespace

Folder Folder::open(const std::string& path) {
  Fd fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd) throw_errno("open the folder", path);
  return {std::move(fd), path};
}

Folder Folder::below(std::string_view relative) const {
  const std::string whole = join_path(path_, relative);
  Fd fd(open_beneath(fd_.get(), std::string(relative), kOpenFolder, 0));
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
                                : open_beneath(fd_.get(), parent, kOpenFolder, 0));
  if (!above || ::mkdirat(above.get(), base_name(relative).c_str(), 0777) != 0) {
    throw_errno("make the folder", whole);
  }
}

Fd Folder::create(Site site, const std::string& relative) const {
  const std::string whole = join_path(path_, relative);
  failpoint::check(site, "create", whole);
  Fd fd(open_beneath(fd_.get(), relative, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  if (!fd) throw_errno("create", whole);
  return fd;
}

bool rename_without_replacing(Site site, const std::string& from, const std::string& to) {
  if (failpoint::check(site, "rename", from, to) == failpoint::Action::skip) return true;
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return true;
  if (errno == EEXIST || errno == ENOTEMPTY) return false;
  throw_errno(fmt::format("rename '{}' to", from), to);
}

void remove_tree(Site site, const std::string& path) { remove_entry(site, AT_FDCWD, path, path); }

}  // namespace cairn
