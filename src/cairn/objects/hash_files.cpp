#include "cairn/objects/hash_files.h"

#include <unistd.h>

#include <cerrno>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/followed_files.h"
#include "cairn/base/fs.h"
#include "cairn/base/link.h"
#include "cairn/base/parallel.h"
#include "cairn/objects/opened_file.h"

namespace cairn {

namespace {

constexpr std::size_t kHashBlock = 256 * 1024;
/// Below this many bytes starting threads costs more than it saves.
constexpr std::uint64_t kWorthThreads = 4 * 1024 * 1024;
/// An editor that saves a file that a command depends on is done before the second look.
constexpr int kAttempts = 3;

/// Size and mtime only: a new hard link, as deduplication makes, changes the ctime and no byte.
bool is_same_content(const FileStat& a, const FileStat& b) {
  return a.size == b.size && a.mtime_ns == b.mtime_ns;
}

/// The next bytes of a file, at most a block of them; none at its end.
std::string_view read_block(const OpenedFile& opened, const std::string& path) {
  thread_local std::vector<char> buffer(kHashBlock);
  while (true) {
    const ssize_t count = ::read(opened.fd.get(), buffer.data(), buffer.size());
    if (count >= 0) return {buffer.data(), static_cast<std::size_t>(count)};
    if (errno != EINTR) throw_errno("read", path);
  }
}

/// Nothing where the file changed meanwhile.
std::optional<HashedFile> hash_opened(const OpenedFile& opened, const std::string& path) {
  HashedFile result{.path = path, .device = opened.status.device};
  std::string_view block = read_block(opened, path);
  if (block.size() == opened.status.size) {
    // All of it, unless it grows, which its size tells below: no second look, no state to keep.
    result.size = block.size();
    result.sha256 = sha256(block);
  } else {
    Sha256 hasher;
    for (; !block.empty(); block = read_block(opened, path)) {
      hasher.update(block);
      result.size += block.size();
    }
    result.sha256 = hasher.finish();
  }
  if (!is_same_content(opened.status, stat_open(opened.fd.get(), path))) return std::nullopt;
  return result;
}

/// What `sha256sum` prints of these files.
std::string listing_of(const std::vector<std::string>& names, const std::vector<Digest>& digests) {
  std::string listing;
  for (std::size_t i = 0; i < names.size(); ++i) {
    listing += sha256sum_line(digests[i], names[i]);
  }
  return listing;
}

std::uint64_t total_size(const std::vector<std::string>& paths) {
  std::uint64_t total = 0;
  for (const std::string& path : paths) {
    const std::optional<FileStat> status = stat_path(path);
    if (status) total += status->size;
  }
  return total;
}

}  // namespace

HashedFile hash_file(const std::string& path, Durability durability, Site site) {
  const OpenedFile opened = open_regular_file(path, Links::refuse);
  const std::optional<HashedFile> result = hash_opened(opened, path);
  if (!result) throw_changed(path);
  if (durability == Durability::full) fsync_fd(site, opened.fd.get(), path);
  return *result;
}

void sync_files(const std::vector<HashedFile>& files, Site site) {
  if (files.size() <= kManyFiles) {
    // Fsyncs of several files at once share one write of the file system's journal.
    return for_each_index(files.size(), [&](std::size_t i) { fsync_path(site, files[i].path); });
  }
  std::map<std::uint64_t, std::string> file_systems;
  for (const HashedFile& file : files) file_systems.try_emplace(file.device, file.path);
  for (const auto& [device, path] : file_systems) sync_file_system(site, path);
}

std::vector<HashedFile> hash_files(const std::vector<std::string>& paths, Durability durability,
                                   Site site) {
  std::vector<HashedFile> results(paths.size());
  // Of many files all are synced at once, behind the hashing; of few each is while it is open.
  const bool is_many = paths.size() > kManyFiles;
  const Durability each = is_many ? Durability::none : durability;
  const auto hash_one = [&](std::size_t i) { results[i] = hash_file(paths[i], each, site); };
  // Waiting for the disk is worth a thread as well: fsyncs of several files share one journal
  // write.
  const bool waits_often = each == Durability::full && paths.size() > 2;
  if (paths.size() > 1 && (is_many || waits_often || total_size(paths) > kWorthThreads)) {
    for_each_index(paths.size(), hash_one);
  } else {
    for (std::size_t i = 0; i < paths.size(); ++i) hash_one(i);
  }
  if (is_many && durability == Durability::full) sync_files(results, site);
  return results;
}

Digest hash_folder(const std::string& folder) {
  const std::vector<std::string> names = files_below(folder);
  std::vector<std::string> paths;
  for (const std::string& name : names) paths.push_back(join_path(folder, name));
  std::vector<Digest> digests;
  for (const HashedFile& file : hash_files(paths, Durability::none, Site::file_write)) {
    digests.push_back(file.sha256);
  }
  return sha256(listing_of(names, digests));
}

namespace {

Digest hash_followed(const std::string& path) {
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const std::optional<HashedFile> result =
        hash_opened(open_regular_file(path, Links::follow), path);
    if (result) return result->sha256;
  }
  throw_changed(path);
}

/// What a link stands for; itself where it leads nowhere, or to a folder that holds it.
Digest hash_link(const std::string& path, const std::string& text) {
  const std::optional<FileStat> status = stat_following(path);
  return status && status->is_file() ? hash_followed(path) : sha256("link to " + text);
}

/// As hash_folder, with what links stand for.
Digest hash_followed_folder(const std::string& folder) {
  const std::vector<std::string> names = followed_files(folder);
  std::vector<Digest> digests(names.size());
  std::vector<std::string> plain;  // Most are: whether threads pay for them is known elsewhere.
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string path = join_path(folder, names[i]);
    if (const std::optional<std::string> link = read_link(path)) {
      digests[i] = hash_link(path, *link);
    } else {
      plain.push_back(path);
      places.push_back(i);
    }
  }
  const std::vector<HashedFile> files = hash_files(plain, Durability::none, Site::file_write);
  for (std::size_t i = 0; i < files.size(); ++i) digests[places[i]] = files[i].sha256;
  return sha256(listing_of(names, digests));
}

}  // namespace

void hash_content(const std::string& path, Sha256& hasher,
                  const std::function<void(std::uint64_t size)>& begin) {
  const OpenedFile opened = open_regular_file(path);
  begin(opened.status.size);
  std::uint64_t read = 0;
  while (true) {
    const std::string_view block = read_block(opened, path);
    if (block.empty()) break;
    hasher.update(block);
    read += block.size();
  }
  if (read != opened.status.size) throw_changed(path);
}

Digest hash_path(const std::string& path) {
  const std::optional<FileStat> status = stat_following(path);
  if (!status) throw Error(ErrorCode::not_found, fmt::format("there is no file '{}'", path));
  return status->is_folder() ? hash_followed_folder(path) : hash_followed(path);
}

}  // namespace cairn
