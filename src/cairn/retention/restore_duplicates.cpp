// The way back from deduplication. Files are copied in batches: all of a batch are written in a
// place of their own, made durable together, and renamed into place.

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/lock.h"
#include "cairn/base/parallel.h"
#include "cairn/base/parallel_progress.h"
#include "cairn/base/tree.h"
#include "cairn/objects/copy_file.h"
#include "cairn/objects/hash_files.h"
#include "cairn/objects/object_link.h"
#include "cairn/retention/deduplicate.h"
#include "cairn/store/link_above.h"
#include "cairn/store/provenance_capture.h"
#include "cairn/store/store_tree.h"
#include "cairn/store/user_edits.h"

namespace cairn {

namespace {

constexpr AtomicSites kRestoreSites{Site::restore_write, Site::restore_fsync, Site::restore_rename,
                                    Site::restore_folder_fsync};
/// Copies that are on their way at once, and lie about as temporary files after a crash.
constexpr std::size_t kCopiesAtOnce = 4096;

/// A file that gets an inode of its own.
struct SharedFile {
  std::string path;    ///< Relative to the project.
  std::string source;  ///< Absolute: itself, or the object that it links to.
  Digest sha256;
  std::uint64_t size = 0;
  unsigned mode = 0;
  std::int64_t mtime_ns = 0;
  FileStat seen;  ///< What lay there when it was chosen.
};

/// A file that a record names, as it lies on the disk.
struct Place {
  std::string path;
  std::string run;
  int attempt = 1;
  const VouchedFile* file = nullptr;
  std::optional<FileStat> status;
  const DedupEntry* entry = nullptr;  ///< Its line of the journal, looked up where it is shared.

  bool is_shared() const {
    return status && (status->is_link() || (status->is_file() && status->links > 1));
  }
};

/// Where copies lie until they take their places. In the folder of its file an attempt of the run
/// that begins meanwhile would record a copy as its own. What a crash or an error leaves goes with
/// the next restoration.
class CopyArea {
 public:
  explicit CopyArea(const Project& project)
      : lock_(take(project)), folder_(project.hidden("staging/restore")) {
    clear();
    for (std::size_t i = 0; i < kFolders; ++i) make_folders(Site::project_folder, folder_of(i));
    device_ = stat_path(folder_).value().device;
  }
  CopyArea(const CopyArea&) = delete;
  CopyArea& operator=(const CopyArea&) = delete;
  /// When all copies have taken their places. Throws Error(io).
  void clear() const { remove_tree(Site::leftover_remove, folder_); }

  /// The `i`-th copy. On another file system it is made beside the file.
  std::unique_ptr<AtomicFile> begin(std::size_t i, const std::string& path,
                                    std::uint64_t device) const {
    if (device != device_) return std::make_unique<AtomicFile>(kRestoreSites, path);
    auto copy = std::make_unique<AtomicFile>(kRestoreSites, join_path(folder_of(i), "copy"));
    copy->retarget(path);
    return copy;
  }

 private:
  /// As many files as there are cores can be made at once only in several folders.
  static constexpr std::size_t kFolders = 16;

  static FileLock take(const Project& project) {
    const std::string locks = ensure_hidden_folder(project, "locks");
    if (auto lock = FileLock::try_acquire(join_path(locks, "restore"))) return *std::move(lock);
    throw Error(ErrorCode::busy, "another cairn gives files their own bytes back",
                "wait for it, then run this again");
  }

  std::string folder_of(std::size_t i) const {
    return fmt::format("{}/{:x}", folder_, i % kFolders);
  }

  FileLock lock_;
  std::string folder_;
  std::uint64_t device_ = 0;
};

class DuplicateRestorer {
 public:
  DuplicateRestorer(const Project& project,
                    const std::function<void(std::size_t, std::size_t)>& progress)
      : project_(project), progress_(progress) {
    DedupJournal journal = read_dedup_journal(project);
    report_.problems = std::move(journal.problems);
    // The first line of a file tells its own time; each later one that of the inode which it came
    // to share.
    for (DedupEntry& entry : journal.entries) {
      if (entry.link == LinkKind::reflink) continue;
      const auto attempt = std::make_pair(entry.run, entry.attempt);
      by_artifact_.try_emplace({attempt, entry.artifact}, entry);
      const std::string path = entry.path;
      by_path_.try_emplace({attempt, path}, std::move(entry));
    }
  }

