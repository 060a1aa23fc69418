#include "cairn/base/tree_walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/heap.h"
#include "cairn/base/long_path.h"
#include "cairn/base/process.h"

namespace cairn {

namespace {

struct Root {
  int fd;
  dev_t device;
};

/// A folder of the walk. Its own thread writes it; the others only know where it stands.
struct WalkedFolder {
  std::string path;
  std::int64_t ctime_ns = 0;
  std::uint64_t inode = 0;
  std::vector<TreeEntry> entries;  ///< Sorted by name.
  /// Of the folders among them, in that order.
  std::vector<std::unique_ptr<WalkedFolder>> children;
  std::string problem;
};

std::string link_target(int folder, const char* name) {
  std::array<char, PATH_MAX> target;
  const ssize_t length = ::readlinkat(folder, name, target.data(), target.size());
  return length < 0 ? "" : std::string(target.data(), static_cast<std::size_t>(length));
}

std::int64_t nanoseconds(const timespec& time) {
  return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
}

/// Looks at what is no folder, or where the listing did not tell.
void look_at(int folder, const char* name, TreeEntry& entry) {
  struct stat status {};
  // What went away since it was listed stays as something that is no file.
  if (::fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0) return;
  if (S_ISDIR(status.st_mode)) {
    entry.kind = FileStat::Kind::folder;
    return;
  }
  entry.mtime_ns = nanoseconds(status.st_mtim);
  entry.ctime_ns = nanoseconds(status.st_ctim);
  entry.size = static_cast<std::uint64_t>(status.st_size);
  if (S_ISREG(status.st_mode)) entry.kind = FileStat::Kind::file;
  if (S_ISLNK(status.st_mode)) {
    entry.kind = FileStat::Kind::link;
    entry.target = link_target(folder, name);
  }
}

/// Calls `visit` for each entry but "." and ".."; returns whether the system told all of them. By
/// pieces of one buffer for each thread: opendir makes one for each folder, and asks twice more.
template <typename Visit>
bool list_entries(int fd, const Visit& visit) {
  constexpr std::size_t kPiece = 32 * 1024;
  alignas(dirent64) thread_local std::array<char, kPiece> piece;
  while (true) {
    const ssize_t count = ::getdents64(fd, piece.data(), piece.size());
    if (count <= 0) return count == 0;
    for (ssize_t at = 0; at < count;) {
      const auto* entry = reinterpret_cast<const dirent64*>(piece.data() + at);
      at += entry->d_reclen;
      const std::string_view name = entry->d_name;
      if (name != "." && name != "..") visit(*entry, name);
    }
  }
}

/// `path` below the folder `from`.
Fd open_folder(int from, const std::string& path) {
  constexpr int kFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW;
  const LongPath at(from, path);
  Fd fd(::openat(at.folder(), at.rest(), kFlags | O_NOATIME));
  if (!fd && errno == EPERM) fd = Fd(::openat(at.folder(), at.rest(), kFlags));
  return fd;
}

/// Of the system's last call.
std::string last_problem(const WalkedFolder& folder) {
  return fmt::format("{}: {}", folder.path.empty() ? "." : folder.path,
                     std::strerror(errno));  // NOLINT(concurrency-mt-unsafe)
}

/// Notes what tells whether names came or went. Before they are asked for: one that comes meanwhile
/// makes the time a later one.
void note_state(const Fd& fd, dev_t device, WalkedFolder& folder) {
  struct stat status {};
  if (!fd || ::fstat(fd.get(), &status) != 0 || status.st_dev != device) return;
  folder.ctime_ns = nanoseconds(status.st_ctim);
  folder.inode = status.st_ino;
}

void read_folder(const Root& root, WalkedFolder& folder) {
  const Fd fd = open_folder(root.fd, folder.path.empty() ? "." : folder.path);
  note_state(fd, root.device, folder);
  const std::string prefix = folder.path.empty() ? "" : folder.path + "/";
  const bool is_whole =
      fd && list_entries(fd.get(), [&](const dirent64& found, std::string_view name) {
        TreeEntry& entry = folder.entries.emplace_back();
        entry.path.reserve(prefix.size() + name.size());
        entry.path.append(prefix).append(name);
        if (found.d_type == DT_DIR) {
          entry.kind = FileStat::Kind::folder;
        } else {
          look_at(fd.get(), found.d_name, entry);
        }
      });
  if (!is_whole) {
    folder.problem = last_problem(folder);
    folder.ctime_ns = 0;
    folder.inode = 0;
  }
  std::sort(folder.entries.begin(), folder.entries.end(),
            [&](const TreeEntry& a, const TreeEntry& b) {
              return std::string_view(a.path).substr(prefix.size()) <
                     std::string_view(b.path).substr(prefix.size());
            });
  for (const TreeEntry& entry : folder.entries) {
    if (entry.kind != FileStat::Kind::folder) continue;
    folder.children.push_back(std::make_unique<WalkedFolder>());
    folder.children.back()->path = entry.path;
  }
}

/// Threads that take folders from a stack and put the folders in them on it.
class Walkers {
 public:
  explicit Walkers(const Root& root) : root_(root) {}

