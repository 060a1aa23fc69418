#include "cairn/objects/object_store.h"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"

namespace cairn {

namespace {

constexpr AtomicSites kObjectSites{Site::object_write, Site::object_fsync, Site::object_rename,
                                   Site::object_folder_fsync};
constexpr std::size_t kShardDigits = 2;

/// A free name beside a damaged object: both the bytes and the right ones are kept.
std::string damaged_path(const std::string& path) {
  std::string aside = path + ".damaged";
  for (int i = 2; stat_path(aside); ++i) aside = fmt::format("{}.damaged-{}", path, i);
  return aside;
}

}  // namespace

ObjectStore::ObjectStore(std::string folder, Durability durability)
    : folder_(std::move(folder)), durability_(durability) {}

std::string ObjectStore::path(const Digest& digest) const {
  const std::string hex = digest.hex();
  return fmt::format("{}/{}/{}", folder_, hex.substr(0, kShardDigits), hex);
}

bool ObjectStore::has(const Digest& digest) const {
  const std::optional<FileStat> status = stat_path(path(digest));
  return status && status->is_file();
}

Digest ObjectStore::put(std::string_view bytes) {
  const Digest digest = sha256(bytes);
  // The lock is held while writing: a second thread must not return before the bytes are durable.
  const std::lock_guard<std::mutex> guard(mutex_);
  if (kept_.contains(digest)) return digest;
  write(digest, bytes);
  kept_.insert(digest);
  return digest;
}

void ObjectStore::make_shard(const std::string& shard) {
  if (shards_.contains(shard)) return;
  make_folders(Site::object_folder, shard);
  for (const std::string& folder : {folder_, shard}) {
    const std::optional<FileStat> status = stat_path(folder);
    if (!status || !status->is_folder()) {
      throw Error(ErrorCode::conflict,
                  fmt::format("'{}' is not a folder, and objects are kept there", folder),
                  "move it away, then run this again");
    }
    // Also when it was there: who made it may have died before its name was durable.
    if (durability_ == Durability::full) {
      fsync_path(Site::object_folder_fsync, parent_path(folder));
    }
  }
  shards_.insert(shard);
}

void ObjectStore::write(const Digest& digest, std::string_view bytes) {
  const std::string place = path(digest);
  make_shard(parent_path(place));
  if (has(digest)) {
    if (read_file(place) == bytes) {
      // Who wrote it may not have synced it, and the caller is going to name it.
      if (durability_ == Durability::full) {
        fsync_path(Site::object_fsync, place);
        fsync_path(Site::object_folder_fsync, parent_path(place));
      }
      return;
    }
    rename_path(Site::object_rename, place, damaged_path(place));
  }
  write_atomically(kObjectSites, place, bytes, durability_, FileUse::immutable);
}

std::string ObjectStore::get(const Digest& digest) const {
  const std::string place = path(digest);
  const std::optional<FileStat> status = stat_path(place);
  if (!status || !status->is_file()) {
    throw Error(ErrorCode::not_found, fmt::format("there is no object {}", digest.hex()));
  }
  std::string bytes = read_file(place);
  if (sha256(bytes) == digest) return bytes;
  throw Error(ErrorCode::corrupt,
              fmt::format("'{}' does not hold the bytes that its name says", place),
              "restore it from a copy; a run that keeps the same text again writes it anew");
}

}  // namespace cairn
