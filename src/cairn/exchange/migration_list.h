// What a project knows of a migration into it, `.cairn/migrations/<id>.json`: which runs came from
// one source, and which of the source's folders were put below `legacy/` since it lay in the
// project itself. It is written before originals are moved and after runs are in place, so that
// both can be finished and undone. docs/formats/migrations.md is the page. It does not know how
// runs are copied.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cairn/base/digest.h"
#include "cairn/base/lock.h"
#include "cairn/store/project.h"

namespace cairn {

/// Where originals go that lie in the project itself.
inline constexpr std::string_view kLegacyFolder = "legacy";

/// A run that came.
struct MigratedEntry {
  std::string id;
  Digest digest;
  std::string path;  ///< Where it was put.
  std::string from;  ///< Its folder below the source.
};

struct MigrationList {
  std::string source;  ///< Absolute, as it was named.
  std::string from;    ///< A reader, or the layout of a project.
  std::string to;      ///< The layout of this project.
  /// Files and folders of the source, relative to the project, that go to `legacy/<the same>`.
  std::vector<std::string> originals;
  std::vector<MigratedEntry> runs;
  /// Documents and rollups in the groups of the runs and in the places of the originals, as an
  /// undoing found them before it took the runs away of which they tell: nothing else could tell
  /// then that cairn made them.
  std::vector<std::pair<std::string, Digest>> views;
};

/// A short text that stands for the folder `source` (absolute) in names of files.
std::string migration_id(std::string_view source);

/// Keeps other migrations out of the project. Throws Error(busy) while one goes on.
FileLock lock_migrations(const Project& project);

/// The list of what came from `source`, or nullopt. Throws Error(corrupt).
std::optional<MigrationList> read_migration_list(const Project& project, std::string_view source);

/// Replaces the list, as durably as the project says.
void write_migration_list(const Project& project, const MigrationList& list);

/// Removes the list of `source`.
void remove_migration_list(const Project& project, std::string_view source);

/// Moves the originals of the list below `legacy/`, those that are not there yet; a kill in between
/// is finished by calling it again. What lies there must be none of another source. Throws
/// Error(io).
void put_originals_away(const Project& project, const MigrationList& list);

/// The opposite. Throws Error(conflict) where something lies at their old place.
void bring_originals_back(const Project& project, const MigrationList& list);

}  // namespace cairn
