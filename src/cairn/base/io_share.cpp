// The writes of io.h by which two names come to share bytes: clones, shared blocks, further names,
// links, exchanged names.

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdio>

#include <fmt/format.h>

#include "cairn/base/disk_changes.h"
#include "cairn/base/error.h"
#include "cairn/base/failpoint.h"
#include "cairn/base/io.h"

namespace cairn {

namespace {

using failpoint::Action;

/// What a file system answers that cannot share blocks, or not between these two files.
bool cannot_share(int error_number) {
  constexpr std::array kAnswers = {EOPNOTSUPP, EINVAL, EXDEV, ENOTTY, ENOSYS, EPERM, ETXTBSY};
  return std::find(kAnswers.begin(), kAnswers.end(), error_number) != kAnswers.end();
}

/// Shares at most one request's worth of bytes; returns how many, 0 for bytes that differ.
struct RangeResult {
  ShareResult result;
  std::uint64_t bytes = 0;
};

RangeResult share_range(int from, int to, std::uint64_t offset, std::uint64_t length,
                        const std::string& path) {
  alignas(file_dedupe_range)
      std::array<std::byte, sizeof(file_dedupe_range) + sizeof(file_dedupe_range_info)>
          storage{};
  // The kernel's struct ends in an array of no length, which the bytes behind it are.
  auto* request = reinterpret_cast<file_dedupe_range*>(storage.data());
  request->src_offset = offset;
  request->src_length = length;
  request->dest_count = 1;
  request->info[0].dest_fd = to;
  request->info[0].dest_offset = offset;
  while (::ioctl(from, FIDEDUPERANGE, request) != 0) {
    if (errno == EINTR) continue;
    if (cannot_share(errno)) return {ShareResult::unsupported};
    throw_errno("share the blocks of", path);
  }
  const std::int32_t status = request->info[0].status;
  if (status == FILE_DEDUPE_RANGE_DIFFERS) return {ShareResult::differs};
  if (status < 0 && cannot_share(-status)) return {ShareResult::unsupported};
  if (status < 0) throw_errno(-status, "share the blocks of", path);
  return {ShareResult::shared, request->info[0].bytes_deduped};
}

}  // namespace

bool clone_file(Site site, int from, int to, const std::string& path) {
  if (failpoint::check(site, "clone", path) == Action::skip) return false;
  // A file that is open for appending cannot be cloned into.
  const int flags = ::fcntl(to, F_GETFL);
  if (flags >= 0 && (flags & O_APPEND) != 0) ::fcntl(to, F_SETFL, flags & ~O_APPEND);
  if (::ioctl(to, FICLONE, from) == 0) return true;
  if (cannot_share(errno)) return false;
  throw_errno("clone", path);
}

ShareResult share_blocks(Site site, int from, int to, std::uint64_t size, const std::string& path) {
  if (failpoint::check(site, "share", path) == Action::skip) return ShareResult::unsupported;
  // File systems take at most 16 MiB at a time, and say how much they took.
  constexpr std::uint64_t kMost = 16ULL << 20U;
  for (std::uint64_t offset = 0; offset < size;) {
    const RangeResult part = share_range(from, to, offset, std::min(kMost, size - offset), path);
    if (part.result != ShareResult::shared) return part.result;
    if (part.bytes == 0) return ShareResult::unsupported;
    offset += part.bytes;
  }
  return ShareResult::shared;
}

bool link_file(Site site, const std::string& from, const std::string& to) {
  if (failpoint::check(site, "link", from, to) == Action::skip) return false;
  note_disk_change();
  if (::linkat(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), 0) == 0) return true;
  if (errno == EEXIST) throw Error(ErrorCode::conflict, fmt::format("'{}' exists already", to));
  constexpr std::array kCannot = {EMLINK, EXDEV, EPERM, EOPNOTSUPP};
  if (std::find(kCannot.begin(), kCannot.end(), errno) != kCannot.end()) return false;
  throw_errno(fmt::format("link '{}' to", from), to);
}

void make_symlink(Site site, const std::string& target, const std::string& path) {
  if (failpoint::check(site, "symlink", path) == Action::skip) return;
  note_disk_change();
  if (::symlink(target.c_str(), path.c_str()) == 0) return;
  if (errno == EEXIST) throw Error(ErrorCode::conflict, fmt::format("'{}' exists already", path));
  throw_errno("make the link", path);
}

bool swap_paths(Site site, const std::string& left, const std::string& right) {
  if (failpoint::check(site, "swap", left, right) == Action::skip) return false;
  note_disk_change();
  if (::renameat2(AT_FDCWD, left.c_str(), AT_FDCWD, right.c_str(), RENAME_EXCHANGE) == 0) {
    return true;
  }
  if (errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP) return false;
  throw_errno(fmt::format("exchange '{}' with", left), right);
}

void set_mode_and_time(Site site, int fd, unsigned mode, std::int64_t mtime_ns,
                       const std::string& path) {
  if (failpoint::check(site, "times", path) == Action::skip) return;
  constexpr std::int64_t kNsPerSecond = 1'000'000'000;
  // Of many new files few have another mode than that with which they are made.
  struct stat status {};
  if (::fstat(fd, &status) != 0) throw_errno("look at", path);
  if ((status.st_mode & 07777) != mode && ::fchmod(fd, static_cast<mode_t>(mode)) != 0) {
    throw_errno("set the mode of", path);
  }
  const std::int64_t seconds = mtime_ns / kNsPerSecond - (mtime_ns % kNsPerSecond < 0 ? 1 : 0);
  const std::array<timespec, 2> times = {timespec{0, UTIME_OMIT},
                                         timespec{seconds, mtime_ns - seconds * kNsPerSecond}};
  if (::futimens(fd, times.data()) != 0) throw_errno("set the time of", path);
}

}  // namespace cairn
