#include "cairn/runner/dep_hash.h"

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/followed_files.h"
#include "cairn/base/fs.h"
#include "cairn/base/link.h"
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
  const std::optional<FileStat> status = stat_following(path);
  if (!status || !status->is_folder()) return file_state(path);
  std::string state;
  for (const std::string& name : followed_files(path)) {
    state += name + ' ' + file_state(join_path(path, name));
  }
  return state;
}

}  // namespace

Digest DepHasher::hash(const std::string& path) {
  const std::lock_guard<std::mutex> guard(mutex_);
  std::string state = tree_state(path);
  const auto known = known_.find(path);
  if (known != known_.end() && known->second.state == state) return known->second.digest;
  const Digest digest = hash_path(path);
  known_[path] = {std::move(state), digest};
  return digest;
}

std::string DepHasher::stat(const std::string& path) {
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

std::string dep_leaf(DepHasher& hasher, const std::string& path, DepCheck check,
                     const std::string& version) {
  if (check == DepCheck::version) return "version " + version;
  return check == DepCheck::stat ? DepHasher::stat(path) : hasher.hash(path).hex();
}

}  // namespace cairn
