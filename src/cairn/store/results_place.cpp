#include "cairn/store/results_place.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/real_path.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

/// A file system as it is mounted: no rename leads from one mount to another, be it of one disk.
struct Disk {
  std::uint64_t device = 0;
  std::uint64_t mount = 0;  ///< 0 where the kernel does not tell.

  bool operator==(const Disk&) const = default;
};

std::uint64_t mount_of(const std::string& path) {
  struct statx status {};
  if (::statx(AT_FDCWD, path.c_str(), 0, STATX_MNT_ID, &status) != 0) return 0;
  return (status.stx_mask & STATX_MNT_ID) != 0 ? status.stx_mnt_id : 0;
}

/// That of a folder, or of the first above it that is there.
Disk disk_of(std::string path) {
  for (;; path = parent_path(path)) {
    const std::optional<FileStat> status = stat_following(path);
    if (status) return {status->device, mount_of(path)};
    if (path.size() < 2) return {};
  }
}

/// How `.cairn` gets beside the results at `real`.
std::string beside_it(const Project& project, const std::string& real) {
  const std::string place = shell_quote(real + ".cairn");
  const std::string own = shell_quote(project.absolute(".cairn"));
  const bool is_there = stat_path(project.absolute(".cairn")).has_value();
  return fmt::format("put .cairn there, too, when nothing runs: {} && ln -s {} {}",
                     is_there ? fmt::format("mv {} {}", own, place) : "mkdir " + place, place, own);
}

}  // namespace

void require_one_disk(const Project& project, const std::string& folder, std::string_view name) {
  if (disk_of(project.absolute(folder)) == disk_of(project.hidden(name))) return;
  std::string root = folder;  // Or the folder of results that it lies in.
  for (const std::string& one : project.result_folders()) {
    if (is_below(folder, one)) root = one;
  }
  const std::string real = real_path(project.absolute(root));
  throw Error(ErrorCode::io,
              fmt::format("'{}' lies on another file system than .cairn: nothing can move from one "
                          "to the other",
                          printable(real)),
              beside_it(project, real));
}

void require_same_disk(const Project& project, const std::string& from, const std::string& to) {
  const std::string target = project.absolute(to);
  if (disk_of(project.absolute(from)) == disk_of(target)) return;
  const std::string folder = shell_quote(parent_path(target));
  throw Error(ErrorCode::io,
              fmt::format("'{}' lies on another file system than '{}' would: cairn moves by "
                          "renaming, which cannot be done",
                          printable(from), printable(to)),
              fmt::format("move it by hand when nothing runs, it is found there: mkdir -p {} && mv "
                          "{} {}",
                          folder, shell_quote(project.absolute(from)), folder));
}

void require_reachable_objects(const Project& project) {
  const std::string own = real_path(project.absolute(".cairn"));
  for (const std::string& folder : project.result_folders()) {
    const std::string real = real_path(project.absolute(folder));
    // As a link in the folder counts: so many folders up as its name from the project's has.
    std::string above = real;
    for (std::string part = folder; !part.empty() && part != "."; part = parent_path(part)) {
      above = parent_path(above);
    }
    if (real_path(join_path(above.empty() ? "/" : above, ".cairn")) == own) continue;
    throw Error(ErrorCode::conflict,
                fmt::format("'{}' lies in '{}': links from there to objects would lead nowhere",
                            printable(folder), printable(real)),
                "share the bytes without links: --link hardlink");
  }
}

}  // namespace cairn
