#include "cairn/base/io.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/disk_changes.h"
#include "cairn/base/error.h"
#include "cairn/base/failpoint.h"
#include "cairn/base/long_path.h"

namespace cairn {

namespace {

using failpoint::Action;

constexpr std::array<std::string_view, 89> kSiteNames = {"begin_folder",
                                                         "begin_events",
                                                         "begin_line",
                                                         "events_append",
                                                         "commit_move",
                                                         "commit_log",
                                                         "commit_artifact_fsync",
                                                         "commit_folder_fsync",
                                                         "record_write",
                                                         "record_fsync",
                                                         "record_rename",
                                                         "record_folder_fsync",
                                                         "history_write",
                                                         "history_fsync",
                                                         "history_rename",
                                                         "history_folder_fsync",
                                                         "commit_events_remove",
                                                         "commit_log_remove",
                                                         "journal_append",
                                                         "journal_remove",
                                                         "group_write",
                                                         "group_fsync",
                                                         "group_rename",
                                                         "group_folder_fsync",
                                                         "object_folder",
                                                         "object_write",
                                                         "object_fsync",
                                                         "object_rename",
                                                         "object_folder_fsync",
                                                         "object_copy",
                                                         "object_note",
                                                         "object_note_remove",
                                                         "object_collect",
                                                         "repair_keep",
                                                         "repair_write",
                                                         "repair_fsync",
                                                         "repair_rename",
                                                         "repair_folder_fsync",
                                                         "dedup_journal",
                                                         "dedup_share",
                                                         "dedup_link",
                                                         "dedup_swap",
                                                         "dedup_remove",
                                                         "dedup_folder_fsync",
                                                         "restore_write",
                                                         "restore_fsync",
                                                         "restore_rename",
                                                         "restore_folder_fsync",
                                                         "leftover_remove",
                                                         "trash_folder",
                                                         "trash_move",
                                                         "trash_user",
                                                         "trash_restore",
                                                         "trash_purge",
                                                         "user_write",
                                                         "user_fsync",
                                                         "user_rename",
                                                         "user_folder_fsync",
                                                         "user_remove",
                                                         "adopted_write",
                                                         "adopted_fsync",
                                                         "adopted_rename",
                                                         "adopted_folder_fsync",
                                                         "adopted_remove",
                                                         "view_write",
                                                         "view_rename",
                                                         "view_keep",
                                                         "view_link",
                                                         "catalog_aside",
                                                         "check_clean",
                                                         "project_folder",
                                                         "file_write",
                                                         "export_write",
                                                         "export_fsync",
                                                         "export_rename",
                                                         "export_folder_fsync",
                                                         "import_folder",
                                                         "import_write",
                                                         "import_fsync",
                                                         "import_commit",
                                                         "import_move",
                                                         "import_move_fsync",
                                                         "import_remove",
                                                         "archive_plan",
                                                         "archive_folder",
                                                         "archive_group",
                                                         "archive_move",
                                                         "archive_link",
                                                         "archive_remove"};
static_assert(kSiteNames.size() == static_cast<std::size_t>(Site::archive_remove) + 1);

constexpr mode_t kFileMode = 0666;
constexpr mode_t kSealedMode = 0444;
constexpr mode_t kFolderMode = 0777;

void require_folder(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) return;
  const bool is_link = ::lstat(path.c_str(), &status) == 0 && S_ISLNK(status.st_mode);
  throw Error(ErrorCode::conflict,
              fmt::format("'{}' is {}, and a folder is needed", path,
                          is_link ? "a link that leads to no folder" : "a file"),
              "move it away, then run this again");
}

/// Some file systems cannot sync a folder; everything else that fails is a failure.
bool sync_is_unsupported(int error_number) {
  return error_number == EINVAL || error_number == ENOTSUP || error_number == ENOSYS;
}

}  // namespace

std::string_view site_name(Site site) { return kSiteNames[static_cast<std::size_t>(site)]; }

std::vector<std::string_view> site_names() { return {kSiteNames.begin(), kSiteNames.end()}; }

bool has_failpoints() {
#ifdef CAIRN_FAILPOINTS
  return true;
#else
  return false;
#endif
}

Fd& Fd::operator=(Fd&& other) noexcept {
  if (this != &other) {
    reset();
    fd_ = other.release();
  }
  return *this;
}

int Fd::release() { return std::exchange(fd_, -1); }

