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

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/process.h"

namespace cairn {

namespace {

/// A folder of the walk. Its own thread writes it; the others only know where it stands.
struct Folder {
  std::string path;
  std::vector<TreeEntry> entries;                 ///< Sorted by name; `path` is the name alone.
  std::vector<std::unique_ptr<Folder>> children;  ///< Of the folders among them, in that order.
  std::string problem;
};

std::string link_target(int folder, const char* name) {
  std::array<char, PATH_MAX> target;
  const ssize_t length = ::readlinkat(folder, name, target.data(), target.size());
  return length < 0 ? "" : std::string(target.data(), static_cast<std::size_t>(length));
}

TreeEntry read_entry(int folder, const char* name) {
  TreeEntry entry{.path = name};
  struct stat status {};
  // What went away since it was listed stays as something that is no file.
  if (::fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0) return entry;
  entry.mtime_ns = status.st_mtim.tv_sec * 1'000'000'000LL + status.st_mtim.tv_nsec;
  if (S_ISDIR(status.st_mode)) entry.kind = FileStat::Kind::folder;
  if (S_ISREG(status.st_mode)) entry.kind = FileStat::Kind::file;
  if (S_ISLNK(status.st_mode)) {
    entry.kind = FileStat::Kind::link;
    entry.target = link_target(folder, name);
  }
  if (entry.kind != FileStat::Kind::folder) entry.size = static_cast<std::uint64_t>(status.st_size);
  return entry;
}

void read_folder(const std::string& root, Folder& folder) {
  const std::string absolute = join_path(root, folder.path);
  const int fd =
      ::open(absolute.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW | O_NOATIME);
  const int opened =
      fd >= 0 || errno != EPERM
          ? fd
          : ::open(absolute.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  const std::unique_ptr<DIR, int (*)(DIR*)> stream(opened < 0 ? nullptr : ::fdopendir(opened),
                                                   &::closedir);
  if (!stream) {
    folder.problem = fmt::format("{}: {}", folder.path.empty() ? "." : folder.path,
                                 std::strerror(errno));  // NOLINT(concurrency-mt-unsafe)
    return;
  }
  while (const dirent* entry = ::readdir(stream.get())) {
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    folder.entries.push_back(read_entry(::dirfd(stream.get()), entry->d_name));
  }
  std::sort(folder.entries.begin(), folder.entries.end(),
            [](const TreeEntry& a, const TreeEntry& b) { return a.path < b.path; });
  for (const TreeEntry& entry : folder.entries) {
    if (entry.kind != FileStat::Kind::folder) continue;
    auto child = std::make_unique<Folder>();
    child->path = folder.path.empty() ? entry.path : folder.path + "/" + entry.path;
    folder.children.push_back(std::move(child));
  }
}

/// Threads that take folders from a stack and put the folders in them on it.
class Walkers {
 public:
  explicit Walkers(const std::string& root) : root_(root) {}

  void run(Folder& top) {
    waiting_.push_back(&top);
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < std::max(1U, processor_count()); ++i) {
      threads.emplace_back([this] { walk(); });
    }
  }

 private:
  static constexpr std::size_t kAtOnce = 64;

  void walk() {
    std::vector<Folder*> mine;
    std::vector<Folder*> found;
    while (take(mine)) {
      for (Folder* folder : mine) {
        read_folder(root_, *folder);
        for (const auto& child : folder->children) found.push_back(child.get());
      }
      const std::lock_guard lock(mutex_);
      --busy_;
      waiting_.insert(waiting_.end(), found.rbegin(), found.rend());
      found.clear();
      changed_.notify_all();
    }
  }

  bool take(std::vector<Folder*>& mine) {
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

  const std::string& root_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Folder*> waiting_;
  std::size_t busy_ = 0;
};

void flatten(Folder& folder, TreeListing& listing) {
  if (!folder.problem.empty()) listing.problems.push_back(std::move(folder.problem));
  std::size_t next_child = 0;
  for (TreeEntry& entry : folder.entries) {
    const bool is_folder = entry.kind == FileStat::Kind::folder;
    if (!folder.path.empty()) entry.path = fmt::format("{}/{}", folder.path, entry.path);
    const std::size_t place = listing.entries.size();
    listing.entries.push_back(std::move(entry));
    if (is_folder) flatten(*folder.children[next_child++], listing);
    listing.entries[place].end = listing.entries.size();
  }
}

}  // namespace

bool walks_before(std::string_view left, std::string_view right) {
  const auto rank = [](char c) { return c == '/' ? 0 : static_cast<unsigned char>(c) + 1; };
  return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(),
                                      [&](char a, char b) { return rank(a) < rank(b); });
}

const TreeEntry* TreeListing::find(std::string_view path) const {
  const auto found = std::lower_bound(entries.begin(), entries.end(), path,
                                      [](const TreeEntry& entry, std::string_view wanted) {
                                        return walks_before(entry.path, wanted);
                                      });
  return found != entries.end() && found->path == path ? &*found : nullptr;
}

TreeListing list_tree(const std::string& root) {
  const std::optional<FileStat> status = stat_path(root);
  if (!status || !status->is_folder()) {
    throw Error(ErrorCode::not_found, fmt::format("there is no folder '{}'", root));
  }
  Folder top;
  Walkers(root).run(top);
  TreeListing listing;
  flatten(top, listing);
  return listing;
}

}  // namespace cairn
