#include "cairn/base/fs.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <memory>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/file_stat.h"
#include "cairn/base/folder_entries.h"
#include "cairn/base/io.h"
#include "cairn/base/long_path.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

std::optional<FileStat> stat_with_flags(const std::string& path, int flags) {
  struct stat status {};
  const LongPath at(path);
  if (::fstatat(at.folder(), at.rest(), &status, flags) == 0) return file_stat(status);
  // A circle of links leads nowhere, as a link to what is gone does.
  if (means_absent(errno) || errno == ELOOP) return std::nullopt;
  throw_errno("look at", path);
}

FileStat::Kind kind_of(const std::string& folder, const dirent& entry) {
  if (entry.d_type == DT_REG) return FileStat::Kind::file;
  if (entry.d_type == DT_DIR) return FileStat::Kind::folder;
  if (entry.d_type == DT_LNK) return FileStat::Kind::link;
  if (entry.d_type != DT_UNKNOWN) return FileStat::Kind::other;
  const std::optional<FileStat> status = stat_path(join_path(folder, entry.d_name));
  return status ? status->kind : FileStat::Kind::other;
}

void collect_files(const std::string& folder, const std::string& prefix, std::string_view skip,
                   std::vector<std::string>& files) {
  for (const FolderEntry& entry : list_folder(folder)) {
    if (entry.name == skip) continue;
    const std::string relative = prefix.empty() ? entry.name : prefix + "/" + entry.name;
    if (entry.kind == FileStat::Kind::file) files.push_back(relative);
    if (entry.kind == FileStat::Kind::folder) {
      collect_files(folder + "/" + entry.name, relative, {}, files);
    }
  }
}

}  // namespace

bool means_absent(int error_number) { return error_number == ENOENT || error_number == ENOTDIR; }

FileStat file_stat(const struct stat& status) {
  FileStat result;
  if (S_ISREG(status.st_mode)) result.kind = FileStat::Kind::file;
  if (S_ISDIR(status.st_mode)) result.kind = FileStat::Kind::folder;
  if (S_ISLNK(status.st_mode)) result.kind = FileStat::Kind::link;
  result.size = static_cast<std::uint64_t>(status.st_size);
  result.mtime_ns = status.st_mtim.tv_sec * 1'000'000'000LL + status.st_mtim.tv_nsec;
  result.inode = status.st_ino;
  result.device = status.st_dev;
  result.ctime_ns = status.st_ctim.tv_sec * 1'000'000'000LL + status.st_ctim.tv_nsec;
  result.links = status.st_nlink;
  constexpr std::uint64_t kBlockBytes = 512;  // Of st_blocks, whatever the file system.
  result.blocks = static_cast<std::uint64_t>(status.st_blocks) * kBlockBytes;
  result.mode = status.st_mode & 07777;
  result.owner = status.st_uid;
  result.group = status.st_gid;
  result.is_writable = (status.st_mode & S_IWUSR) != 0;
  return result;
}

std::optional<FileStat> stat_path(const std::string& path) {
  return stat_with_flags(path, AT_SYMLINK_NOFOLLOW);
}

std::optional<FileStat> stat_typed(const std::string& word) {
  struct stat status {};
  if (::lstat(word.c_str(), &status) != 0 && errno == ENAMETOOLONG) return std::nullopt;
  return stat_path(word);
}

std::optional<FileStat> stat_following(const std::string& path) { return stat_with_flags(path, 0); }

FileStat stat_open(int fd, const std::string& path) {
  struct stat status {};
  if (::fstat(fd, &status) != 0) throw_errno("look at", path);
  return file_stat(status);
}

DiskRoom disk_room(const std::string& path) {
  struct statvfs status {};
  if (::statvfs(path.c_str(), &status) != 0) throw_errno("look at the file system of", path);
  const auto block = static_cast<std::uint64_t>(status.f_frsize);
  return {status.f_bavail * block, status.f_blocks * block};
}