void Fd::reset() {
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

Fd open_write(Site site, const std::string& path, OpenMode mode) {
  failpoint::check(site, "create", path);
  constexpr std::array kFlags = {O_RDWR | O_EXCL | O_APPEND, O_WRONLY | O_EXCL | O_APPEND,
                                 O_WRONLY | O_TRUNC, O_WRONLY | O_APPEND, O_WRONLY | O_EXCL};
  const int flags = O_CREAT | O_CLOEXEC | O_NOFOLLOW | kFlags[static_cast<std::size_t>(mode)];
  const int fd = ::open(path.c_str(), flags, mode == OpenMode::sealed ? kSealedMode : kFileMode);
  if (fd < 0 && errno == EEXIST) {
    throw Error(ErrorCode::conflict, fmt::format("'{}' exists already", path));
  }
  if (fd < 0) throw_errno("create", path);
  return Fd(fd);
}

void write_all(Site site, int fd, std::string_view bytes, const std::string& path) {
  const Action action = failpoint::check(site, "write", path);
  if (action == Action::skip) return;
  note_disk_change();
  if (action == Action::cut_short) bytes = bytes.substr(0, bytes.size() / 2);
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw_errno("write", path);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  // A test cuts a write short to see the torn bytes on disk, so the process must end with them.
  if (action == Action::cut_short) ::kill(::getpid(), SIGKILL);
}

void write_at(Site site, int fd, std::string_view bytes, std::uint64_t offset,
              const std::string& path) {
  const Action action = failpoint::check(site, "write", path);
  if (action == Action::skip) return;
  note_disk_change();
  if (action == Action::cut_short) bytes = bytes.substr(0, bytes.size() / 2);
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw_errno("write", path);
    bytes.remove_prefix(static_cast<std::size_t>(written));
    offset += static_cast<std::uint64_t>(written);
  }
  if (action == Action::cut_short) ::kill(::getpid(), SIGKILL);
}

void fsync_fd(Site site, int fd, const std::string& path) {
  if (failpoint::check(site, "fsync", path) == Action::skip) return;
  if (::fsync(fd) != 0 && !sync_is_unsupported(errno)) throw_errno("sync", path);
}

void fsync_path(Site site, const std::string& path) {
  Fd fd = open_long(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  // The results of a project may be a link to a folder on a larger disk.
  if (!fd && errno == ELOOP) fd = open_long(path, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
  if (!fd) throw_errno("open", path);
  fsync_fd(site, fd.get(), path);
}

void sync_file_system(Site site, const std::string& path) {
  if (failpoint::check(site, "syncfs", path) == Action::skip) return;
  const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd) throw_errno("open", path);
  if (::syncfs(fd.get()) != 0) throw_errno("sync the file system of", path);
}

void rename_path(Site site, const std::string& from, const std::string& to) {
  if (failpoint::check(site, "rename", from, to) == Action::skip) return;
  note_disk_change();
  if (::rename(from.c_str(), to.c_str()) != 0) {
    throw_errno(fmt::format("rename '{}' to", from), to);
  }
}

void remove_file(Site site, const std::string& path) {
  if (failpoint::check(site, "remove", path) == Action::skip) return;
  note_disk_change();
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) throw_errno("remove", path);
}

void make_read_only(Site site, const std::string& path) {
  if (failpoint::check(site, "chmod", path) == Action::skip) return;
  if (::chmod(path.c_str(), 0444) != 0) throw_errno("protect", path);
}

bool remove_empty_folder(Site site, const std::string& path) {
  if (failpoint::check(site, "rmdir", path) == Action::skip) return false;
  return ::rmdir(path.c_str()) == 0;
}

bool make_folder(Site site, const std::string& path) {
  failpoint::check(site, "mkdir", path);
  if (::mkdir(path.c_str(), kFolderMode) == 0) return true;
  if (errno != EEXIST) throw_errno("make the folder", path);
  return false;
}

std::vector<std::string> make_folders(Site site, const std::string& path) {
  // Most often only the last level is missing, or nothing is: that costs one call.
  failpoint::check(site, "mkdir", path);
  if (::mkdir(path.c_str(), kFolderMode) == 0) return {path};
  if (errno == EEXIST) {
    require_folder(path);
    return {};
  }
  const std::size_t slash = path.find_last_of('/');
  if (errno != ENOENT || slash == std::string::npos || slash == 0) {
    throw_errno("make the folder", path);
  }
  std::vector<std::string> made = make_folders(site, path.substr(0, slash));
  if (make_folder(site, path)) made.push_back(path);
  return made;
}

void touch_now(int fd) { ::futimens(fd, nullptr); }

}  // namespace cairn
