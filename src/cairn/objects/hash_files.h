// Hashing files where they lie: one open and one pass gives size and SHA-256, and makes the bytes
// durable when asked to, several files at once on all cores. A file that changes while it is read
// is reported, not recorded. It does not know runs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "cairn/base/atomic_file.h"
#include "cairn/base/digest.h"

namespace cairn {

/// A file as it was found.
struct HashedFile {
  std::string path;
  std::uint64_t size = 0;
  std::uint64_t device = 0;  ///< The file system that it lies on.
  Digest sha256;
};

/// Hashes one regular file. Throws Error(not_found), Error(io), and Error(conflict) when the file
/// changed meanwhile or is no regular file. With Durability::full it is synced too, at `site`.
HashedFile hash_file(const std::string& path, Durability durability, Site site);

/// Appends the bytes of one regular file to a hash; `begin` is told first how many they are. Throws
/// as hash_file.
void hash_content(const std::string& path, Sha256& hasher,
                  const std::function<void(std::uint64_t size)>& begin);

/// From more files on than this, one sync of the file system takes less time than one for each.
inline constexpr std::size_t kManyFiles = 200;

/// Makes the bytes of files that were hashed durable, at `site`: each by itself, or where they are
/// many by one sync of each file system that they lie on. Throws Error(io).
void sync_files(const std::vector<HashedFile>& files, Site site);

/// Hashes all files in the order given, on all cores when it pays, and with Durability::full makes
/// them durable as sync_files does. The first failure is thrown.
std::vector<HashedFile> hash_files(const std::vector<std::string>& paths, Durability durability,
                                   Site site);

/// One digest for a folder: SHA-256 over the sha256sum_line of all its files in path order. Throws
/// as hash_file.
Digest hash_folder(const std::string& folder);

/// The digest of a file or folder that a command depends on, as hash_folder's with links followed
/// (followed_files.h); one that leads nowhere counts by its text. Throws Error(not_found) when
/// `path` is missing.
Digest hash_path(const std::string& path);

}  // namespace cairn
