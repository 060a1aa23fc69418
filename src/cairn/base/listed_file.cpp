#include "cairn/base/listed_file.h"

#include <fcntl.h>
#include <unistd.h>

#include "cairn/base/io.h"

namespace cairn {

std::optional<std::string> read_as_listed(const std::string& root, const TreeEntry& file) {
  constexpr std::uint64_t kSmall = 256 * 1024;
  constexpr int kFlags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW;
  if (file.size > kSmall) return std::nullopt;
  const std::string path = join_path(root, file.path);
  const Fd fd(::open(path.c_str(), kFlags));
  if (!fd) return std::nullopt;
  std::string bytes(static_cast<std::size_t>(file.size) + 1, '\0');
  const ssize_t count = ::read(fd.get(), bytes.data(), bytes.size());
  // A byte more than it has was asked for, so it ends where it should.
  if (count < 0 || static_cast<std::uint64_t>(count) != file.size) return std::nullopt;
  // Afterwards: had it changed before or meanwhile, size or time would be others now.
  const FileStat now = stat_open(fd.get(), path);
  if (!now.is_file() || now.size != file.size || now.mtime_ns != file.mtime_ns) return std::nullopt;
  bytes.pop_back();
  return bytes;
}

}  // namespace cairn
