// Advisory locks between processes of one host: open-file-description locks on files that are never
// deleted, so that they fall with the process and with nothing else. It does not know what a lock
// protects.
#pragma once

#include <optional>
#include <string>

#include "cairn/base/error.h"
#include "cairn/base/io.h"

namespace cairn {

/// A lock that is held while this object lives: exclusive, or shared with other shared ones.
class FileLock {
 public:
  /// Waits for the lock at `path`, making the file when it is missing. Throws Error(io), also where
  /// the file system has no locks: going on unlocked is never right.
  static FileLock acquire(const std::string& path);
  /// The same without waiting: nullopt when another process holds it.
  static std::optional<FileLock> try_acquire(const std::string& path);
  /// Waits for a lock that any number may share while nobody has it exclusively.
  static FileLock acquire_shared(const std::string& path);

 private:
  explicit FileLock(Fd fd) : fd_(std::move(fd)) {}
  Fd fd_;
};

/// Whether the file system of `path`, a file that is there, has locks; nullopt where the file
/// cannot be opened. Takes none.
std::optional<bool> has_locks(const std::string& path);

/// What an attempt to lock `path` throws where there are none.
Error no_locks_error(const std::string& path);

}  // namespace cairn
