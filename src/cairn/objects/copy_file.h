// Copying and comparing files block by block, so that their size costs no memory: a copy that is
// hashed while it is made, and two files that are compared byte by byte. It does not know names or
// objects.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/atomic_file.h"
#include "cairn/base/digest.h"
#include "cairn/objects/opened_file.h"

namespace cairn {

/// Writes the bytes of `source` into `file`, which the caller commits; returns whether they have
/// this digest. A link is not followed. Throws Error(not_found), Error(io).
bool copy_checked(const std::string& source, const Digest& digest, AtomicFile& file);

/// The bytes of a small file, valid until the next call of this thread; nullopt for a larger one.
/// Throws Error(io).
std::optional<std::string_view> read_small(const OpenedFile& file, const std::string& path);

/// Writes the rest of an open file into `file`; returns the digest of what was written.
Digest copy_hashed(int source, const std::string& source_path, AtomicFile& file);

/// One file that others are compared with; a small one is read once.
class FileComparison {
 public:
  /// Throws as open_regular_file; Error(conflict) when it has not `size` bytes.
  FileComparison(const std::string& path, std::uint64_t size);
  /// Whether the file at `path` holds the same bytes; false for one that went meanwhile.
  bool equals(const std::string& path) const;

 private:
  OpenedFile file_;
  std::string bytes_;  ///< Of a small file.
};

/// Which of several files hold these bytes, and did so from before they were read until after. Each
/// is read once, the first is hashed and the others are compared with it, which takes a third of
/// hashing them. False says only that it was not proven: of the one that differs, of all when the
/// first does or one cannot be read, and of a file with further names, which is better read once
/// for all of them.
std::vector<bool> prove_equal(const std::vector<std::string>& paths, std::uint64_t size,
                              const Digest& digest);

/// Whether two open files hold the same bytes, from their beginnings on. Throws Error(io).
bool equal_bytes(int left, int right, const std::string& path);

}  // namespace cairn
