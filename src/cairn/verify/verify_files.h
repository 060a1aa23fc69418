// Whether single files are what somebody recorded. Safe for many threads. It does not know runs.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "cairn/verify/verify.h"

namespace cairn {

/// What is wrong with a file.
struct FileProblem {
  Finding::Kind kind;
  std::string message;
};

class FileVerifier {
 public:
  FileVerifier(const Project& project, VerifyDepth depth) : project_(project), depth_(depth) {}

  /// Compares the file or object link at `path` (relative to the project) with what was recorded;
  /// nullopt when all is well.
  std::optional<FileProblem> check(const std::string& path, const VouchedFile& expected);
  /// Of several files that should all be this one: which are so for certain, found with less work
  /// than by asking for each. Of the others nothing is known.
  std::vector<bool> prove(const std::vector<std::string>& paths, const VouchedFile& expected) const;
  /// Whether an object is what its name says.
  std::optional<FileProblem> check_object(const Digest& digest);

 private:
  std::optional<FileProblem> check_bytes(const std::string& path, const Digest& expected);
  Digest digest_of(const std::string& absolute, const FileStat& status);

  /// An inode as it was when it was read: files with several names are read once.
  using Inode = std::tuple<std::uint64_t, std::uint64_t, std::int64_t, std::int64_t>;

  const Project& project_;
  VerifyDepth depth_;
  std::mutex mutex_;
  std::map<Inode, Digest> inodes_;
};

}  // namespace cairn
