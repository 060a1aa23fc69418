#include "cairn/base/memory_file.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/error.h"

namespace cairn {

MemoryFile::MemoryFile(const std::string& name) : fd_(::memfd_create(name.c_str(), MFD_CLOEXEC)) {
  if (!fd_) throw_errno("make a file in memory for", name);
  path_ = fmt::format("/proc/{}/fd/{}", ::getpid(), fd_.get());
}

void MemoryFile::set(std::string_view text) {
  // Written before it is cut, and cut only where it became shorter: the pages are used again.
  most_bytes_ = std::max(most_bytes_, text.size());
  ::lseek(fd_.get(), 0, SEEK_SET);
  write_all(Site::file_write, fd_.get(), text, path_);
  if (text.size() == most_bytes_) return;
  if (::ftruncate(fd_.get(), static_cast<off_t>(text.size())) != 0) throw_errno("cut", path_);
  most_bytes_ = text.size();
}

}  // namespace cairn
