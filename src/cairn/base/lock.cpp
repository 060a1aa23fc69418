#include "cairn/base/lock.h"

#include <fcntl.h>

#include <cerrno>

#include "cairn/base/error.h"

namespace cairn {

namespace {

Fd open_lock(const std::string& path) {
  Fd fd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666));
  if (!fd) throw_errno("open the lock", path);
  return fd;
}

/// Whether the lock was got; throws on anything but "someone else has it".
bool lock(const Fd& fd, int command, short type, const std::string& path) {
  struct flock range {};
  range.l_type = type;
  range.l_whence = SEEK_SET;
  while (::fcntl(fd.get(), command, &range) != 0) {
    if (errno == EINTR) continue;
    if (errno == EAGAIN || errno == EACCES) return false;
    throw_errno("lock", path);
  }
  return true;
}

}  // namespace

FileLock FileLock::acquire(const std::string& path) {
  Fd fd = open_lock(path);
  lock(fd, F_OFD_SETLKW, F_WRLCK, path);
  return FileLock(std::move(fd));
}

FileLock FileLock::acquire_shared(const std::string& path) {
  Fd fd = open_lock(path);
  lock(fd, F_OFD_SETLKW, F_RDLCK, path);
  return FileLock(std::move(fd));
}

std::optional<FileLock> FileLock::try_acquire(const std::string& path) {
  Fd fd = open_lock(path);
  if (!lock(fd, F_OFD_SETLK, F_WRLCK, path)) return std::nullopt;
  return FileLock(std::move(fd));
}

}  // namespace cairn
