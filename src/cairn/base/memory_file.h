// A file without a name on any disk, which other processes open by a path below /proc while we
// live. Its text can be replaced, which costs less than a new file. It does not know what the text
// means.
#pragma once

#include <string>
#include <string_view>

#include "cairn/base/io.h"

namespace cairn {

class MemoryFile {
 public:
  /// `name` is what tools show of it. Throws Error(io).
  explicit MemoryFile(const std::string& name);

  /// Makes `text` all that the file holds. Whoever has the file open must be done with it.
  void set(std::string_view text);
  /// A path under which a process of this host and user can open it.
  const std::string& path() const { return path_; }

 private:
  Fd fd_;
  std::string path_;
  std::size_t most_bytes_ = 0;  ///< The file is not longer.
};

}  // namespace cairn
