#include "cairn/store/read_folders.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include "cairn/base/denied.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/heap.h"
#include "cairn/base/process.h"
#include "cairn/store/adopted.h"
#include "cairn/store/groups.h"
#include "cairn/store/live.h"
#include "cairn/store/run_rows.h"
#include "cairn/store/user_edits.h"

namespace cairn {

namespace {

/// Folders that were read and wait for being taken, at most.
constexpr std::size_t kWaitingFolders = 2000;
/// Handing over a folder wakes a thread, which costs as much as reading half of one.
constexpr std::size_t kFoldersAtOnce = 32;

/// The newest attempt without a record among the events files of one run.
const RunFileName* open_attempt(const RunFiles& files, const RunId& id) {
  const RunFileName* newest = nullptr;
  for (const RunFileName& events : files.events) {
    if (events.id == id && (newest == nullptr || events.attempt > newest->attempt))
      newest = &events;
  }
  return newest;
}

/// A user file that cannot be read hides no run: it is named, at each refresh, until it is mended.
void add_user_edits_to(const Project& project, RunReading& reading) {
  try {
    read_user_edits_into(project, reading.row);
  } catch (const Error& error) {
    reading.row.user_mtime = kUnreadableUserFile;
    reading.problems.push_back(error.message());
  }
}

void read_open_attempt(const Project& project, const std::string& path, const RunFileName& events,
                       RunReading& reading) {
  const std::string file = events_path(path, events.id, events.attempt);
  const std::string absolute = project.absolute(file);
  try {
    if (was_kept(absolute)) {
      reading.what = RunReading::What::damaged;
      reading.problems.push_back(
          fmt::format("{}: the record is not there, and attempt {} has ended",
                      record_path(path, events.id), events.attempt));
      return;
    }
    const EventSummary summary = read_begun(absolute);
    const bool lives = is_live(summary.begin, absolute);
    if (lives && summary.begin.is_null()) {
      reading.what = RunReading::What::hidden;
      reading.problems.push_back(
          fmt::format("{}: the job has written over it, and must open it for appending; the run "
                      "shows when it has ended",
                      file));
      return;
    }
    const RunStatus status = lives ? RunStatus::running : RunStatus::lost;
    reading.row = open_attempt_row(summary, events.attempt, path, status);
    reading.what = RunReading::What::row;
  } catch (const Error& error) {
    if (error.code() == ErrorCode::not_found) {
      reading.what = RunReading::What::hidden;
      return;
    }
    reading.what = RunReading::What::torn;
    reading.events = events;
    reading.problems.push_back(error.with_context(file).message());
    return;
  }
  add_user_edits_to(project, reading);
}

/// Reads the record; returns false where there is none.
bool read_record_into(const Project& project, const std::string& path, RunReading& reading) {
  const std::string folder = project.absolute(path);
  try {
    // Before it is read: what is written meanwhile then has another time than the row.
    std::optional<FileStat> status;
    const std::optional<std::string> denied =
        denied_by([&] { status = stat_path(record_path(folder, reading.id)); });
    if (denied) {
      reading.what = RunReading::What::hidden;
      reading.problems.push_back(*denied);
      return true;
    }
    if (!status) return false;
    reading.row = to_row(read_record(folder, reading.id), path);
    reading.row.record_mtime = status->mtime_ns;
    if (!(reading.row.id == reading.id)) {
      throw Error(ErrorCode::corrupt, fmt::format("it is the record of {}", reading.row.id.text))
          .with_context(record_path(path, reading.id));
    }
    reading.what = RunReading::What::row;
  } catch (const Error& error) {
    if (error.code() == ErrorCode::not_found) return false;
    reading.what = RunReading::What::damaged;
    reading.problems.push_back(error.message());
    return true;
  }
  add_user_edits_to(project, reading);
  return true;
}

/// Reads a run of an adopted tree; whatever is wrong with it, there is no other place to look.
void read_adopted_into(const Project& project, const AdoptedRoot& root, RunReading& reading) {
  try {
    const Record record = read_adopted_record(project, root, reading.id);
    reading.row = to_row(record, record.definition.path);
    reading.what = RunReading::What::row;
  } catch (const Error& error) {
    if (error.code() == ErrorCode::not_found) return;
    reading.what = RunReading::What::damaged;
    reading.problems.push_back(error.message());
    return;
  }
  add_user_edits_to(project, reading);
}

FolderReading read_folder(const Project& project, ScannedFolder folder) {
  FolderReading reading{.folder = std::move(folder)};
  if (reading.folder.denied) {
    reading.problems.push_back(*reading.folder.denied);
    return reading;
  }
  for (const RunId& id : ids_of(reading.folder.files)) {
    reading.runs.push_back(read_run(project, reading.folder.path, id));
  }
  read_group_into(project, reading);
  return reading;
}

/// Threads that read folders, and the folders on their way: those to list, those to take.
class FolderReaders {
 public:
  FolderReaders(const Project& project, const std::string& start)
      : project_(project), walk_(project) {
    to_list_.push_back(start);
  }

