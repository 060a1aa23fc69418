// The index of a zip file that a stranger made, read with every doubt: one end record, one
// directory, members that lie one behind the other from the first byte to the directory, and local
// headers that say what the directory says. Whatever can be read in two ways is refused. Invariant:
// what was read names regular files by safe paths, each once and none inside another, whose data
// lie in the file and do not overlap. No data is read. docs/formats/package.md lists what is
// refused.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/safe_rel_path.h"

namespace cairn {

/// What an importer is ready to take from a package.
struct ZipLimits {
  std::uint64_t entries = 50'000;
  std::uint64_t directory_bytes = 64 << 20;
  std::uint64_t total_bytes = std::uint64_t{1} << 40;  ///< Of all files, unpacked.
  std::uint64_t ratio = 100;  ///< Unpacked to packed, of files above `ratio_from`.
  std::uint64_t ratio_from = 10 << 20;
  std::uint64_t total_ratio_from = 100
                                   << 20;  ///< All files together may not pass `ratio` above it.
};

/// A file in the zip.
struct ZipEntry {
  SafeRelPath name;
  bool is_stored = false;
  std::uint32_t crc = 0;
  std::uint64_t packed_size = 0;
  std::uint64_t size = 0;
  std::uint64_t data_at = 0;  ///< Where its data begin.
};

/// Reads `size` bytes at `offset`; throws Error(io), Error(corrupt) where the file is shorter.
using ReadAt = std::function<std::string(std::uint64_t offset, std::size_t size)>;

/// The files of a zip of `size` bytes, folders left out, in the order of the directory. Throws
/// Error(corrupt) that names the entry, and Error(invalid_input) where a limit is passed.
std::vector<ZipEntry> read_zip_index(const ReadAt& read_at, std::uint64_t size,
                                     const ZipLimits& limits);

}  // namespace cairn
