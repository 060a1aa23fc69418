#include "cairn/runner/dep_hash.h"

#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/followed_files.h"
#include "cairn/base/fs.h"
#include "cairn/base/link.h"
#include "cairn/base/parallel.h"
#include "cairn/base/text.h"
#include "cairn/objects/hash_files.h"

namespace cairn {

namespace {

std::string file_state(const std::string& path) {
  const std::optional<FileStat> status = stat_following(path);
  if (!status) return "gone " + read_link(path).value_or("") + ';';
  return fmt::format("{} {} {} {};", status->size, status->mtime_ns, status->ctime_ns,
                     status->inode);
}

/// Everything that would change if the bytes did, without reading them.
std::string tree_state(const std::string& path) {
  constexpr std::size_t kWorthThreads = 1000;
  const std::optional<FileStat> status = stat_following(path);
  if (!status || !status->is_folder()) return file_state(path);
  const std::vector<std::string> names = followed_files(path);
  std::vector<std::string> states(names.size());
  const auto look = [&](std::size_t i) {
    states[i] = names[i] + ' ' + file_state(join_path(path, names[i]));
  };
  if (names.size() >= kWorthThreads) {
    for_each_index(names.size(), look);
  } else {
    for (std::size_t i = 0; i < names.size(); ++i) look(i);
  }
  return join(states, "");
}

/// Without reading a byte.
std::string stat_leaf(const std::string& path) {
  const std::optional<FileStat> top = stat_following(path);
  if (!top) throw Error(ErrorCode::not_found, fmt::format("'{}' is not there", path));
  std::string lines;
  std::size_t files = 0;
  std::uint64_t bytes = 0;
  const auto add = [&](const std::string& name, const FileStat& status) {
    lines += fmt::format("{} {} {}\n", status.size, status.mtime_ns, name);
    bytes += status.size;
    ++files;
  };
  if (!top->is_folder()) {
    add("", *top);
  } else {
    for (const std::string& name : followed_files(path)) {
      const std::string file = join_path(path, name);
      if (const auto status = stat_following(file)) {
        add(name, *status);
      } else {
        lines += fmt::format("gone {} {}\n", read_link(file).value_or(""), name);
      }
    }
  }
  return fmt::format("stat {} files {} bytes {}", files, bytes, sha256(lines).hex());
}

}  // namespace

std::string DepHasher::leaf(const std::string& path, DepCheck check) {
  std::unique_lock<std::mutex> lock(mutex_);
  const std::uint64_t wanted = age_;
  Known& known = known_[{path, check}];
  while (!known.age || *known.age < wanted) {
    // One that is under way may have passed what has changed since: only the next one counts, and
    // serves all that wait for it.
    if (known.is_being_looked_at) {
      looked_.wait(lock);
      continue;
    }
    known.is_being_looked_at = true;
    ++looks_;
    const std::uint64_t begun = age_;
    lock.unlock();
    Look found;
    try {
      found = look(path, check, known.last);
    } catch (...) {
      lock.lock();
      known.is_being_looked_at = false;
      looked_.notify_all();  // Each who waits shall see for himself.
      throw;
    }
    lock.lock();
    known.is_being_looked_at = false;
    known.age = begun;
    known.last = std::move(found);
    looked_.notify_all();
  }
  return known.last.leaf;
}

DepHasher::Look DepHasher::look(const std::string& path, DepCheck check, const Look& last) {
  if (check == DepCheck::stat) return {.leaf = stat_leaf(path), .state = ""};
  std::string state = tree_state(path);
  if (!last.leaf.empty() && state == last.state) return last;
  return {.leaf = hash_path(path).hex(), .state = std::move(state)};
}

void DepHasher::expire() {
  const std::lock_guard<std::mutex> guard(mutex_);
  ++age_;
}

std::uint64_t DepHasher::looks() const {
  const std::lock_guard<std::mutex> guard(mutex_);
  return looks_;
}

std::string dep_leaf(DepHasher& hasher, const std::string& path, DepCheck check,
                     const std::string& version) {
  if (check == DepCheck::version) return "version " + version;
  return hasher.leaf(path, check);
}

}  // namespace cairn
