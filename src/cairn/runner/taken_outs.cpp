#include "cairn/runner/taken_outs.h"

#include <algorithm>
#include <vector>

#include "cairn/base/fs.h"

namespace cairn {

bool has_taken_outs(const Catalog& catalog, const RunDefinition& run) {
  if (run.outs.empty()) return false;
  std::vector<std::int64_t> others;
  for (const RunHead& head : catalog.find_by_path(run.path)) {
    if (head.digest != run.digest) others.push_back(head.rowid);
  }
  const auto is_claimed = [&](const ArtifactRow& artifact) {
    return std::ranges::any_of(run.outs, [&](const DeclaredOut& out) {
      const std::string path = clean_path(out.path);
      return is_below(artifact.path, path) || is_below(path, artifact.path);
    });
  };
  return std::ranges::any_of(catalog.load_runs(others, RunParts::all), [&](const RunRow& other) {
    return std::ranges::any_of(other.artifacts, is_claimed);
  });
}

}  // namespace cairn
