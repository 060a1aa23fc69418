// What a dep was found to be, as one text of the fingerprint: the digest of its bytes, a digest of
// sizes and times, or a version that a person gave. It does not know stages or runs.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "cairn/base/digest.h"
#include "cairn/spec/project_spec.h"

namespace cairn {

/// What commands depend on, looked at once for all that ask: a folder of thousands of files is not
/// walked for each job. Bytes are read again only where size, times or inode of a file are others.
/// Safe for many threads.
class DepHasher {
 public:
  /// 64 hex digits of the bytes of a file or folder, or "stat 3 files 1200 bytes <SHA-256 of sizes,
  /// mtimes and names>", by a look that began after the last `expire`. Throws Error(not_found),
  /// Error(io).
  std::string leaf(const std::string& path, DepCheck check);
  /// From here on only looks count that have not begun yet: a command has ended, which may have
  /// written, or beside which others may have.
  void expire();
  /// How many looks there were.
  std::uint64_t looks() const;

 private:
  struct Look {
    std::string leaf;
    std::string state;  ///< Sizes, times and inodes of all files; empty where no bytes were read.
  };
  struct Known {
    bool is_being_looked_at = false;
    std::optional<std::uint64_t> age;  ///< As the last look began; absent: there was none.
    Look last;
  };
  static Look look(const std::string& path, DepCheck check, const Look& last);

  mutable std::mutex mutex_;
  std::condition_variable looked_;
  std::map<std::pair<std::string, DepCheck>, Known> known_;
  std::uint64_t age_ = 0;
  std::uint64_t looks_ = 0;
};

/// The leaf of a dep that was another one when the command had ended than when it began: it is like
/// no other, so that the run is never taken for made from what lies there.
inline constexpr std::string_view kChangedDep = "changed while it ran";

/// The fingerprint's leaf of a dep: 64 hex digits, "stat …", or "version 2".
std::string dep_leaf(DepHasher& hasher, const std::string& path, DepCheck check,
                     const std::string& version);

}  // namespace cairn