std::optional<std::string> read_file_if_any(const std::string& path) {
  const Fd fd = open_long(path, O_RDONLY | O_CLOEXEC);
  if (!fd && means_absent(errno)) return std::nullopt;
  if (!fd) throw_errno("open", path);
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) throw_errno("look at", path);
  std::string bytes;
  bytes.reserve(static_cast<std::size_t>(status.st_size) + 1);
  std::array<char, 65536> buffer;
  while (true) {
    const ssize_t count = ::read(fd.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw_errno("read", path);
    if (count == 0) return bytes;
    bytes.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

std::string read_file(const std::string& path) {
  std::optional<std::string> bytes = read_file_if_any(path);
  if (!bytes) throw Error(ErrorCode::not_found, fmt::format("there is no file '{}'", path));
  return *std::move(bytes);
}

bool for_each_entry(const std::string& folder,
                    const std::function<void(std::string_view, FileStat::Kind)>& visit) {
  Fd fd = open_long(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const std::unique_ptr<DIR, int (*)(DIR*)> opened(fd ? ::fdopendir(fd.get()) : nullptr,
                                                   &::closedir);
  if (opened) fd.release();
  if (!opened) {
    if (means_absent(errno)) return false;
    throw_errno("list the folder", folder);
  }
  // Only errno tells the end from a disk that fails: what would be missing then looks deleted.
  errno = 0;
  while (const dirent* entry = ::readdir(opened.get())) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") visit(name, kind_of(folder, *entry));
    errno = 0;
  }
  if (errno != 0) throw_errno("list the folder", folder);
  return true;
}

std::vector<FolderEntry> list_folder(const std::string& path) {
  std::vector<FolderEntry> entries;
  for_each_entry(path, [&](std::string_view name, FileStat::Kind kind) {
    entries.push_back({std::string(name), kind});
  });
  std::sort(entries.begin(), entries.end(),
            [](const FolderEntry& a, const FolderEntry& b) { return a.name < b.name; });
  return entries;
}

std::vector<std::string> files_below(const std::string& folder, std::string_view skip) {
  std::vector<std::string> files;
  collect_files(folder, "", skip, files);
  std::sort(files.begin(), files.end());
  return files;
}

std::string join_path(std::string_view head, std::string_view tail) {
  if (tail.empty()) return std::string(head);
  if (head.empty() || tail.front() == '/') return std::string(tail);
  std::string path;
  path.reserve(head.size() + 1 + tail.size());
  path += head;
  if (head.back() != '/') path += '/';
  return path += tail;
}

std::string parent_path(std::string_view path) {
  const std::size_t slash = path.find_last_of('/');
  return slash == std::string_view::npos ? "" : std::string(path.substr(0, slash));
}

std::string base_name(std::string_view path) {
  const std::size_t slash = path.find_last_of('/');
  return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

std::string clean_path(std::string_view path) {
  const bool absolute = !path.empty() && path.front() == '/';
  std::vector<std::string> kept;
  for (std::string& part : split(path, '/')) {
    if (part.empty() || part == ".") continue;
    const bool can_climb = !kept.empty() && kept.back() != "..";
    if (part == ".." && can_climb) {
      kept.pop_back();
    } else if (part != ".." || !absolute) {
      kept.push_back(std::move(part));
    }
  }
  const std::string joined = join(kept, "/");
  if (absolute) return "/" + joined;
  return joined.empty() ? "." : joined;
}

std::string absolute_path(std::string_view path, std::string_view base) {
  return clean_path(join_path(base, path));
}

bool is_below(std::string_view path, std::string_view folder) {
  if (path == folder || folder == "/") return true;
  return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

bool PathOrder::operator()(std::string_view a, std::string_view b) const {
  const auto rank = [](char c) { return c == '/' ? 0 : static_cast<unsigned char>(c); };
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [&](char x, char y) { return rank(x) < rank(y); });
}

std::vector<std::string> outermost(std::vector<std::string> paths) {
  if (std::ranges::find(paths, ".") != paths.end()) return {"."};
  std::ranges::sort(paths, PathOrder());
  std::vector<std::string> found;
  for (std::string& path : paths) {
    if (found.empty() || !is_below(path, found.back())) found.push_back(std::move(path));
  }
  return found;
}

std::string relative_to(std::string_view path, std::string_view folder) {
  if (path == folder) return "";
  return std::string(path.substr(folder.size() + 1));
}

std::string current_folder() {
  const std::unique_ptr<char, void (*)(void*)> path(::getcwd(nullptr, 0), &std::free);
  if (!path) throw_errno("find", "the current folder");
  return path.get();
}

}  // namespace cairn
