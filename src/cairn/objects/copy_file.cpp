#include "cairn/objects/copy_file.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"

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

/// The files that are there, regular, of this size and of one name.
std::vector<std::optional<OpenedFile>> open_of_size(const std::vector<std::string>& paths,
                                                    std::uint64_t size) {
  std::vector<std::optional<OpenedFile>> files(paths.size());
  for (std::size_t i = 0; i < paths.size(); ++i) {
    try {
      OpenedFile file = open_regular_file(paths[i], Links::refuse);
      if (file.status.size == size && file.status.links == 1) files[i] = std::move(file);
    } catch (const Error& error) {
      if (error.code() == ErrorCode::io) throw;
    }
  }
  return files;
}

/// The first file and those that hold the same bytes; none when it has another digest.
std::vector<std::size_t> compare_with_first(const std::vector<std::optional<OpenedFile>>& files,
                                            const std::vector<std::string>& paths,
                                            std::uint64_t size, const Digest& digest) {
  thread_local std::vector<char> buffer(kCopyBlock);
  thread_local std::vector<char> other(kCopyBlock);
  std::vector<std::size_t> equal;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (files[i]) equal.push_back(i);
  }
  if (equal.empty()) return equal;
  Sha256 hasher;
  for (std::uint64_t offset = 0; offset < size; offset += kCopyBlock) {
    const std::size_t first = equal.front();
    const std::size_t count = read_at(files[first]->fd.get(), buffer, offset, paths[first]);
    hasher.update({buffer.data(), count});
    std::erase_if(equal, [&](std::size_t i) {
      return i != first && (read_at(files[i]->fd.get(), other, offset, paths[i]) != count ||
                            std::memcmp(buffer.data(), other.data(), count) != 0);
    });
  }
  if (hasher.finish() != digest) equal.clear();
  return equal;
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
    hasher.update({buffer.data(), count});
    if (count > 0) file.write({buffer.data(), count});
    if (count < buffer.size()) return hasher.finish();
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

std::vector<bool> prove_equal(const std::vector<std::string>& paths, std::uint64_t size,
                              const Digest& digest) {
  std::vector<bool> proven(paths.size());
  try {
    const std::vector<std::optional<OpenedFile>> files = open_of_size(paths, size);
    const std::vector<std::size_t> equal = compare_with_first(files, paths, size, digest);
    for (const std::size_t i : equal) {
      const FileStat now = stat_open(files[i]->fd.get(), paths[i]);
      proven[i] = now.size == size && now.mtime_ns == files[i]->status.mtime_ns;
    }
  } catch (const Error&) {
    return std::vector<bool>(paths.size());  // Whoever looks at each by itself says of which.
  }
  return proven;
}

}  // namespace cairn
