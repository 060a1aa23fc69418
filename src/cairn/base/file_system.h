// What a file system is and can do, tried out with two files in a folder: for doctor. It does not
// know the project, nor what follows from it.
#pragma once

#include <string>

namespace cairn {

/// The file system of a folder.
struct FileSystem {
  std::string name;         ///< "ext4"; of one that is not known its number.
  bool is_network = false;  ///< Other hosts may write, and locks of theirs not be seen.
  /// Known, and of this host alone: the ctime of a folder tells whether names came or went. One
  /// that is not known is neither.
  bool is_local = false;
};

/// Throws Error(io).
FileSystem file_system_of(const std::string& folder);

/// "no reflinks, hard links, exchange", tried out in `folder`; nothing is left there. Throws
/// Error(io), as on a disk that is full.
std::string features_of(const std::string& folder);

}  // namespace cairn
