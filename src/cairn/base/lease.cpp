#include "cairn/base/lease.h"

#include <fcntl.h>
#include <signal.h>

#include <cerrno>
#include <utility>

namespace cairn {

ReadLease::ReadLease(int fd) : fd_(fd), answer_(Answer::held) {
  if (::fcntl(fd_, F_SETLEASE, F_RDLCK) == 0) return;
  answer_ = errno == EAGAIN ? Answer::refused : Answer::unsupported;
  fd_ = -1;
}

ReadLease::ReadLease(ReadLease&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), answer_(other.answer_) {}

ReadLease::~ReadLease() {
  if (fd_ >= 0) ::fcntl(fd_, F_SETLEASE, F_UNLCK);
}

bool ReadLease::is_broken() const {
  // While a break is pending the kernel tells what the lease is to become.
  return fd_ >= 0 && ::fcntl(fd_, F_GETLEASE) != F_RDLCK;
}

LeaseSignals::LeaseSignals() : before_(::signal(SIGIO, SIG_IGN)) {}

LeaseSignals::~LeaseSignals() { ::signal(SIGIO, before_ == SIG_ERR ? SIG_DFL : before_); }

}  // namespace cairn
