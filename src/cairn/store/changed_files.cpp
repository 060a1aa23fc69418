#include "cairn/store/changed_files.h"

#include <algorithm>
#include <mutex>

#include "cairn/base/error.h"
#include "cairn/base/folder.h"
#include "cairn/base/parallel.h"
#include "cairn/objects/hash_files.h"
#include "cairn/record/imported.h"
#include "cairn/record/store_paths.h"

namespace cairn {

namespace {

/// Whether the file is one that an import left out on purpose.
bool never_came(const std::optional<Imported>& imported, const std::string& path) {
  return imported && imported->lacks(path);
}

/// Nothing is known of a file that cannot be read: what is there may be what was recorded.
std::optional<Digest> digest_if_readable(const std::string& path) {
  try {
    return hash_path(path);
  } catch (const Error&) {
    return std::nullopt;
  }
}

bool is_as_seen(const FileStat& seen, const FileStat& now) {
  return seen.inode == now.inode && seen.device == now.device && seen.size == now.size &&
         seen.mtime_ns == now.mtime_ns && seen.ctime_ns == now.ctime_ns;
}

}  // namespace

std::int64_t record_mtime(const std::string& folder, const RunId& id) {
  const std::optional<FileStat> status = stat_path(record_path(folder, id));
  return status ? status->mtime_ns : 0;
}

std::vector<std::size_t> doubtful_artifacts(const std::string& folder, const Record& record) {
  constexpr std::size_t kWorthThreads = 1000;  // A run of few files does not wait for threads.
  const std::vector<RecordArtifact>& artifacts = record.artifacts;
  std::vector<std::size_t> doubtful;
  if (!stat_following(folder)) {
    for (std::size_t i = 0; i < artifacts.size(); ++i) doubtful.push_back(i);
    return doubtful;
  }
  const Folder opened = Folder::open(folder);
  const std::int64_t recorded = record_mtime(folder, record.definition.id);
  std::mutex mutex;
  const auto look = [&](std::size_t i) {
    const std::optional<FileStat> status = opened.stat(artifacts[i].path);
    if (status && status->is_file() && status->size == artifacts[i].size &&
        status->mtime_ns <= recorded) {
      return;
    }
    const std::lock_guard lock(mutex);
    doubtful.push_back(i);
  };
  if (artifacts.size() >= kWorthThreads) {
    for_each_index(artifacts.size(), look);
  } else {
    for (std::size_t i = 0; i < artifacts.size(); ++i) look(i);
  }
  std::sort(doubtful.begin(), doubtful.end());
  return doubtful;
}

SeenFiles read_doubtful(const std::string& folder, const RunId& id) {
  SeenFiles seen;
  const std::optional<Record> record = read_sound_record(folder, id);
  if (!record) return seen;
  for (const std::size_t index : doubtful_artifacts(folder, *record)) {
    const std::string& artifact = record->artifacts[index].path;
    const std::string path = join_path(folder, artifact);
    const std::optional<FileStat> status = stat_path(path);
    if (status && status->is_file()) seen[artifact] = {*status, digest_if_readable(path)};
  }
  return seen;
}

std::vector<ChangedFile> changed_files(const std::string& folder, const RunId& id,
                                       const SeenFiles& seen) {
  std::vector<ChangedFile> changed;
  const std::optional<Record> record = read_sound_record(folder, id);
  if (!record) return changed;  // It never ended, or nobody can tell what its files were.
  const std::optional<Imported> imported = read_imported(folder, id);
  for (const std::size_t index : doubtful_artifacts(folder, *record)) {
    const RecordArtifact& artifact = record->artifacts[index];
    const std::string path = join_path(folder, artifact.path);
    const std::optional<FileStat> status = stat_path(path);
    if (!status) {
      if (!never_came(imported, artifact.path)) changed.push_back({.path = artifact.path});
      continue;
    }
    if (!status->is_file()) continue;
    const auto known = seen.find(artifact.path);
    const bool is_known = known != seen.end() && is_as_seen(known->second.status, *status);
    const std::optional<Digest> digest = is_known ? known->second.sha256 : digest_if_readable(path);
    if (!digest || *digest == artifact.sha256) continue;
    changed.push_back({.path = artifact.path, .size = status->size, .sha256 = digest});
  }
  return changed;
}

}  // namespace cairn
