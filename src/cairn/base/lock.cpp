#include "cairn/base/lock.h"

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <string_view>

#include <fmt/format.h>

#include "cairn/base/error.h"

namespace cairn {

#ifdef CAIRN_FAILPOINTS
namespace {

/// CAIRN_LOCKS=none: a file system that has none.
bool lacks_locks_for_test() {
  static const char* const asked = std::getenv("CAIRN_LOCKS");
  return asked != nullptr && std::string_view(asked) == "none";
}

}  // namespace
#else
namespace {

constexpr bool lacks_locks_for_test() { return false; }

}  // namespace
#endif

namespace {

int set_lock(const Fd& fd, int command, struct flock& range) {
  if (!lacks_locks_for_test()) return ::fcntl(fd.get(), command, &range);
  errno = ENOLCK;
  return -1;
}

bool means_no_locks(int error_number) {
  constexpr std::array kNone = {ENOLCK, EOPNOTSUPP, ENOSYS, EINVAL};
  return std::ranges::find(kNone, error_number) != kNone.end();
}

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
  while (set_lock(fd, command, range) != 0) {
    if (errno == EINTR) continue;
    if (errno == EAGAIN || errno == EACCES) return false;
    if (means_no_locks(errno)) throw no_locks_error(path);
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

std::optional<bool> has_locks(const std::string& path) {
  const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd) return std::nullopt;
  struct flock range {};
  range.l_type = F_RDLCK;
  range.l_whence = SEEK_SET;
  return set_lock(fd, F_OFD_SETLK, range) == 0 || !means_no_locks(errno);
}

Error no_locks_error(const std::string& path) {
  return {ErrorCode::io, fmt::format("'{}' lies on a file system without locks", path),
          "nothing is written there: mount it with locks, or work on another disk"};
}

}  // namespace cairn
