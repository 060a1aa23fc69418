// What a migration would do: every run of the source with its place in the destination's layout,
// every file with its new name, and what stands in the way. Runs keep key, digest, id, names,
// parameters, metrics, links and the bytes of their artifacts; where they lay before becomes one
// more name. Nothing is written. It does not know how files are copied.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/exchange/migrate_file.h"
#include "cairn/exchange/migrate_source.h"
#include "cairn/layout/paths.h"
#include "cairn/store/groups.h"

namespace cairn {

/// One run.
struct MigratedRun {
  enum class State {
    fresh,    ///< It has to be copied.
    present,  ///< It is there already, from a migration that was cut off.
    refused,  ///< It cannot be placed: `reason` says why.
  };
  State state = State::fresh;
  std::string old_path;  ///< Below the source.
  Record record;         ///< As it will be written.
  std::vector<GroupPlace> groups;
  std::vector<MigratedFile> files;
  std::vector<Digest> objects;  ///< Texts of its provenance, in the objects of the source.
  std::string reason;
};

/// A group of the source of which its group file knows something, and the group here for it.
struct MigratedGroup {
  std::string old_path;  ///< Below the source.
  GroupPlace place;
  GroupFile file;  ///< As the source has it.
};

struct MigrationPlan {
  std::vector<MigratedRun> runs;
  std::vector<MigratedGroup> groups;
  std::uint64_t files = 0;  ///< Of runs that have to be copied.
  std::uint64_t bytes = 0;
  /// What got another place than the layout gives, or has none, and why.
  std::vector<std::string> conflicts;

  std::size_t count(MigratedRun::State state) const;
};

/// Plans to bring all runs of `source` into `project`.
MigrationPlan plan_migration(const MigrationSource& source, const Project& project,
                             const Catalog& catalog);

}  // namespace cairn
