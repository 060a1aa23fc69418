// Where the space of a project goes: by month, experiment, dataset, stage and kind, in bytes of
// files and in bytes that the disk gives, where an inode with several names counts once. It does
// not know what may be deleted.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cairn/base/clock.h"
#include "cairn/catalog/catalog.h"
#include "cairn/store/project.h"

namespace cairn {

/// What some files take.
struct SpaceUsage {
  std::size_t runs = 0;
  std::uint64_t bytes = 0;  ///< Sum of the sizes of all files.
  std::uint64_t disk = 0;   ///< Blocks of the disk; an inode with several names once.
  std::uint64_t inodes = 0;

  void add(const SpaceUsage& other);
};

/// The usage of the runs that share a value: "2026-11", "wheat".
struct SpaceShare {
  std::string name;  ///< Empty: the runs have none.
  SpaceUsage usage;
};

/// One way to part all runs.
struct SpaceTable {
  std::string by;  ///< "month", "experiment", "dataset", "stage", "kind".
  std::vector<SpaceShare> shares;
};

/// A run that is old.
struct OldRun {
  RunId id;
  std::string name;
  std::string path;
  TimeUs when = 0;
  std::uint64_t disk = 0;
};

struct SpaceReport {
  SpaceUsage total;  ///< Of all runs; files of groups count with it, in no share.
  std::vector<SpaceTable> tables;
  std::uint64_t objects = 0;  ///< On the disk.
  std::uint64_t trash = 0;
  std::uint64_t other = 0;  ///< The rest of .cairn.
  std::size_t duplicates = 0;
  std::uint64_t savings = 0;
  std::vector<OldRun> oldest;  ///< Oldest first.
  std::vector<std::string> warnings;
};

/// Looks at every file of the runs, those of adopted trees excepted. Warnings follow
/// cleanup.warn_old_runs_days and cleanup.max_storage_gb.
SpaceReport analyze_storage(const Project& project, const Catalog& catalog);

}  // namespace cairn
