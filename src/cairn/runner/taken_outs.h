// Outs in the folders that several runs share: one belongs to the run that made it, and no other
// run may be put where it would write over it. A run that is still to make its outs there (it is
// going, or has failed) holds those that it declares. Each folder is looked at once, so that a plan
// may put thousands of runs into one. It does not know plans, in which no two runs claim one out
// anyway, nor what another cairn is about to begin.
#pragma once

#include <map>
#include <string>
#include <unordered_map>

#include "cairn/base/fs.h"
#include "cairn/catalog/catalog.h"
#include "cairn/record/run_definition.h"
#include "cairn/store/project.h"

namespace cairn {

class TakenOuts {
 public:
  TakenOuts(const Project& project, const Catalog& catalog);

  /// Whether a file that `run` declares as an out, or a file in such a folder, belongs to another
  /// run in the folder `path` (from the project's).
  bool has_any_of(const RunDefinition& run, const std::string& path);

 private:
  /// Which runs hold what, by its path below the folder.
  using Holders = std::multimap<std::string, Digest, PathOrder>;

  const Holders& holders_in(const std::string& path);
  void add_unmade(const RunHead& head, Holders& holders) const;

  const Project& project_;
  const Catalog& catalog_;
  std::unordered_map<std::string, Holders> folders_;
};

}  // namespace cairn
