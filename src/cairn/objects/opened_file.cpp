#include "cairn/objects/opened_file.h"

#include <fcntl.h>

#include <cerrno>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/long_path.h"

namespace cairn {

OpenedFile open_regular_file(const std::string& path, Links links) {
  OpenedFile file;
  const int refusal = links == Links::refuse ? O_NOFOLLOW : 0;
  // O_NONBLOCK: a FIFO must not make us wait for a writer.
  file.fd = open_long(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | refusal);
  if (!file.fd && (errno == ENOENT || errno == ENOTDIR)) {
    throw Error(ErrorCode::not_found, fmt::format("there is no file '{}'", path));
  }
  if (!file.fd && errno == ELOOP && links == Links::refuse) {
    throw Error(ErrorCode::conflict, fmt::format("'{}' is a link, not a regular file", path));
  }
  if (!file.fd) throw_errno("open", path);
  file.status = stat_open(file.fd.get(), path);
  if (!file.status.is_file()) {
    throw Error(ErrorCode::conflict, fmt::format("'{}' is not a regular file", path));
  }
  return file;
}

bool is_unchanged(const OpenedFile& file, const std::string& path) {
  const FileStat now = stat_open(file.fd.get(), path);
  return now.size == file.status.size && now.mtime_ns == file.status.mtime_ns &&
         now.ctime_ns == file.status.ctime_ns;
}

void throw_changed(const std::string& path) {
  throw Error(ErrorCode::conflict, fmt::format("'{}' changed while it was being read", path),
              "something still writes to it; wait for it to end, then run this again");
}

void require_unchanged(const OpenedFile& file, const std::string& path) {
  if (!is_unchanged(file, path)) throw_changed(path);
}

}  // namespace cairn
