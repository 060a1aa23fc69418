#include "cairn/objects/object_store.h"

#include <utility>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/parallel.h"
#include "cairn/objects/copy_file.h"
#include "cairn/objects/object_link.h"
#include "cairn/objects/opened_file.h"

namespace cairn {

namespace {

constexpr AtomicSites kObjectSites{Site::object_write, Site::object_fsync, Site::object_rename,
                                   Site::object_folder_fsync};

/// A free name beside a damaged object: both the bytes and the right ones are kept.
std::string damaged_path(const std::string& path) {
  std::string aside = path + ".damaged";
  for (int i = 2; stat_path(aside); ++i) aside = fmt::format("{}.damaged-{}", path, i);
  return aside;
}

bool holds(const std::string& path, const Digest& digest) {
  return hash_file(path, Durability::none, Site::object_copy).sha256 == digest;
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
  if (made_shards_.contains(shard)) return;
  make_folders(Site::object_folder, shard);
  for (const std::string& folder : {folder_, shard}) {
    const std::optional<FileStat> status = stat_path(folder);
    if (!status || !status->is_folder()) {
      throw Error(ErrorCode::conflict,
                  fmt::format("'{}' is not a folder, and objects are kept there", folder),
                  "move it away, then run this again");
    }
  }
  made_shards_.insert(shard);
}

template <typename IsEqual>
bool ObjectStore::is_present(const Digest& digest, const IsEqual& is_equal) const {
  if (!has(digest)) return false;
  const std::string place = path(digest);
  if (is_equal(place)) return true;
  rename_path(Site::object_rename, place, damaged_path(place));
  return false;
}

template <typename IsEqual>
bool ObjectStore::take_present(const Digest& digest, const IsEqual& is_equal) {
  const std::string place = path(digest);
  const std::string shard = parent_path(place);
  if (!shards_.contains(shard)) {
    make_shard(shard);
    // Also when they were there: who made them may have died before their names were durable.
    if (durability_ == Durability::full) {
      fsync_path(Site::object_folder_fsync, parent_path(folder_));
      fsync_path(Site::object_folder_fsync, folder_);
    }
    shards_.insert(shard);
  }
  if (!is_present(digest, is_equal)) return false;
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

std::optional<ObjectStore::Staged> ObjectStore::stage(const std::string& source, PutMeans means,
                                                      const IsNeeded& is_needed) {
  const OpenedFile file = open_regular_file(source);
  HashedFile result{.path = source, .size = file.status.size, .device = file.status.device};
  const auto make_object = [&] {
    return std::make_unique<AtomicFile>(kObjectSites, join_path(folder_, "object"),
                                        FileUse::immutable);
  };
  std::unique_ptr<AtomicFile> object;
  if (means == PutMeans::clone) {
    object = make_object();
    if (!clone_file(Site::object_copy, file.fd.get(), object->descriptor(), object->temporary())) {
      return std::nullopt;
    }
    // The clone is hashed, not the file: nobody writes to it any more.
    result.sha256 = hash_file(object->temporary(), Durability::none, Site::object_copy).sha256;
  } else if (const auto bytes = read_small(file, source)) {
    // Of equal files only one is written.
    result.sha256 = sha256(*bytes);
    require_unchanged(file, source);
    if (!is_needed(result.sha256)) return Staged{std::move(result), nullptr};
    const std::string place = path(result.sha256);
    {
      const std::lock_guard<std::mutex> guard(mutex_);
      make_shard(parent_path(place));
    }
    // Where it belongs: as many files as there are cores can be made at once only in several
    // folders.
    object = std::make_unique<AtomicFile>(kObjectSites, place, FileUse::immutable);
    object->write(*bytes);
    return Staged{std::move(result), std::move(object)};
  } else {
    object = make_object();
    result.sha256 = copy_hashed(file.fd.get(), source, *object);
  }
  require_unchanged(file, source);
  if (!is_needed(result.sha256)) object.reset();
  return Staged{std::move(result), std::move(object)};
}

std::optional<HashedFile> ObjectStore::put_file(const std::string& source, PutMeans means) {
  make_folders(Site::object_folder, folder_);
  const auto is_needed = [&](const Digest& digest) {
    const std::lock_guard<std::mutex> guard(mutex_);
    return !kept_.contains(digest);
  };
  std::optional<Staged> staged = stage(source, means, is_needed);
  if (!staged) return std::nullopt;
  HashedFile& result = staged->file;
  const std::lock_guard<std::mutex> guard(mutex_);
  if (kept_.contains(result.sha256)) return result;
  const FileLock lock = lock_objects_shared(parent_path(folder_));
  in_flight_.note(result.sha256);
  const bool is_there = take_present(
      result.sha256, [&](const std::string& place) { return holds(place, result.sha256); });
  if (!is_there) {
    staged->object->retarget(path(result.sha256));
    staged->object->commit(durability_);
  }
  kept_.insert(result.sha256);
  return result;
}

std::vector<std::optional<HashedFile>> ObjectStore::put_files(const std::vector<std::string>& paths,
                                                              PutMeans means) {
  std::vector<std::optional<HashedFile>> files(paths.size());
  if (paths.size() <= kManyFiles) {
    for_each_index(paths.size(), [&](std::size_t i) { files[i] = put_file(paths[i], means); });
    return files;
  }
  make_folders(Site::object_folder, folder_);
  std::unordered_set<Digest, DigestHash> claimed;
  const auto is_needed = [&](const Digest& digest) {
    const std::lock_guard<std::mutex> guard(mutex_);
    return !kept_.contains(digest) && claimed.insert(digest).second;
  };
  std::vector<std::unique_ptr<AtomicFile>> objects(paths.size());
  for_each_index(paths.size(), [&](std::size_t i) {
    std::optional<Staged> staged = stage(paths[i], means, is_needed);
    if (!staged) return;
    files[i] = std::move(staged->file);
    objects[i] = std::move(staged->object);
    if (objects[i]) objects[i]->rest();
  });
  appear_together(files, objects);
  return files;
}

void ObjectStore::appear_together(const std::vector<std::optional<HashedFile>>& files,
                                  std::vector<std::unique_ptr<AtomicFile>>& objects) {
  const std::lock_guard<std::mutex> guard(mutex_);
  const FileLock lock = lock_objects_shared(parent_path(folder_));
  std::set<std::string> shards;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!objects[i]) continue;
    in_flight_.note(files[i]->sha256);
    const std::string shard = parent_path(path(files[i]->sha256));
    if (!shards_.contains(shard) && shards.insert(shard).second) make_shard(shard);
  }
  for_each_index(files.size(), [&](std::size_t i) {
    if (!objects[i]) return;
    const Digest& digest = files[i]->sha256;
    const bool is_there =
        is_present(digest, [&](const std::string& place) { return holds(place, digest); });
    objects[i]->retarget(path(digest));
    if (is_there) objects[i].reset();
  });
  // What lies there already is synced with the rest: who wrote it may not have done it.
  if (durability_ == Durability::full) sync_file_system(Site::object_fsync, folder_);
  for_each_index(files.size(), [&](std::size_t i) {
    if (objects[i]) objects[i]->appear();
  });
  if (durability_ == Durability::full) sync_file_system(Site::object_folder_fsync, folder_);
  shards_.merge(shards);
  for (const std::optional<HashedFile>& file : files) {
    if (file) kept_.insert(file->sha256);
  }
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
