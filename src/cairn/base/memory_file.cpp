#include "cairn/base/memory_file.h"

#include <sys/mman.h>
#include <unistd.h>

#include <fmt/format.h>

#include "cairn/base/error.h"

namespace cairn {

MemoryFile::MemoryFile(const std::string& name) : fd_(::memfd_create(name.c_str(), MFD_CLOEXEC)) {
  if (!fd_) throw_errno("make a file in memory for", name);
  path_ = fmt::format("/proc/{}/fd/{}", ::getpid(), fd_.get());
}

void MemoryFile::set(std::string_view text) {
  // Written before it is cut: the page that was there is used again.
  ::lseek(fd_.get(), 0, SEEK_SET);
  write_all(Site::file_write, fd_.get(), text, path_);
  if (::ftruncate(fd_.get(), static_cast<off_t>(text.size())) != 0) throw_errno("cut", path_);
}

}  // namespace cairn
