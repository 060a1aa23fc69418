#include "cairn/objects/in_flight.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "cairn/base/ascii.h"
#include "cairn/base/clock.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/process.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

constexpr std::int64_t kForeignNotesNs = 7LL * 24 * 3600 * 1'000'000'000;

std::string notes_folder(const std::string& hidden) { return hidden + "/inflight"; }

std::string locks_file(const std::string& hidden) {
  make_folders(Site::project_folder, hidden + "/locks");
  return hidden + "/locks/objects";
}

/// Takes the lock that tells that the owner of a note lives.
bool lock_note(int fd) {
  struct flock range {};
  range.l_type = F_WRLCK;
  range.l_whence = SEEK_SET;
  return ::fcntl(fd, F_OFD_SETLK, &range) == 0;
}

/// Whether a note `HOST-PID-TIME-COUNT` is this host's: a host's name may be the beginning of
/// another's, and hold what parts the numbers.
bool is_of_this_host(std::string_view name) {
  std::size_t end = name.size();
  for (int number = 0; number < 3; ++number) {
    const std::size_t dash = end == 0 ? std::string_view::npos : name.rfind('-', end - 1);
    if (dash == std::string_view::npos || dash + 1 == end) return false;
    const std::string_view digits = name.substr(dash + 1, end - dash - 1);
    if (!std::ranges::all_of(digits, is_digit)) return false;
    end = dash;
  }
  return name.substr(0, end) == host_name();
}

/// Whether a note is of no use any more: nobody of this host holds it, or another host's is old.
bool is_dead(const std::string& path, const std::string& name) {
  if (!is_of_this_host(name)) {
    const std::optional<FileStat> status = stat_path(path);
    return status && now_us() * 1000 - status->mtime_ns > kForeignNotesNs;
  }
  return FileLock::try_acquire(path).has_value();
}

}  // namespace

InFlight::~InFlight() {
  if (path_.empty()) return;
  try {
    remove_file(Site::object_note_remove, path_);
  } catch (const Error&) {
    // Nothing is lost with it: a collector removes the notes of processes that are dead.
  }
}

void InFlight::note(const Digest& digest) {
  if (!fd_) {
    static std::atomic<unsigned> counter{0};
    make_folders(Site::object_note, notes_folder(hidden_));
    path_ = fmt::format("{}/{}-{}-{}-{}", notes_folder(hidden_), host_name(), ::getpid(), now_us(),
                        counter++);
    fd_ = open_write(Site::object_note, path_, OpenMode::append);
    lock_note(fd_.get());
  }
  write_all(Site::object_note, fd_.get(), digest.hex() + "\n", path_);
}

FileLock lock_objects_shared(const std::string& hidden) {
  return FileLock::acquire_shared(locks_file(hidden));
}

FileLock lock_objects_alone(const std::string& hidden) {
  return FileLock::acquire(locks_file(hidden));
}

namespace {

/// Adds what a note says; returns whether it is there.
bool add_note(const std::string& path, std::unordered_set<Digest, DigestHash>& noted) {
  const std::optional<std::string> text = read_file_if_any(path);
  if (!text) return false;
  for (const std::string& line : split(*text, '\n')) {
    if (const std::optional<Digest> digest = Digest::from_hex(line)) noted.insert(*digest);
  }
  return true;
}

}  // namespace

std::unordered_set<Digest, DigestHash> look_at_in_flight(const std::string& hidden) {
  std::unordered_set<Digest, DigestHash> noted;
  const std::string folder = notes_folder(hidden);
  for (const FolderEntry& entry : list_folder(folder)) {
    add_note(join_path(folder, entry.name), noted);
  }
  return noted;
}

std::unordered_set<Digest, DigestHash> read_in_flight(const std::string& hidden) {
  std::unordered_set<Digest, DigestHash> noted;
  const std::string folder = notes_folder(hidden);
  for (const FolderEntry& entry : list_folder(folder)) {
    const std::string path = join_path(folder, entry.name);
    if (!add_note(path, noted)) continue;
    // What a dead process noted counts this once: its record may have been the last it did.
    if (is_dead(path, entry.name)) remove_file(Site::object_note_remove, path);
  }
  return noted;
}

}  // namespace cairn
