// What a dep was found to be, as one text of the fingerprint: the digest of its bytes, a digest of
// sizes and times, or a version that a person gave. It does not know stages or runs.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "cairn/base/digest.h"
#include "cairn/spec/project_spec.h"

namespace cairn {

/// Digests of what commands depend on, remembered while size, times and inode stay as they were.
/// Safe for many threads.
class DepHasher {
 public:
  /// The digest of a file's or folder's bytes. Throws Error(not_found), Error(io).
  Digest hash(const std::string& path);
  /// "stat 3 files 1200 bytes <SHA-256 of sizes, mtimes and names>", without reading a byte. Throws
  /// Error(not_found).
  static std::string stat(const std::string& path);

 private:
  struct Entry {
    std::string state;  ///< Sizes, times and inodes of all files.
    Digest digest;
  };
  std::mutex mutex_;
  std::map<std::string, Entry> known_;
};

/// The leaf of a dep that was another one when the command had ended than when it began: it is like
/// no other, so that the run is never taken for made from what lies there.
inline constexpr std::string_view kChangedDep = "changed while it ran";

/// The fingerprint's leaf of a dep: 64 hex digits, "stat …", or "version 2".
std::string dep_leaf(DepHasher& hasher, const std::string& path, DepCheck check,
                     const std::string& version);

}  // namespace cairn
