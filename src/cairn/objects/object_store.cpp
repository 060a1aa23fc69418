#include "cairn/objects/object_store.h"

#include <utility>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/objects/copy_file.h"
#include "cairn/objects/opened_file.h"

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
    : folder_(std::move(folder)), durability_(durability), in_flight_(parent_path(folder_)) {}

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
  const FileLock lock = lock_objects_shared(parent_path(folder_));
  in_flight_.note(digest);
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

template <typename IsEqual>
bool ObjectStore::take_present(const Digest& digest, const IsEqual& is_equal) {
  const std::string place = path(digest);
  make_shard(parent_path(place));
  if (!has(digest)) return false;
  if (!is_equal(place)) {
    rename_path(Site::object_rename, place, damaged_path(place));
    return false;
  }
  // Who wrote it may not have synced it, and the caller is going to name it.
  if (durability_ == Durability::full) {
    fsync_path(Site::object_fsync, place);
    fsync_path(Site::object_folder_fsync, parent_path(place));
  }
  return true;
}

void ObjectStore::write(const Digest& digest, std::string_view bytes) {
  const bool is_there =
      take_present(digest, [&](const std::string& place) { return read_file(place) == bytes; });
  if (!is_there) {
    write_atomically(kObjectSites, path(digest), bytes, durability_, FileUse::immutable);
  }
}

std::optional<HashedFile> ObjectStore::put_file(const std::string& source, PutMeans means) {
  const OpenedFile file = open_regular_file(source);
  make_folders(Site::object_folder, folder_);
  AtomicFile object(kObjectSites, join_path(folder_, "object"), FileUse::immutable);
  HashedFile result{.path = source, .size = file.status.size};
  if (means == PutMeans::clone) {
    if (!clone_file(Site::object_copy, file.fd.get(), object.descriptor(), object.temporary())) {
      return std::nullopt;
    }
    // The clone is hashed, not the file: nobody writes to it any more.
    result = hash_file(object.temporary(), Durability::none, Site::object_copy);
    result.path = source;
  } else {
    result.sha256 = copy_hashed(file.fd.get(), source, object);
  }
  require_unchanged(file, source);
  const std::lock_guard<std::mutex> guard(mutex_);
  if (kept_.contains(result.sha256)) return result;
  const FileLock lock = lock_objects_shared(parent_path(folder_));
  in_flight_.note(result.sha256);
  const bool is_there = take_present(result.sha256, [&](const std::string& place) {
    return hash_file(place, Durability::none, Site::object_copy).sha256 == result.sha256;
  });
  if (!is_there) {
    object.retarget(path(result.sha256));
    object.commit(durability_);
  }
  kept_.insert(result.sha256);
  return result;
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
