// Files of runs that hold equal bytes: at once from the catalog, which knows every artifact's
// SHA-256, or by a look at the files themselves that trusts no index and no recorded digest. It
// does not merge anything.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/store/project.h"

namespace cairn {

/// One of several equal files.
struct DuplicateFile {
  std::string path;               ///< Relative to the project.
  std::size_t artifact_size = 0;  ///< What of its end is relative to the run folder.
  RunId run;
  int attempt = 1;         ///< Of that run.
  TimeUs ended = 0;        ///< When its run ended.
  bool is_merged = false;  ///< It shares its bytes with another of them already.

  std::string_view artifact() const {
    return std::string_view(path).substr(path.size() - artifact_size);
  }
};

/// Files with equal bytes, sorted by path until somebody says which is to be first.
struct DuplicateSet {
  std::optional<Digest> sha256;  ///< Absent after a look at the files: nothing was hashed.
  std::uint64_t size = 0;
  std::vector<DuplicateFile> files;

  /// Bytes that merging would free.
  std::uint64_t savings() const;
};

/// All sets, those that would save most first.
struct Duplicates {
  std::vector<DuplicateSet> sets;
  /// "'results/a/m' is a link: …", once for each link that leads to files which records name, and
  /// for each folder that this user may not look into: what lies there is in no set.
  std::vector<std::string> left_out;

  std::uint64_t savings() const;
  /// Files that could go.
  std::size_t surplus() const;
};

/// Sorts the files of each set: those of the newest run first, then by path.
void put_newest_first(Duplicates& duplicates);

/// As the catalog knows them; adopted trees have none. Reads no file but the journal of
/// deduplication.
Duplicates duplicates_on_record(const Project& project, const Catalog& catalog);

/// By size, then by their first bytes, then byte by byte; on all cores. Files that records name and
/// that are no links. `progress` is called with how many sizes are done, of how many.
Duplicates scan_duplicates(const Project& project,
                           const std::function<void(std::size_t, std::size_t)>& progress);

}  // namespace cairn
