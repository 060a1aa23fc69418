// The one seam through which cairn changes the disk. Every call names its site, so that a test can
// make exactly that write fail, be killed there, or be skipped (CAIRN_FAIL), and can see the order
// of all writes (CAIRN_IO_TRACE). Both exist only in builds with CAIRN_FAILPOINTS. A failed fsync
// is final: the kernel may have dropped the dirty pages, so nothing here retries one. This file
// does not know what the files mean.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// Where a write comes from. The name of each site is its text in CAIRN_FAIL.
enum class Site {
  begin_folder,
  begin_events,
  begin_line,
  events_append,
  commit_move,
  commit_log,
  commit_artifact_fsync,
  commit_folder_fsync,
  record_write,
  record_fsync,
  record_rename,
  record_folder_fsync,
  history_write,
  history_fsync,
  history_rename,
  history_folder_fsync,
  commit_events_remove,
  commit_log_remove,
  journal_append,
  journal_remove,
  group_write,
  group_fsync,
  group_rename,
  group_folder_fsync,
  object_folder,
  object_write,
  object_fsync,
  object_rename,
  object_folder_fsync,
  object_copy,
  object_note,
  object_note_remove,
  object_collect,
  repair_keep,
  repair_write,
  repair_fsync,
  repair_rename,
  repair_folder_fsync,
  dedup_journal,
  dedup_share,
  dedup_link,
  dedup_swap,
  dedup_remove,
  dedup_folder_fsync,
  restore_write,
  restore_fsync,
  restore_rename,
  restore_folder_fsync,
  leftover_remove,
  trash_folder,
  trash_move,
  trash_user,
  trash_restore,
  trash_purge,
  user_write,
  user_fsync,
  user_rename,
  user_folder_fsync,
  user_remove,
  adopted_write,
  adopted_fsync,
  adopted_rename,
  adopted_folder_fsync,
  adopted_remove,
  view_write,
  view_rename,
  view_keep,
  view_link,
  catalog_aside,
  check_clean,
  project_folder,
  file_write,
  export_write,
  export_fsync,
  export_rename,
  export_folder_fsync,
  import_folder,
  import_write,
  import_fsync,
  import_commit,
  import_move,
  import_move_fsync,
  import_remove,
  archive_plan,
  archive_folder,
  archive_group,
  archive_move,
  archive_link,
  archive_remove,
};

/// The text of a site, and all of them for `cairn --list-failpoints`.
std::string_view site_name(Site site);
std::vector<std::string_view> site_names();

/// Whether this build has failpoints.
bool has_failpoints();

/// An open file descriptor that closes itself.
class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(other.release()) {}
  Fd& operator=(Fd&& other) noexcept;
  ~Fd() { reset(); }

  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  int release();
  void reset();

 private:
  int fd_ = -1;
};

/// How a file is opened for writing.
enum class OpenMode {
  exclusive,  ///< Must not exist yet; written at its end.
  sealed,     ///< The same, and nobody can open it for writing afterwards (mode 0444).
  truncate,   ///< Made anew or emptied.
  append,     ///< Made when missing, written at its end.
  fresh,      ///< Must not exist yet; written at any offset (write_at).
};

// All of these throw Error(io) naming the path. `exclusive` and `sealed` on an existing
// file throw Error(conflict).
Fd open_write(Site site, const std::string& path, OpenMode mode);
/// Writes all of `bytes`.
void write_all(Site site, int fd, std::string_view bytes, const std::string& path);
/// Writes all of `bytes` at `offset` of a file that was opened as `fresh`.
void write_at(Site site, int fd, std::string_view bytes, std::uint64_t offset,
              const std::string& path);
/// Makes the bytes and size of an open file durable.
void fsync_fd(Site site, int fd, const std::string& path);
/// Opens a file or folder and makes it durable: bytes of a file, names of a folder. A link to a
/// folder counts as the folder, one to a file is refused.
void fsync_path(Site site, const std::string& path);
/// Makes everything on the file system of `path` durable at once.
void sync_file_system(Site site, const std::string& path);
void rename_path(Site site, const std::string& from, const std::string& to);
/// Removes a file. A file that is already gone is fine.
void remove_file(Site site, const std::string& path);
/// Takes away the permission to write from a file that is never to change again.
void make_read_only(Site site, const std::string& path);
/// Removes a folder when it is empty; returns whether it went.
bool remove_empty_folder(Site site, const std::string& path);
/// Makes a folder; returns false when it was there already.
bool make_folder(Site site, const std::string& path);
/// Makes `path` and its missing parents. Returns the folders that were made, outermost first.
std::vector<std::string> make_folders(Site site, const std::string& path);
/// Lets the empty file `to` have the bytes of `from` without copying them (FICLONE); false where
/// the file system cannot.
bool clone_file(Site site, int from, int to, const std::string& path);

/// What came of an attempt to let two files share their blocks.
enum class ShareResult {
  shared,
  differs,      ///< The kernel compared the bytes: they are not equal.
  unsupported,  ///< The file system cannot, or not between these files.
};
/// Lets `to` share the blocks of `from`, `size` bytes that the kernel compares under lock
/// (FIDEDUPERANGE). Names, times and modes stay.
ShareResult share_blocks(Site site, int from, int to, std::uint64_t size, const std::string& path);

/// Gives the file `from` the further name `to`; false where the file system cannot (other devices,
/// too many names, no hard links). Throws Error(conflict) where `to` exists.
bool link_file(Site site, const std::string& from, const std::string& to);
/// Makes the symbolic link `path` with this text. Throws Error(conflict) where `path` exists.
void make_symlink(Site site, const std::string& target, const std::string& path);
/// Exchanges what two names stand for, at once; false where the file system cannot.
bool swap_paths(Site site, const std::string& left, const std::string& right);
/// Gives an open file a mode (permission bits) and modification time.
void set_mode_and_time(Site site, int fd, unsigned mode, std::int64_t mtime_ns,
                       const std::string& path);
/// Sets the times of a file to now (the heartbeat).
void touch_now(int fd);

}  // namespace cairn