  RestoreReport run() {
    // What lies where this user may not look keeps its inode, and the journal its lines.
    std::vector<DeniedFolder> denied;
    const Vouched vouched =
        read_vouched(project_, list_tree(project_, run_roots_of_all_layouts(project_), denied));
    for (const DeniedFolder& folder : denied) report_.left.push_back(left_out_text(folder));
    const std::vector<SharedFile> files = find_shared(list_places(vouched));
    if (!files.empty()) restore_all(files);
    if (report_.left.empty()) clear_dedup_journal(project_);
    return std::move(report_);
  }

 private:
  std::vector<Place> list_places(const Vouched& vouched) const {
    std::vector<Place> places;
    LinksAbove links(project_);
    for (const VouchedRun& run : vouched.runs) {
      for (const VouchedFile& file : run.files) {
        std::string path = join_path(run.folder, file.path);
        if (links.of(path)) continue;  // Whoever put it there may need it so.
        places.push_back({std::move(path), run.id.text, run.attempt, &file, {}, nullptr});
      }
    }
    for_each_index(places.size(), [&](std::size_t i) {
      places[i].status = stat_path(project_.absolute(places[i].path));
      if (places[i].is_shared()) places[i].entry = entry_of(places[i]);
    });
    return places;
  }

  /// The line of a file: of this attempt, else of an older cairn, which did not tell the attempt;
  /// found by its place, else, where the folder was moved, by what it is of its run.
  const DedupEntry* entry_of(const Place& place) const {
    for (const int attempt : {place.attempt, 0}) {
      const auto of_run = std::make_pair(place.run, attempt);
      if (const auto known = by_path_.find({of_run, place.path}); known != by_path_.end()) {
        return &known->second;
      }
      const auto moved = by_artifact_.find({of_run, place.file->path});
      if (moved != by_artifact_.end()) return &moved->second;
    }
    return nullptr;
  }

  /// Why a file may keep the inode that it shares with others, the best reason first.
  enum class Claim { was_kept, has_its_time, none };

  /// The one that was kept has no line in the journal; where it has gone, one may have had the same
  /// time.
  static Claim claim_of(const Place& place) {
    if (place.entry == nullptr) return Claim::was_kept;
    const bool is_same =
        place.entry->mtime_ns == place.status->mtime_ns && place.entry->mode == place.status->mode;
    return is_same ? Claim::has_its_time : Claim::none;
  }

  /// Links to objects, and of each inode that several files of the store have all but the one whose
  /// it was, where that is still there.
  std::vector<SharedFile> find_shared(const std::vector<Place>& places) const {
    std::vector<SharedFile> files;
    std::map<std::pair<std::uint64_t, std::uint64_t>, std::vector<const Place*>> inodes;
    for (const Place& place : places) {
      if (!place.is_shared()) continue;
      if (place.status->is_file()) {
        inodes[{place.status->device, place.status->inode}].push_back(&place);
      } else if (read_object_link(project_.absolute(place.path)) == place.file->sha256) {
        files.push_back(shared_file(place, open_objects(project_).path(place.file->sha256)));
      }
    }
    for (auto& [inode, members] : inodes) {
      std::stable_sort(members.begin(), members.end(),
                       [](const Place* a, const Place* b) { return claim_of(*a) < claim_of(*b); });
      const bool is_somebodys = claim_of(*members.front()) != Claim::none;
      for (std::size_t i = is_somebodys ? 1 : 0; i < members.size(); ++i) {
        files.push_back(shared_file(*members[i], project_.absolute(members[i]->path)));
      }
    }
    return files;
  }

  SharedFile shared_file(const Place& place, const std::string& source) const {
    constexpr unsigned kPlainMode = 0644;
    SharedFile file{.path = place.path,
                    .source = source,
                    .sha256 = place.file->sha256,
                    .size = place.file->size,
                    .mode = place.status->is_link() ? kPlainMode : place.status->mode,
                    .mtime_ns = place.status->mtime_ns,
                    .seen = *place.status};
    if (place.entry != nullptr) {
      file.mode = place.entry->mode;
      file.mtime_ns = place.entry->mtime_ns;
    }
    return file;
  }