  void run(const std::function<void(const FolderReading&)>& take) {
    std::vector<std::jthread> threads;
    // Tells the threads to end before they are joined, also when `take` throws.
    struct End {
      FolderReaders& readers;
      ~End() { readers.give_up(nullptr); }
    };
    const End end{*this};
    const unsigned count = std::max(1U, processor_count());
    for (unsigned i = 0; i < count; ++i) threads.emplace_back([this] { read(); });
    for (std::vector<FolderReading> folders = next(); !folders.empty(); folders = next()) {
      for (const FolderReading& folder : folders) take(folder);
    }
  }

 private:
  void read() {
    widen_thread_heap();
    try {
      std::vector<FolderReading> done;
      std::vector<std::string> found;
      for (std::vector<std::string> paths = paths_to_list(); !paths.empty();
           paths = paths_to_list()) {
        for (const std::string& path : paths) {
          std::optional<ScannedFolder> folder = walk_.list_quickly(path);
          if (!folder) continue;
          for (const std::string& name : folder->subfolders) {
            found.push_back(path == "." ? name : join_path(path, name));
          }
          done.push_back(read_folder(project_, *std::move(folder)));
        }
        hand_over(done, found);
      }
    } catch (...) {
      give_up(std::current_exception());
    }
  }

  /// Some folders for this thread; empty when all are listed.
  std::vector<std::string> paths_to_list() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] {
      const bool has_room = to_take_.size() < kWaitingFolders;
      return ended_ || (to_list_.empty() ? busy_ == 0 : has_room);
    });
    if (ended_ || to_list_.empty()) return {};
    ++busy_;
    const std::size_t count = std::min(kFoldersAtOnce, to_list_.size());
    std::vector<std::string> paths(
        std::make_move_iterator(to_list_.end() - static_cast<std::ptrdiff_t>(count)),
        std::make_move_iterator(to_list_.end()));
    to_list_.resize(to_list_.size() - count);
    return paths;
  }

  void hand_over(std::vector<FolderReading>& done, std::vector<std::string>& found) {
    const std::lock_guard lock(mutex_);
    --busy_;
    std::move(done.begin(), done.end(), std::back_inserter(to_take_));
    // The last come first, so that few are waiting: the walk goes deep before it goes wide.
    std::move(found.rbegin(), found.rend(), std::back_inserter(to_list_));
    done.clear();
    found.clear();
    changed_.notify_all();
  }

  /// Waits for folders that were read; empty when there are no more.
  std::vector<FolderReading> next() {
    std::unique_lock lock(mutex_);
    changed_.wait(
        lock, [this] { return failure_ || !to_take_.empty() || (to_list_.empty() && busy_ == 0); });
    if (failure_) std::rethrow_exception(failure_);
    const bool was_full = to_take_.size() >= kWaitingFolders;
    std::vector<FolderReading> folders = std::exchange(to_take_, {});
    if (was_full) changed_.notify_all();
    return folders;
  }

  void give_up(std::exception_ptr failure) {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    if (failure && !failure_) failure_ = std::move(failure);
    changed_.notify_all();
  }

  const Project& project_;
  FolderWalk walk_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> to_list_;  // A stack.
  std::vector<FolderReading> to_take_;
  std::size_t busy_ = 0;  // Threads that may yet find folders.
  bool ended_ = false;
  std::exception_ptr failure_;
};

}  // namespace

RunReading read_run(const Project& project, const std::string& path, const RunId& id) {
  RunReading reading{.id = id};
  if (const AdoptedRoot* root = project.adopted_at(path)) {
    read_adopted_into(project, *root, reading);
    return reading;
  }
  if (read_record_into(project, path, reading)) return reading;
  RunFiles files;
  if (const auto denied = denied_by([&] { files = list_run_files(project, path); })) {
    reading.what = RunReading::What::hidden;
    reading.problems.push_back(*denied);
    return reading;
  }
  if (const RunFileName* events = open_attempt(files, id)) {
    read_open_attempt(project, path, *events, reading);
    if (reading.row.status == RunStatus::lost || reading.what == RunReading::What::damaged) {
      // Its record may have come since we looked for one, right before its process was killed.
      RunReading again{.id = id};
      if (read_record_into(project, path, again)) return again;
    }
  }
  return reading;
}

void read_group_into(const Project& project, FolderReading& reading) {
  if (!reading.folder.files.has_group) return;
  try {
    const std::optional<GroupFile> group = read_group_file(project, reading.folder.path);
    if (group) reading.group = to_row(reading.folder.path, *group);
  } catch (const Error& error) {
    reading.problems.push_back(error.message());
  }
}

std::vector<RunId> ids_of(const RunFiles& files) {
  std::vector<RunId> ids = files.records;
  for (const RunFileName& events : files.events) ids.push_back(events.id);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

void read_folders_below(const Project& project, const std::string& start,
                        const std::function<void(const FolderReading&)>& take) {
  FolderReaders(project, start).run(take);
}

void read_user_edits_into(const Project& project, RunRow& row) {
  // Before it is read: what is written meanwhile then has another time than the row.
  const std::optional<FileStat> status = stat_path(user_file_of(project, row.path, row.id));
  if (status) add_user_edits(row, read_user_edits(project, row.path, row.id), status->mtime_ns);
}

}  // namespace cairn
