#include "cairn/objects/copy_file.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/error.h"

namespace cairn {

namespace {

constexpr std::size_t kCopyBlock = 256 * 1024;

/// Reads up to `buffer.size()` bytes at `offset`; fewer only at the end of the file.
std::size_t read_at(int fd, std::vector<char>& buffer, std::uint64_t offset,
                    const std::string& path) {
  std::size_t filled = 0;
  while (filled < buffer.size()) {
    const ssize_t count = ::pread(fd, buffer.data() + filled, buffer.size() - filled,
                                  static_cast<off_t>(offset + filled));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw_errno("read", path);
    if (count == 0) break;
    filled += static_cast<std::size_t>(count);
  }
  return filled;
}

}  // namespace

std::optional<std::string_view> read_small(const OpenedFile& file, const std::string& path) {
  if (file.status.size > kCopyBlock) return std::nullopt;
  thread_local std::vector<char> buffer(kCopyBlock);
  return std::string_view(buffer.data(), read_at(file.fd.get(), buffer, 0, path));
}

Digest copy_hashed(int source, const std::string& source_path, AtomicFile& file) {
  thread_local std::vector<char> buffer(kCopyBlock);
  Sha256 hasher;
  for (std::uint64_t offset = 0;;) {
    const std::size_t count = read_at(source, buffer, offset, source_path);
    if (count == 0) return hasher.finish();
    hasher.update({buffer.data(), count});
    file.write({buffer.data(), count});
    offset += count;
  }
}

bool copy_checked(const std::string& source, const Digest& digest, AtomicFile& file) {
  const OpenedFile opened = open_regular_file(source);
  return copy_hashed(opened.fd.get(), source, file) == digest;
}

FileComparison::FileComparison(const std::string& path, std::uint64_t size)
    : file_(open_regular_file(path)) {
  if (file_.status.size != size) {
    throw Error(ErrorCode::conflict, fmt::format("'{}' has changed its size", path));
  }
  if (const auto bytes = read_small(file_, path)) bytes_ = *bytes;
}

bool FileComparison::equals(const std::string& path) const {
  try {
    const OpenedFile other = open_regular_file(path);
    if (other.status.size != file_.status.size) return false;
    if (file_.status.size > kCopyBlock) return equal_bytes(file_.fd.get(), other.fd.get(), path);
    thread_local std::vector<char> buffer(kCopyBlock);
    const std::size_t count = read_at(other.fd.get(), buffer, 0, path);
    return std::string_view(buffer.data(), count) == bytes_;
  } catch (const Error& error) {
    if (error.code() == ErrorCode::io) throw;
    return false;
  }
}

bool equal_bytes(int left, int right, const std::string& path) {
  thread_local std::vector<char> left_buffer(kCopyBlock);
  thread_local std::vector<char> right_buffer(kCopyBlock);
  for (std::uint64_t offset = 0;;) {
    const std::size_t count = read_at(left, left_buffer, offset, path);
    if (read_at(right, right_buffer, offset, path) != count) return false;
    if (std::memcmp(left_buffer.data(), right_buffer.data(), count) != 0) return false;
    if (count < kCopyBlock) return true;
    offset += count;
  }
}

}  // namespace cairn
