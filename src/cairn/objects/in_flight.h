// Which objects living processes are about to refer to. A process notes a digest before it looks
// whether the object is there, and its note stays until its records are committed, so that nobody
// who collects objects takes one between the look and the record. A note is locked while its
// process lives: the kernel says who is dead. It does not know records.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "cairn/base/digest.h"
#include "cairn/base/io.h"
#include "cairn/base/lock.h"

namespace cairn {

/// The notes of one process; the file goes with this object.
class InFlight {
 public:
  /// `hidden` is the project's hidden folder. Nothing is written before the first note.
  explicit InFlight(std::string hidden) : hidden_(std::move(hidden)) {}
  InFlight(const InFlight&) = delete;
  InFlight& operator=(const InFlight&) = delete;
  ~InFlight();

  /// Notes a digest, for a caller that holds the shared lock. Throws Error(io).
  void note(const Digest& digest);

 private:
  std::string hidden_;
  std::string path_;
  Fd fd_;
};

/// A lock that writers of objects share, and a collector has alone.
FileLock lock_objects_shared(const std::string& hidden);
FileLock lock_objects_alone(const std::string& hidden);

/// What is noted. Notes of dead processes of this host are removed; the caller holds the lock
/// alone. Those of other hosts count for a week after they were written.
std::unordered_set<Digest, DigestHash> read_in_flight(const std::string& hidden);

/// The same for who only looks: needs no lock, and leaves the notes of the dead.
std::unordered_set<Digest, DigestHash> look_at_in_flight(const std::string& hidden);

}  // namespace cairn
