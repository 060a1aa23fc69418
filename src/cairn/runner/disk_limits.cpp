#include "cairn/runner/disk_limits.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/clock.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/base/time_units.h"

namespace cairn {

namespace {

constexpr double kLeastInterval = 0.5;
/// Looking may take at most so small a part of the time.
constexpr double kShare = 50;
/// The default floor is at most so small a part of the file system.
constexpr std::uint64_t kSmallPart = 50;

/// Bytes that the files of a folder take on the disk, which a sparse file has fewer of.
std::uint64_t bytes_below(const std::string& folder) {
  std::uint64_t bytes = 0;
  for (const std::string& file : files_below(folder)) {
    const std::optional<FileStat> status = stat_path(join_path(folder, file));
    if (status) bytes += status->blocks;
  }
  return bytes;
}

}  // namespace

DiskLimits::DiskLimits(const Project& project, const RunDefinition& definition)
    : root_(project.root),
      most_bytes_(project.spec.options.bytes(Option::storage_max_run_gb)),
      least_free_(project.spec.options.bytes(Option::storage_min_free_gb)) {
  // What nobody asked for must not stop everything on a small disk.
  const bool is_default = project.spec.options.place(Option::storage_min_free_gb).empty();
  if (least_free_ && is_default) {
    least_free_ = std::min(*least_free_, disk_room(root_).total / kSmallPart);
  }
  if (!definition.shared_folder) folder_ = project.absolute(definition.path);
}

std::optional<std::string> DiskLimits::exceeded() {
  if (least_free_) {
    const std::uint64_t free = disk_room(root_).free;
    if (free < *least_free_) {
      return fmt::format("the disk has {} left, less than storage.min_free_gb ({})",
                         human_bytes(free), human_bytes(*least_free_));
    }
  }
  if (!most_bytes_ || folder_.empty()) return std::nullopt;
  const TimeUs started = now_us();
  std::uint64_t bytes = 0;
  try {
    bytes = bytes_below(folder_);
  } catch (const Error&) {
    return std::nullopt;  // The job moves things about; the next look will tell.
  }
  const double seconds = seconds_of(now_us() - started);
  interval_ = std::max(kLeastInterval, seconds * kShare);
  if (bytes <= *most_bytes_) return std::nullopt;
  return fmt::format("it has written {}, more than storage.max_run_gb ({})", human_bytes(bytes),
                     human_bytes(*most_bytes_));
}

}  // namespace cairn
