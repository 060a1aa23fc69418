#include "cairn/base/long_path.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <string_view>
#include <utility>

namespace cairn {

const int LongPath::kCurrentFolder = AT_FDCWD;

LongPath::LongPath(int folder, const std::string& path) : folder_(folder), rest_(path.c_str()) {
  constexpr std::size_t kMost = PATH_MAX - 1;
  std::string_view left = path;
  while (left.size() > kMost) {
    const std::size_t slash = left.rfind('/', kMost);
    if (slash == std::string_view::npos || slash == 0) return;  // A name too long for any folder.
    const std::string piece(left.substr(0, slash));
    Fd next(::openat(this->folder(), piece.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!next) {
      // The call fails as it would for the whole path: nothing there, or too long to tell.
      if (errno == ENOENT || errno == ENOTDIR) rest_ = "";
      return;
    }
    held_ = std::move(next);
    left.remove_prefix(slash);
    left.remove_prefix(std::min(left.size(), left.find_first_not_of('/')));
    rest_ = path.c_str() + (path.size() - left.size());
  }
}

Fd open_long(const std::string& path, int flags) {
  const LongPath at(path);
  return Fd(::openat(at.folder(), at.rest(), flags));
}

}  // namespace cairn
