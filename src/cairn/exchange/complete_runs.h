// From what a reader found to records: keys, digests and ids, links that lead to digests, artifacts
// with size and SHA-256. What a foreign file names and the tree does not hold, or holds with other
// bytes, becomes a problem and no artifact: a record never names missing or wrong bytes. It does
// not know where records go.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "cairn/exchange/foreign_readers.h"
#include "cairn/record/record.h"

namespace cairn {

/// Which ids are taken, and by whom: a run keeps the id that it has.
struct KnownIds {
  std::map<Digest, RunId> of_runs;
  std::set<std::string, std::less<>> taken;
};

struct CompletedRuns {
  std::vector<Record> records;        ///< Sorted by id; paths are relative to the root of the tree.
  std::vector<std::string> lines;     ///< Of the records, as in the file of the tree.
  std::vector<std::string> problems;  ///< Of runs too, each with the run's folder or file.
  std::size_t left_out = 0;           ///< Records that could not be written down.
};

/// Told ten times a second, on the thread that asked, of how many runs the files are read.
using RunProgress = std::function<void(std::size_t done, std::size_t total)>;

/// What somebody does meanwhile with records that are known.
struct RecordWatcher {
  std::function<void(const Record&)> made;  ///< In no order, on many threads at once.
  std::function<void()> all_made;           ///< Once; what follows is writing them down.
  RunProgress progress;
};

/// Makes records of `found`, hashing the files of artifacts on all cores. Throws Error(io) only for
/// what concerns the tree as a whole.
CompletedRuns complete_runs(const ForeignTree& tree, const ForeignReader& reader, ForeignRuns found,
                            const KnownIds& known, const RecordWatcher& watcher = {});

/// `path` as seen from `folder`, both relative to one root: "../../artifacts/a.pkl".
std::string relative_from(std::string_view folder, std::string_view path);

}  // namespace cairn
