#include "cairn/retention/merge_file.h"

#include <unistd.h>

#include <atomic>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/error.h"
#include "cairn/objects/copy_file.h"

namespace cairn {

namespace {

using What = MergeAnswer::What;

MergeAnswer left(std::string why) { return {What::left, std::move(why)}; }

std::string temporary_beside(const std::string& path) {
  static std::atomic<unsigned> counter{0};
  return fmt::format("{}/{}{}-d{}", parent_path(path), kTempPrefix, ::getpid(), counter++);
}

bool same_inode(const FileStat& a, const FileStat& b) {
  return a.inode == b.inode && a.device == b.device;
}

/// Whether bytes and name are what they were when the file was opened. Its times of change do not
/// count: further names and renames of it change them.
bool still_holds(const HeldFile& held, const std::optional<FileStat>& now) {
  return now && same_inode(*now, held.file.status) && now->size == held.file.status.size &&
         now->mtime_ns == held.file.status.mtime_ns && !held.lease.is_broken();
}

/// Exchanges `temporary` with the file, and looks once more at what came out: only when that is the
/// file that was compared, unchanged, does it go.
MergeAnswer exchange(const std::string& temporary, const HeldFile& other) {
  if (!swap_paths(Site::dedup_swap, temporary, other.path)) {
    // Without an exchange the last look comes before the rename.
    if (!still_holds(other, stat_path(other.path))) {
      remove_file(Site::dedup_remove, temporary);
      return left("it changed meanwhile");
    }
    rename_path(Site::dedup_swap, temporary, other.path);
    return {What::merged, {}};
  }
  if (!still_holds(other, stat_path(temporary))) {
    swap_paths(Site::dedup_swap, temporary, other.path);
    remove_file(Site::dedup_remove, temporary);
    return left("it changed meanwhile");
  }
  remove_file(Site::dedup_remove, temporary);
  return {What::merged, {}};
}

}  // namespace

std::optional<MergeAnswer> objection(const HeldFile& kept, const HeldFile& other) {
  const FileStat& a = kept.file.status;
  const FileStat& b = other.file.status;
  if (same_inode(a, b)) return MergeAnswer{What::already, {}};
  if (a.device != b.device) return left("it lies on another file system");
  if (a.owner != b.owner || a.group != b.group || a.mode != b.mode) {
    return left("it has another owner or mode");
  }
  for (const HeldFile* held : {&kept, &other}) {
    if (held->lease.answer() == ReadLease::Answer::refused) {
      return left("somebody has it open for writing");
    }
  }
  if (a.size != b.size || !equal_bytes(kept.file.fd.get(), other.file.fd.get(), other.path)) {
    return left("it does not hold the same bytes any more");
  }
  if (!still_holds(other, stat_path(other.path)) || !still_holds(kept, stat_path(kept.path))) {
    return left("it changed meanwhile");
  }
  return std::nullopt;
}

MergeAnswer share_file(const HeldFile& kept, const HeldFile& other) {
  if (same_inode(kept.file.status, other.file.status)) return {What::already, {}};
  switch (share_blocks(Site::dedup_share, kept.file.fd.get(), other.file.fd.get(),
                       kept.file.status.size, other.path)) {
    case ShareResult::shared:
      return {What::merged, {}};
    case ShareResult::differs:
      return left("it does not hold the same bytes any more");
    case ShareResult::unsupported:
      break;
  }
  return left("");
}

MergeAnswer replace_by_name(const HeldFile& kept, const HeldFile& other) {
  if (!still_holds(kept, stat_path(kept.path))) return left("the file to keep changed meanwhile");
  if (!still_holds(other, stat_path(other.path))) return left("it changed meanwhile");
  const std::string temporary = temporary_beside(other.path);
  if (!link_file(Site::dedup_link, kept.path, temporary)) return {What::too_many_names, {}};
  // The name may have been given to another file between the look and the link.
  if (!still_holds(kept, stat_path(temporary))) {
    remove_file(Site::dedup_remove, temporary);
    return left("the file to keep changed meanwhile");
  }
  return exchange(temporary, other);
}

MergeAnswer replace_by_symlink(const std::string& text, const HeldFile& other) {
  if (!still_holds(other, stat_path(other.path))) return left("it changed meanwhile");
  const std::string temporary = temporary_beside(other.path);
  make_symlink(Site::dedup_link, text, temporary);
  return exchange(temporary, other);
}

}  // namespace cairn
