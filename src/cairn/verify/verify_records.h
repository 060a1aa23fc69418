// Records that are gone: entries of the trash that name a run whose record does not lie in them, or
// that cannot be read themselves, run folders whose `.run` vouches for nothing any more, and those
// of which only other files of the run, the catalog or a journal still tell. It does not look into
// records. And files that people type into, of which nothing but that can be told.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cairn/store/changed_files.h"
#include "cairn/verify/verify.h"

namespace cairn {

/// A file of an attempt in the trash that was not as recorded before it came there.
struct KnownChange {
  ChangedFile file;    ///< As it was then.
  std::string reason;  ///< Why the attempt went there.
};
/// By path, relative to the project.
using ChangedInTrash = std::map<std::string, KnownChange>;

/// What the entries of the trash in `tree` say of such files.
ChangedInTrash changed_before_trash(const Project& project, const std::vector<TreeFolder>& tree);

/// What is wrong with the notes of the trash in `tree`, and the records that they name.
std::vector<Finding> find_lost_in_trash(const Project& project,
                                        const std::vector<TreeFolder>& tree);

/// Files in `tree` that people type into and that cannot be read: they have no digest, so that this
/// is all that can be said. `groups` becomes the rows of the groups whose files can, those in the
/// trash left out.
std::vector<Finding> find_unreadable_typed(const Project& project,
                                           const std::vector<TreeFolder>& tree,
                                           std::vector<GroupRow>& groups);

/// Folders in `tree` that hold files beside a `.run` in which there is neither a record nor a run
/// that began, and in and below which no other run lies; and what is no folder in its place.
std::vector<Finding> find_without_record(const std::vector<TreeFolder>& tree,
                                         const Vouched& vouched);

/// Folders without a `.run`, in which the catalog as it lies there, or a journal, knows a run that
/// is nowhere else, and groups that lost theirs so; in `folders`, or everywhere. Whoever deletes
/// the whole folder of a run wants it to go: that is no loss. And records alone that are gone: of
/// runs that have ended by what lies beside in `.run` in `tree`, or by what catalog and journals
/// say; and links in the place of a folder, behind which such a run lies. An attempt that began and
/// of which nothing says that it ended has none yet.
std::vector<Finding> find_lost_records(const Project& project, const std::vector<TreeFolder>& tree,
                                       const Vouched& vouched,
                                       const std::vector<std::string>& folders);

/// Runs that lie where the layout does not look, folder by folder: in those that were the project's
/// results under another layout, which are not in `vouched`, and in its own. Throws Error(io).
std::vector<Finding> find_elsewhere(const Project& project, const Vouched& vouched);

}  // namespace cairn