  void restore_all(const std::vector<SharedFile>& files) {
    const CopyArea area(project_);
    for (std::size_t begin = 0; begin < files.size(); begin += kCopiesAtOnce) {
      const std::size_t end = std::min(files.size(), begin + kCopiesAtOnce);
      restore_batch(area,
                    {files.begin() + static_cast<std::ptrdiff_t>(begin),
                     files.begin() + static_cast<std::ptrdiff_t>(end)},
                    [&](std::size_t done) { progress_(begin + done, files.size()); });
    }
    area.clear();
  }

  void restore_batch(const CopyArea& area, const std::vector<SharedFile>& files,
                     const std::function<void(std::size_t)>& tell) {
    std::vector<std::unique_ptr<AtomicFile>> copies(files.size());
    std::vector<std::string> failures(files.size());
    const bool is_durable = project_.spec.durability == Durability::full;
    const bool sync_all = files.size() > kManyFiles;
    const auto copy_one = [&](std::size_t i) {
      const SharedFile& file = files[i];
      std::unique_ptr<AtomicFile> copy;
      try {
        copy = area.begin(i, project_.absolute(file.path), file.seen.device);
        if (!copy_checked(file.source, file.sha256, *copy)) {
          failures[i] = "it does not hold the bytes that were recorded";
          return;
        }
      } catch (const Error& error) {
        if (error.code() == ErrorCode::io && !is_gone(file)) throw;
        failures[i] = error.message();
        return;
      }
      set_mode_and_time(Site::restore_write, copy->descriptor(), file.mode, file.mtime_ns,
                        copy->temporary());
      if (is_durable && !sync_all) {
        fsync_fd(Site::restore_fsync, copy->descriptor(), copy->temporary());
      }
      copy->rest();
      copies[i] = std::move(copy);
    };
    for_each_index_telling(files.size(), copy_one, tell);
    if (is_durable && sync_all) sync_file_system(Site::restore_fsync, project_.root);
    {
      // Under it runs get new attempts: none takes the place of one of these folders meanwhile.
      const FileLock lock = lock_edits(project_);
      for_each_index(files.size(), [&](std::size_t i) {
        if (copies[i] && !put_in_place(files[i], *copies[i]))
          failures[i] = "it was removed or replaced meanwhile";
      });
    }
    for (std::size_t i = 0; i < files.size(); ++i) report(files[i], failures[i]);
    sync_folders(is_durable, sync_all);
  }

  /// Whether the inode lies there that did when the file was chosen.
  bool is_as_seen(const SharedFile& file) const {
    const std::optional<FileStat> now = stat_path(project_.absolute(file.path));
    return now && now->inode == file.seen.inode && now->device == file.seen.device;
  }

  /// Whether somebody has removed it with its folder since we looked.
  bool is_gone(const SharedFile& file) const {
    return !stat_path(parent_path(project_.absolute(file.path)));
  }

  /// False where somebody has removed it with its folder meanwhile, or put another file there.
  bool put_in_place(const SharedFile& file, AtomicFile& copy) const {
    if (!is_as_seen(file)) return false;
    try {
      copy.appear();
      return true;
    } catch (const Error&) {
      if (!is_gone(file)) throw;
      return false;
    }
  }

  void report(const SharedFile& file, const std::string& failure) {
    if (!failure.empty()) {
      report_.left.push_back(fmt::format("{}: {}", file.path, failure));
      return;
    }
    ++report_.restored;
    report_.bytes += file.size;
    folders_.push_back(parent_path(project_.absolute(file.path)));
  }

  void sync_folders(bool is_durable, bool sync_all) {
    std::vector<std::string> folders = std::exchange(folders_, {});
    if (!is_durable || folders.empty()) return;
    if (sync_all) return sync_file_system(Site::restore_folder_fsync, project_.root);
    std::sort(folders.begin(), folders.end());
    folders.erase(std::unique(folders.begin(), folders.end()), folders.end());
    for (const std::string& folder : folders) {
      if (stat_path(folder)) fsync_path(Site::restore_folder_fsync, folder);
    }
  }

  const Project& project_;
  const std::function<void(std::size_t, std::size_t)>& progress_;
  /// By the run's id, its attempt, and a path: of the project, or of the run folder.
  using Entries = std::map<std::pair<std::pair<std::string, int>, std::string>, DedupEntry>;
  Entries by_path_;
  Entries by_artifact_;
  RestoreReport report_;
  std::vector<std::string> folders_;
};

}  // namespace

RestoreReport restore_duplicates(const Project& project,
                                 const std::function<void(std::size_t, std::size_t)>& progress) {
  return DuplicateRestorer(project, progress).run();
}

}  // namespace cairn
