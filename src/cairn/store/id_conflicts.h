// Different runs under one id, and copies of one run that say different things: what a union of two
// projects may bring. Nothing is wrong with either of them, but the id alone names neither. It does
// not know where the runs were read.
#pragma once

#include <string>
#include <vector>

#include "cairn/catalog/run_row.h"
#include "cairn/store/store_tree.h"

namespace cairn {

/// A run by what tells it apart.
struct IdBearer {
  RunId id;
  Digest digest;
  std::string path;
};

/// An id that several runs bear.
struct IdConflict {
  RunId id;
  std::vector<std::string> paths;  ///< A folder of each of them, sorted.

  /// "o2a5oj is the id of 2 different runs: results/a, results/b".
  std::string text() const;
};

/// Those among the runs, copies of one run taken for one; sorted by id.
std::vector<IdConflict> find_id_conflicts(std::vector<IdBearer> runs);
/// The same of what was read; the trash left out.
std::vector<IdConflict> find_id_conflicts(const std::vector<VouchedRun>& read);
/// The same of a catalog; those of adopted trees left out.
std::vector<IdConflict> find_id_conflicts(const std::vector<RunHead>& heads);

/// Copies whose record is another one than that of the run, which is shown in their place; what was
/// put away into the archive is none:
/// "results/b: attempt 1 (finished), and results/a: attempt 2 (finished)".
std::vector<std::string> differing_copies(const std::vector<RunHead>& heads);

}  // namespace cairn
