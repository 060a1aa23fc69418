// Reading the disk: files whole, folders, stats; and paths as text. Nothing here changes the disk
// (io.h does). Links are never followed unless a function says so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// What lies at a path.
struct FileStat {
  enum class Kind { file, folder, link, other } kind = Kind::other;
  std::uint64_t size = 0;
  std::int64_t mtime_ns = 0;
  std::uint64_t inode = 0;
  std::uint64_t device = 0;
  std::int64_t ctime_ns = 0;
  std::uint64_t links = 1;   ///< Names of the inode.
  std::uint64_t blocks = 0;  ///< Bytes that it takes on the disk.
  unsigned mode = 0;         ///< Permission bits.
  unsigned owner = 0;
  unsigned group = 0;
  bool is_writable = false;  ///< Whether its owner may write it, as its mode says.
  bool is_file() const { return kind == Kind::file; }
  bool is_folder() const { return kind == Kind::folder; }
  bool is_link() const { return kind == Kind::link; }
};

/// The stat of `path` itself (links not followed), or nullopt when nothing is there. Throws
/// Error(io) when it cannot be told.
std::optional<FileStat> stat_path(const std::string& path);
/// The same of a word that may be meant as something else: one that is too long for a path is none.
std::optional<FileStat> stat_typed(const std::string& word);
/// The same, links followed: for the user's own files, which may well be links.
std::optional<FileStat> stat_following(const std::string& path);

/// The stat of an open file; `path` is for errors.
FileStat stat_open(int fd, const std::string& path);

/// The room on a file system, in bytes.
struct DiskRoom {
  std::uint64_t free = 0;  ///< For this user.
  std::uint64_t total = 0;
};
/// The room on the file system of `path`. Throws Error(io).
DiskRoom disk_room(const std::string& path);

/// The whole file. Throws Error(not_found) or Error(io).
std::string read_file(const std::string& path);
/// The whole file, or nullopt when nothing is there.
std::optional<std::string> read_file_if_any(const std::string& path);

/// One entry of a folder. `kind` costs no stat where the file system tells it.
struct FolderEntry {
  std::string name;
  FileStat::Kind kind;
};
/// The entries of a folder sorted by name, without "." and ".."; empty when it is not there.
std::vector<FolderEntry> list_folder(const std::string& path);

/// All regular files below `folder`, as paths relative to it, sorted. `skip` names entries that are
/// left out at the top level. Links are listed as files are not: they are skipped.
std::vector<std::string> files_below(const std::string& folder, std::string_view skip = {});

/// "a/b" joined with exactly one slash; an absolute or empty `tail` is handled.
std::string join_path(std::string_view head, std::string_view tail);
/// "a/b/c" → "a/b"; "" for a bare name.
std::string parent_path(std::string_view path);
/// "a/b/c" → "c".
std::string base_name(std::string_view path);
/// Lexically cleaned: no ".", "..", doubled or trailing slashes ("" becomes ".").
std::string clean_path(std::string_view path);
/// `path` made absolute against `base` and cleaned.
std::string absolute_path(std::string_view path, std::string_view base);
/// Whether `path` is `folder` or lies below it (both cleaned).
bool is_below(std::string_view path, std::string_view folder);
/// Orders paths so that what lies in a folder stands right behind it: as text "a-x" would come
/// between "a" and "a/b".
struct PathOrder {
  bool operator()(std::string_view a, std::string_view b) const;
};
/// Those of `paths` (all cleaned) that lie in no other of them, each once, in PathOrder; of
/// relative ones "." holds all.
std::vector<std::string> outermost(std::vector<std::string> paths);
/// `path` relative to `folder`, which it must lie below; "" for the folder itself.
std::string relative_to(std::string_view path, std::string_view folder);
/// The current working folder.
std::string current_folder();

}  // namespace cairn
