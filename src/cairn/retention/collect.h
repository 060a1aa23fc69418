// The collection of objects: what no record, no run in the trash and no living process needs goes
// to the trash. It is refused while any record cannot be read, since nobody knows what that one
// needs. Safe beside any number of processes that save. It does not know why objects were kept.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cairn/base/digest.h"
#include "cairn/store/trash_entry.h"

namespace cairn {

/// An object on the disk.
struct ObjectFile {
  Digest digest;
  std::uint64_t size = 0;
  std::int64_t mtime_ns = 0;
};

/// What the object store holds, and what of it nobody needs.
struct ObjectUsage {
  std::size_t count = 0;
  std::uint64_t bytes = 0;
  std::vector<ObjectFile> orphans;  ///< Sorted by digest.

  std::uint64_t orphan_bytes() const;
};

/// Looks at all objects and at all that could need them. Throws Error(corrupt) naming a record that
/// cannot be read.
ObjectUsage look_at_objects(const Project& project);

/// Throws Error(conflict) when a folder in which results lay is gone as a whole: it may come back.
void require_noted_results(const Project& project);

/// What a collection did.
struct Collection {
  std::size_t count = 0;
  std::uint64_t bytes = 0;
  std::string trash;  ///< The folder that has them now, relative to the project; empty: none.
};

/// Moves orphans to the trash. Waits until no process is putting an object. Throws as
/// look_at_objects and, where there are orphans, as require_noted_results; Error(io).
Collection collect_objects(const Project& project);

/// Brings the objects of an entry of the trash back, and removes the entry.
void restore_objects(const Project& project, const TrashEntry& entry);

}  // namespace cairn
