// Paths that are longer than the system takes at once (PATH_MAX): jobs make folders in folders by
// going into them, as deep as they like. For the source files that call the system.
#pragma once

#include <string>

#include "cairn/base/io.h"

namespace cairn {

/// A path for a call that takes a folder and a path below it (openat, fstatat). A short one is
/// passed as it is; of a long one the folder is opened piece by piece, as the system would go.
/// Lives no longer than the text.
class LongPath {
 public:
  explicit LongPath(const std::string& path) : LongPath(kCurrentFolder, path) {}
  /// `path` below an open folder.
  LongPath(int folder, const std::string& path);

  int folder() const { return held_ ? held_.get() : folder_; }
  const char* rest() const { return rest_; }

 private:
  static const int kCurrentFolder;
  int folder_;
  Fd held_;
  const char* rest_;
};

/// open(2) of such a path for reading; the flags have O_CLOEXEC. errno tells why it failed.
Fd open_long(const std::string& path, int flags);

}  // namespace cairn
