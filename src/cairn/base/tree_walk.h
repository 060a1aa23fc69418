// One pass over a folder and everything below it, on all cores: names, kinds, sizes, times, targets
// of links. Links are never followed, nothing is opened but folders, and nothing is written. The
// entries stand in the order of a walk that goes into each folder where it stands, names sorted by
// their bytes; two walks over an unchanged tree are equal. It does not know what the files mean.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/clock.h"
#include "cairn/base/fs.h"

namespace cairn {

/// What lies at one path below the root.
struct TreeEntry {
  std::string path;  ///< Relative to the root.
  FileStat::Kind kind = FileStat::Kind::other;
  std::uint64_t size = 0;     ///< Of files and links; 0 for folders.
  std::int64_t mtime_ns = 0;  ///< Of files and links; 0 for folders.
  /// Of a folder that of the moment before its names were asked for, or 0: it could not be listed,
  /// or lies on another device than the root.
  std::int64_t ctime_ns = 0;
  std::uint64_t inode = 0;  ///< Of a folder whose ctime is told.
  std::string target;       ///< Of a link, as it is written.
  std::size_t end = 0;      ///< The index behind everything below a folder; of others the next one.
};

struct TreeListing {
  TimeUs began = 0;                   ///< When the first of it was looked at.
  TreeEntry root;                     ///< The root itself; its path is empty.
  std::vector<TreeEntry> entries;     ///< Without the root itself.
  std::vector<std::string> problems;  ///< "a/b: permission denied", one for each unread folder.

  /// The entry at `path`, or nullptr.
  const TreeEntry* find(std::string_view path) const;
};

/// Walks over `root`, which alone may be a link. Throws Error(not_found) where it is no folder,
/// Error(io).
TreeListing list_tree(const std::string& root);

/// Whether `left` comes before `right` in a walk: as bytes, but '/' before all others.
bool walks_before(std::string_view left, std::string_view right);

}  // namespace cairn
