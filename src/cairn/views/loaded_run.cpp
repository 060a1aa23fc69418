#include "cairn/views/loaded_run.h"

#include <algorithm>

#include "cairn/base/fs.h"
#include "cairn/record/store_paths.h"

namespace cairn {

bool has_ended(const RunHead& head) {
  if (is_below(head.record_path, kAdoptedFolder)) return false;
  return head.status != RunStatus::running && head.status != RunStatus::lost &&
         head.status != RunStatus::pending;
}

bool names_file(const LoadedRun& run, const std::string& folder, const std::string& file) {
  const std::string relative = relative_to(join_path(folder, file), run.path);
  return std::ranges::any_of(run.record.artifacts, [&](const RecordArtifact& artifact) {
    return artifact.path == relative;
  });
}

std::int64_t mtime_of(const std::string& path) {
  const std::optional<FileStat> status = stat_path(path);
  return status ? status->mtime_ns : 0;
}

}  // namespace cairn