  void run(WalkedFolder& top) {
    waiting_.push_back(&top);
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < std::max(1U, processor_count()); ++i) {
      threads.emplace_back([this] { walk(); });
    }
  }

  /// How many entries were found; once all threads have ended.
  std::size_t listed() const { return listed_; }

 private:
  static constexpr std::size_t kAtOnce = 64;

  void walk() {
    widen_thread_heap();
    std::vector<WalkedFolder*> mine;
    std::vector<WalkedFolder*> found;
    std::size_t listed = 0;
    while (take(mine)) {
      for (WalkedFolder* folder : mine) {
        read_folder(root_, *folder);
        listed += folder->entries.size();
        for (const auto& child : folder->children) found.push_back(child.get());
      }
      const std::lock_guard lock(mutex_);
      --busy_;
      listed_ += std::exchange(listed, 0);
      waiting_.insert(waiting_.end(), found.rbegin(), found.rend());
      found.clear();
      changed_.notify_all();
    }
  }

  bool take(std::vector<WalkedFolder*>& mine) {
    mine.clear();
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !waiting_.empty() || busy_ == 0; });
    if (waiting_.empty()) return false;
    ++busy_;
    // Half at most, so that the others find work too.
    const std::size_t count = std::min(kAtOnce, (waiting_.size() + 1) / 2);
    mine.assign(waiting_.end() - static_cast<std::ptrdiff_t>(count), waiting_.end());
    waiting_.resize(waiting_.size() - count);
    return true;
  }

  const Root root_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<WalkedFolder*> waiting_;
  std::size_t busy_ = 0;
  std::size_t listed_ = 0;
};

/// Appends what is in `folder`; what was noted of itself goes to `own`.
void flatten(WalkedFolder& folder, TreeEntry& own, TreeListing& listing) {
  own.ctime_ns = folder.ctime_ns;
  own.inode = folder.inode;
  if (!folder.problem.empty()) listing.problems.push_back(std::move(folder.problem));
  std::size_t next_child = 0;
  for (TreeEntry& entry : folder.entries) {
    const bool is_folder = entry.kind == FileStat::Kind::folder;
    const std::size_t place = listing.entries.size();
    TreeEntry& placed = listing.entries.emplace_back(std::move(entry));
    if (is_folder) flatten(*folder.children[next_child++], placed, listing);
    listing.entries[place].end = listing.entries.size();
  }
}

}  // namespace

bool walks_before(std::string_view left, std::string_view right) {
  const auto rank = [](char c) { return c == '/' ? 0 : static_cast<unsigned char>(c) + 1; };
  const std::size_t length = std::min(left.size(), right.size());
  std::size_t same = 0;
  // Paths of one folder begin alike: eight bytes at once.
  for (std::uint64_t a = 0, b = 0; same + sizeof a <= length; same += sizeof a) {
    std::memcpy(&a, left.data() + same, sizeof a);
    std::memcpy(&b, right.data() + same, sizeof b);
    if (a != b) break;
  }
  while (same < length && left[same] == right[same]) ++same;
  if (same == length) return left.size() < right.size();
  return rank(left[same]) < rank(right[same]);
}

const TreeEntry* TreeListing::find(std::string_view path) const {
  const auto found = std::lower_bound(entries.begin(), entries.end(), path,
                                      [](const TreeEntry& entry, std::string_view wanted) {
                                        return walks_before(entry.path, wanted);
                                      });
  return found != entries.end() && found->path == path ? &*found : nullptr;
}

TreeListing list_tree(const std::string& root) {
  TreeListing listing;
  listing.began = now_us();
  listing.root.kind = FileStat::Kind::folder;
  const std::optional<FileStat> status = stat_following(root);
  if (!status || !status->is_folder()) {
    throw Error(ErrorCode::not_found, fmt::format("there is no folder '{}'", root));
  }
  WalkedFolder top;
  const Fd opened = open_folder(AT_FDCWD, root + "/");  // Through a link: it was named.
  if (!opened) top.problem = last_problem(top);
  Walkers walkers({opened.get(), status->device});
  if (opened) walkers.run(top);
  listing.entries.reserve(walkers.listed());
  flatten(top, listing.root, listing);
  listing.root.end = listing.entries.size();
  return listing;
}

}  // namespace cairn
