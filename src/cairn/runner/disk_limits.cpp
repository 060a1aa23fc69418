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

/// Bytes that a file, or the files of a folder, take on the disk, which a sparse file has fewer of.
std::uint64_t bytes_at(const std::string& path) {
  const std::optional<FileStat> status = stat_path(path);
  if (!status || !status->is_folder()) return status ? status->blocks : 0;
  std::uint64_t bytes = 0;
  for (const std::string& file : files_below(path)) {
    const std::optional<FileStat> below = stat_path(join_path(path, file));
    if (below) bytes += below->blocks;
  }
  return bytes;
}

std::vector<std::string> written_places(const std::string& folder,
                                        const RunDefinition& definition) {
  if (!definition.shared_folder) return {folder};
  std::vector<std::string> places;
  for (const DeclaredOut& out : definition.outs) {
    places.push_back(join_path(folder, clean_path(out.path)));
  }
  return outermost(std::move(places));  // An out may lie in another one.
}

}  // namespace

std::optional<std::string> lacks_room(const Project& project) {
  const Options& options = project.spec.options;
  std::optional<std::uint64_t> least = options.bytes(Option::storage_min_free_gb);
  if (!least) return std::nullopt;
  const DiskRoom room = disk_room(project.root);
  // What nobody asked for must not stop everything on a small disk.
  const bool is_default = options.place(Option::storage_min_free_gb).empty();
  if (is_default) least = std::min(*least, room.total / kSmallPart);
  if (room.free >= *least) return std::nullopt;
  return fmt::format("the disk has {} left, less than storage.min_free_gb ({})",
                     human_bytes(room.free), human_bytes(*least));
}

void require_room(const Project& project) {
  const std::optional<std::string> why = lacks_room(project);
  if (!why) return;
  throw Error(ErrorCode::io, fmt::format("no job is started: {}", *why),
              "make room (cairn analyze storage tells what takes it), or lower that option");
}

DiskLimits::DiskLimits(const Project& project, const RunDefinition& definition)
    : project_(project),
      places_(written_places(project.absolute(definition.path), definition)),
      most_bytes_(project.spec.options.bytes(Option::storage_max_run_gb)) {}

std::optional<std::string> DiskLimits::exceeded() {
  if (std::optional<std::string> why = lacks_room(project_)) return why;
  return grown_too_large();
}

std::optional<std::string> DiskLimits::grown_too_large() {
  if (!most_bytes_) return std::nullopt;
  const TimeUs started = steady_us();
  std::uint64_t bytes = 0;
  try {
    for (const std::string& place : places_) bytes += bytes_at(place);
  } catch (const Error&) {
    return std::nullopt;  // The job moves things about; the next look will tell.
  }
  const double seconds = seconds_of(steady_us() - started);
  interval_ = std::max(kLeastInterval, seconds * kShare);
  if (bytes <= *most_bytes_) return std::nullopt;
  return fmt::format("it has written {}, more than storage.max_run_gb ({})", human_bytes(bytes),
                     human_bytes(*most_bytes_));
}

}  // namespace cairn
