// Keeping the catalog true to the disk: folding journals, noticing folders that came, went or
// moved, settling runs that have not ended, and rebuilding it all from the files alone. What cannot
// be read is named and counted, never a reason to stop. It does not know queries.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/record/record.h"
#include "cairn/store/project.h"

namespace cairn {

/// What a refresh or reindex did.
struct SyncReport {
  std::size_t added = 0;              ///< Rows made or replaced.
  std::size_t removed = 0;            ///< Rows whose folder is gone.
  bool rebuilt = false;               ///< The catalog was missing, old or damaged.
  std::vector<std::string> problems;  ///< "results/a/.run/x.json: not a record: …", one a file.
  /// Why the catalog could not be written, so that the answer was made in memory: nothing is wrong
  /// with it.
  std::optional<std::string> in_memory;
  /// Folders that this user may not look into; each is among the problems.
  std::vector<std::string> denied;
  /// What to tell of runs that are there and that the catalog knew under another layout: this one
  /// does not come to them.
  std::optional<std::string> left_behind;
};

/// How much a refresh looks at.
enum class RefreshDepth {
  journals,  ///< Journals, open runs and the mtimes of known group folders.
  full,      ///< Every folder, as after `rm -rf .cairn/catalog.db`, without emptying the catalog.
};

/// A catalog and what was done to make it fresh.
struct FreshCatalog {
  Catalog catalog;
  SyncReport report;
};

/// Opens the catalog of the project and brings it up to date. A missing or damaged one is rebuilt
/// (the damaged file is kept aside and named). Where `.cairn` cannot be written the answer is made
/// in memory. Nothing is written when nothing changed. Throws Error(conflict) as require_reachable.
FreshCatalog open_fresh_catalog(const Project& project,
                                RefreshDepth depth = RefreshDepth::journals);

/// The same answer without writing anything, for a project that is only looked at: what the catalog
/// on the disk does not say, or not any more, is read from the files into memory.
FreshCatalog read_fresh_catalog(const Project& project);

/// Reads these runs again, whose user files changed.
void refresh_runs(const Project& project, const std::vector<RunHead>& runs);

/// The catalog as it lies on the disk, which may be behind; nullopt where there is none that can be
/// read, or another process is changing it. Writes nothing and looks at no run. Throws
/// Error(corrupt), Error(conflict).
std::optional<Catalog> open_catalog_as_it_is(const Project& project);

/// Empties the catalog and fills it from the files alone. Throws Error(io).
FreshCatalog reindex(const Project& project);

/// Moves the catalog aside when it is damaged, so that the next opening fills a new one, and
/// returns what to tell; nullopt when nothing is wrong with it. Reads all of it. Throws Error(io).
std::optional<std::string> put_damaged_catalog_aside(const Project& project);

/// Takes records that this process has just committed into the catalog, without reading them again.
/// `journal_bytes` is journal_size() from before the first of them was handed over.
void add_committed(const Project& project, Catalog& catalog,
                   const std::vector<std::shared_ptr<const Record>>& records,
                   std::int64_t journal_bytes);

/// The catalog for changes of one's own. It may be behind, or empty and incomplete: refresh() mends
/// both. Throws Error(io).
Catalog open_catalog_for_writing(const Project& project);

/// Brings an open catalog up to date, as open_fresh_catalog does with RefreshDepth::journals, but
/// for records that were overwritten.
SyncReport refresh(const Project& project, Catalog& catalog);

}  // namespace cairn
