#include "cairn/base/memory_file.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

#include <fmt/format.h>

#include "cairn/base/error.h"

namespace cairn {

MemoryFile::MemoryFile(const std::string& name) : fd_(::memfd_create(name.c_str(), MFD_CLOEXEC)) {
  if (!fd_) throw_errno("make a file in memory for", name);
  path_ = fmt::format("/proc/{}/fd/{}", ::getpid(), fd_.get());
}

void MemoryFile::set(std::string_view text) {
  // Written first: the page that was there is used again.
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t count = ::pwrite(fd_.get(), text.data() + done, text.size() - done,
                                   static_cast<off_t>(done));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw_errno("write", path_);
    done += static_cast<std::size_t>(count);
  }
  if (::ftruncate(fd_.get(), static_cast<off_t>(text.size())) != 0) throw_errno("cut", path_);
}

}  // namespace cairn
