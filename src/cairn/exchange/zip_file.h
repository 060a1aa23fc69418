// An open zip file whose index was read with every doubt (zip_index.h), and the contents of its
// files: read by descriptor, in bounded memory, each byte under the CRC, never more than the index
// promised. Safe for many threads. It does not know what the files mean.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/digest.h"
#include "cairn/base/io.h"
#include "cairn/exchange/zip_index.h"

namespace cairn {

class ZipFile {
 public:
  /// Throws Error(not_found), Error(io), Error(invalid_input) for what is no regular file, and what
  /// read_zip_index throws.
  ZipFile(std::string path, const ZipLimits& limits);

  const std::vector<ZipEntry>& entries() const { return entries_; }
  /// Bytes of the file.
  std::uint64_t size() const { return size_; }

  /// Hands the bytes of a file to `sink`, piece by piece, and returns their SHA-256. Throws
  /// Error(corrupt) when they are not as many as the index says, or have another CRC, after what
  /// was right of them was handed over.
  Digest unpack(const ZipEntry& entry, const std::function<void(std::string_view)>& sink) const;
  /// A small file whole. Throws as unpack, and Error(corrupt) above `most` bytes.
  std::string read(const ZipEntry& entry, std::uint64_t most) const;

  /// Throws Error(conflict) when the file was changed since it was opened.
  void check_unchanged() const;

 private:
  std::string read_at(std::uint64_t offset, std::size_t size) const;
  std::uint32_t copy_stored(const ZipEntry& entry,
                            const std::function<void(std::string_view)>& sink) const;
  std::uint32_t inflate(const ZipEntry& entry,
                        const std::function<void(std::string_view)>& sink) const;

  std::string path_;
  Fd fd_;
  std::uint64_t size_ = 0;
  std::int64_t mtime_ns_ = 0;
  std::vector<ZipEntry> entries_;
};

}  // namespace cairn
