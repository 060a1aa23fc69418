// Whole folders: moving one to where nothing is, telling what it takes on the disk, and removing
// one. Removing goes down a chain of open folders, follows no link and crosses into no other mount,
// so that nothing outside of the folder can be reached, whoever changes it meanwhile; of a way
// down that is long only its end is kept open. It does not know what the folder holds.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "cairn/base/io.h"

namespace cairn {

/// Renames a file or folder to a path where nothing is. Throws Error(conflict) where something is,
/// Error(io).
void move_to_new(Site site, const std::string& from, const std::string& to);

/// What files take.
struct TreeUsage {
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;  ///< Sum of the sizes of all files.
  /// What the disk gets back when all of it goes: blocks of files and folders, an inode with
  /// several names once, and not at all while it has a name elsewhere. Blocks that clones of a file
  /// share (reflinks) count for each, since no system call tells of them.
  std::uint64_t freed = 0;
};

/// The usage of these files and folders together; what is missing counts nothing. Folders of other
/// file systems below them are left out. Calls `done` after each of them. Throws Error(io).
TreeUsage tree_usage(
    const std::vector<std::string>& paths, const std::function<void()>& done = [] {});

/// Removes the folder and all below it; nothing is fine. Throws Error(io) naming what cannot go:
/// what was removed before stays removed, so that it can be called again. Throws Error(conflict)
/// where another file system, or another part of this one, is mounted below it.
void remove_tree(Site site, const std::string& path);

}  // namespace cairn
