#include "cairn/exchange/zip_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/exchange/deflate.h"

namespace cairn {

namespace {

/// Files up to here are inflated whole, which is several times as fast.
constexpr std::uint64_t kInflatedWhole = 10 << 20;
constexpr std::size_t kInflatedBlock = 1 << 20;

[[noreturn]] void refuse_bytes(const ZipEntry& entry, std::string_view why) {
  throw Error(ErrorCode::corrupt,
              fmt::format("the entry '{}' {}", printable(entry.name.text()), why));
}

std::int64_t mtime_of(const struct stat& status) {
  return status.st_mtim.tv_sec * 1'000'000'000LL + status.st_mtim.tv_nsec;
}

}  // namespace

ZipFile::ZipFile(std::string path, const ZipLimits& limits) : path_(std::move(path)) {
  // O_NONBLOCK: a FIFO must not make us wait for a writer.
  fd_ = Fd(::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!fd_ && errno == ENOENT) {
    throw Error(ErrorCode::not_found, fmt::format("there is no file '{}'", printable(path_)));
  }
  if (!fd_ && errno == ELOOP) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("'{}' is a link, and a package is a file", printable(path_)),
                "name the file itself: realpath tells it");
  }
  if (!fd_) throw_errno("open", path_);
  struct stat status {};
  if (::fstat(fd_.get(), &status) != 0) throw_errno("look at", path_);
  if (!S_ISREG(status.st_mode)) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("'{}' is no regular file, and a package is one", printable(path_)));
  }
  size_ = static_cast<std::uint64_t>(status.st_size);
  mtime_ns_ = mtime_of(status);
  const ReadAt reader = [this](std::uint64_t offset, std::size_t size) {
    return read_at(offset, size);
  };
  entries_ = read_zip_index(reader, size_, limits);
}

std::string ZipFile::read_at(std::uint64_t offset, std::size_t size) const {
  std::string bytes(size, '\0');
  for (std::size_t have = 0; have < size;) {
    const ssize_t count =
        ::pread(fd_.get(), bytes.data() + have, size - have, static_cast<off_t>(offset + have));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw_errno("read", path_);
    if (count == 0) {
      throw Error(ErrorCode::conflict,
                  fmt::format("'{}' became shorter while it was read", printable(path_)));
    }
    have += static_cast<std::size_t>(count);
  }
  return bytes;
}

void ZipFile::check_unchanged() const {
  struct stat status {};
  if (::fstat(fd_.get(), &status) != 0) throw_errno("look at", path_);
  if (static_cast<std::uint64_t>(status.st_size) == size_ && mtime_of(status) == mtime_ns_) return;
  throw Error(ErrorCode::conflict, fmt::format("'{}' changed while it was read", printable(path_)),
              "wait until it has been copied whole, then run this again");
}

Digest ZipFile::unpack(const ZipEntry& entry,
                       const std::function<void(std::string_view)>& sink) const {
  Sha256 hasher;
  const auto hashing = [&](std::string_view bytes) {
    hasher.update(bytes);
    sink(bytes);
  };
  const std::uint32_t crc = entry.is_stored ? copy_stored(entry, hashing) : inflate(entry, hashing);
  if (crc != entry.crc) refuse_bytes(entry, "does not match its checksum (CRC)");
  return hasher.finish();
}

std::string ZipFile::read(const ZipEntry& entry, std::uint64_t most) const {
  if (entry.size > most) {
    refuse_bytes(entry,
                 fmt::format("has {}, more than such a file can have", human_bytes(entry.size)));
  }
  std::string bytes;
  unpack(entry, [&](std::string_view piece) { bytes += piece; });
  return bytes;
}

std::uint32_t ZipFile::copy_stored(const ZipEntry& entry,
                                   const std::function<void(std::string_view)>& sink) const {
  std::uint32_t crc = 0;
  for (std::uint64_t at = 0; at < entry.size; at += kInflatedBlock) {
    const std::string bytes =
        read_at(entry.data_at + at, std::min<std::uint64_t>(kInflatedBlock, entry.size - at));
    crc = crc32_of(bytes, crc);
    sink(bytes);
  }
  return crc;
}

std::uint32_t ZipFile::inflate(const ZipEntry& entry,
                               const std::function<void(std::string_view)>& sink) const {
  if (entry.size <= kInflatedWhole && entry.packed_size <= kInflatedWhole + kInflatedBlock) {
    thread_local std::string bytes;
    const std::string packed = read_at(entry.data_at, entry.packed_size);
    const InflateResult result = inflate_whole(packed, entry.size, bytes);
    if (result == InflateResult::bad_data) refuse_bytes(entry, "is no deflate stream");
    if (result == InflateResult::wrong_size)
      refuse_bytes(entry, "has another size than the index says");
    sink(bytes);
    return crc32_of(bytes);
  }
  Inflater inflater;
  std::string output(kInflatedBlock, '\0');
  std::uint64_t made = 0;
  std::uint32_t crc = 0;
  bool at_end = false;
  for (std::uint64_t at = 0; at < entry.packed_size && !at_end;) {
    const std::string input = read_at(
        entry.data_at + at, std::min<std::uint64_t>(kInflatedBlock, entry.packed_size - at));
    std::string_view rest = input;
    while (true) {
      const Inflater::Step step = inflater.step(rest, output.data(), output.size());
      if (step.is_bad) refuse_bytes(entry, "is no deflate stream");
      made += step.made;
      if (made > entry.size) refuse_bytes(entry, "has more bytes than the index says");
      const std::string_view piece(output.data(), step.made);
      crc = crc32_of(piece, crc);
      if (!piece.empty()) sink(piece);
      rest.remove_prefix(step.taken);
      at_end = step.at_end;
      const bool is_through = rest.empty() && step.made < output.size();
      if (at_end || is_through) break;
    }
    at += input.size() - rest.size();
    if (at_end && at != entry.packed_size) refuse_bytes(entry, "has bytes behind its end");
  }
  if (!at_end || made != entry.size) refuse_bytes(entry, "has fewer bytes than the index says");
  return crc;
}

}  // namespace cairn
