#include "cairn/retention/cache_files.h"

#include <mutex>
#include <unordered_set>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/parallel.h"
#include "cairn/store/provenance_capture.h"
#include "cairn/store/store_tree.h"

namespace cairn {

namespace {

struct Missing {
  std::string path;
  Digest sha256;
};

/// One place for each artifact that has no object.
std::vector<Missing> find_missing(const Project& project, const ObjectStore& objects) {
  std::vector<Missing> missing;
  std::unordered_set<Digest, DigestHash> seen;
  const Vouched vouched = read_vouched(project, list_tree(project, result_roots(project)));
  for (const VouchedRun& run : vouched.runs) {
    if (run.status != RunStatus::finished) continue;
    for (const VouchedFile& file : run.files) {
      if (!file.is_artifact || !seen.insert(file.sha256).second || objects.has(file.sha256))
        continue;
      missing.push_back({join_path(run.folder, file.path), file.sha256});
    }
  }
  return missing;
}

}  // namespace

FilledCache fill_cache(const Project& project) {
  FilledCache filled;
  const std::string mode = project.spec.options.cache();
  if (mode == "off") return filled;
  const PutMeans means = mode == "reflink" ? PutMeans::clone : PutMeans::copy;
  ObjectStore objects = open_objects(project);
  const std::vector<Missing> missing = find_missing(project, objects);
  std::mutex mutex;
  std::size_t without_clones = 0;  // A fault of the disk, which all files share: one line tells it.
  for_each_index(missing.size(), [&](std::size_t i) {
    std::string problem;
    std::uint64_t size = 0;
    try {
      const std::optional<HashedFile> kept =
          objects.put_file(project.absolute(missing[i].path), means);
      if (!kept) {
        const std::lock_guard lock(mutex);
        ++without_clones;
        return;
      }
      if (kept->sha256 != missing[i].sha256) problem = "it holds other bytes than recorded";
      size = kept->size;
    } catch (const Error& error) {
      if (error.code() == ErrorCode::io) throw;
      problem = error.message();
    }
    const std::lock_guard lock(mutex);
    if (!problem.empty()) {
      filled.problems.push_back(fmt::format("{}: {}", missing[i].path, problem));
      return;
    }
    ++filled.added;
    filled.bytes += size;
  });
  if (without_clones > 0) {
    filled.problems.push_back(
        fmt::format("{} not kept: this file system has no reflinks (storage.cache: copy)",
                    counted(without_clones, "artifact")));
  }
  return filled;
}

}  // namespace cairn
