// Letting equal files of runs share their bytes, and undoing it. Names and bytes stay as they are,
// at every moment: a replacement is made beside a file and exchanged with it at once. Bytes are
// compared right before, while nobody may write, and a file that changed meanwhile is left alone. A
// reflink shares blocks and changes nothing that can be seen; a hard link needs equal owner and
// mode, and takes the time of the file that is kept; a symbolic link goes to an object of the
// store. It does not choose which files are equal (duplicates.h).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cairn/retention/dedup_journal.h"
#include "cairn/retention/duplicates.h"

namespace cairn {

struct MergeRequest {
  /// Absent: reflink where the file system can, else hardlink.
  std::optional<LinkKind> link;
  /// Called with how many sets are done, of how many.
  std::function<void(std::size_t, std::size_t)> progress = [](std::size_t, std::size_t) {};
};

struct MergeReport {
  std::size_t merged = 0;         ///< Files that share their bytes now.
  std::uint64_t bytes = 0;        ///< That this saves.
  std::size_t already = 0;        ///< Files that did so before.
  std::optional<LinkKind> link;   ///< How; absent when nothing was merged.
  std::vector<std::string> left;  ///< "results/a/x.bin: somebody has it open for writing".
};

/// Lets the other files of each set share the bytes of its first; what could not be merged is left
/// as it was, and named. Throws Error(io), and Error(conflict) where symbolic links would lead
/// nowhere (results_place.h).
MergeReport merge_duplicates(const Project& project, const Duplicates& duplicates,
                             const MergeRequest& request);

struct RestoreReport {
  std::size_t restored = 0;  ///< Files that have an inode of their own again.
  std::uint64_t bytes = 0;
  std::vector<std::string> left;      ///< Files that could not be, and why.
  std::vector<std::string> problems;  ///< What the journal cannot tell any more.
};

/// Gives every file that shares its inode with another file of this store, or is a link to an
/// object, an inode of its own, with the bytes that its record names, and the mode and time that
/// the journal knows. Reflinks are left as they are: they are files of their own. Throws Error(io).
RestoreReport restore_duplicates(const Project& project,
                                 const std::function<void(std::size_t, std::size_t)>& progress);

}  // namespace cairn
