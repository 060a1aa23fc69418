#include "cairn/base/open_beneath.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <vector>

#include "cairn/base/io.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

bool is_on_one_device(int first, int second) {
  struct stat above {};
  struct stat here {};
  return ::fstat(first, &above) == 0 && ::fstat(second, &here) == 0 && above.st_dev == here.st_dev;
}

/// For kernels without openat2. A mount of a part of the same file system goes unnoticed.
int open_parts(int folder, const std::string& relative, int flags, mode_t mode, Mounts mounts) {
  const std::vector<std::string> parts = split(relative, '/');
  Fd held;
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    held = Fd(::openat(held ? held.get() : folder, parts[i].c_str(), kOpenFolder));
    if (!held) return -1;
  }
  Fd fd(::openat(held ? held.get() : folder, parts.back().c_str(), flags | O_NOFOLLOW, mode));
  if (fd && mounts == Mounts::refuse && !is_on_one_device(folder, fd.get())) {
    errno = EXDEV;
    return -1;
  }
  return fd.release();
}

}  // namespace

int open_beneath(int folder, const std::string& relative, int flags, mode_t mode, Mounts mounts) {
  struct open_how how {};
  how.flags = static_cast<std::uint64_t>(flags);
  how.mode = mode;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  if (mounts == Mounts::refuse) how.resolve |= RESOLVE_NO_XDEV;
  const long fd = ::syscall(SYS_openat2, folder, relative.c_str(), &how, sizeof how);
  const bool is_unknown = fd < 0 && (errno == ENOSYS || errno == EPERM);
  return is_unknown ? open_parts(folder, relative, flags, mode, mounts) : static_cast<int>(fd);
}

}  // namespace cairn
