// A read lease on an open file: the kernel promises that nobody has it open for writing, and lets
// nobody open it so while the lease is held (they wait). Where file systems have no leases, there
// is none, and the caller has to look at times alone. It does not know why nobody may write.
#pragma once

#include <optional>

namespace cairn {

class ReadLease {
 public:
  /// What asking for a lease came to.
  enum class Answer {
    held,
    refused,      ///< Somebody has the file open for writing.
    unsupported,  ///< The file system has no leases, or the file is another user's.
  };

  /// Asks for a lease on `fd`, which must stay open as long as this lives.
  explicit ReadLease(int fd);
  ReadLease(ReadLease&& other) noexcept;
  ReadLease& operator=(ReadLease&&) = delete;
  ~ReadLease();

  Answer answer() const { return answer_; }
  /// Whether somebody waits to write since.
  bool is_broken() const;

 private:
  int fd_;
  Answer answer_;
};

/// While it lives, the signal by which the kernel tells of a broken lease does not end the process.
class LeaseSignals {
 public:
  LeaseSignals();
  LeaseSignals(const LeaseSignals&) = delete;
  LeaseSignals& operator=(const LeaseSignals&) = delete;
  ~LeaseSignals();

 private:
  void (*before_)(int);
};

}  // namespace cairn
