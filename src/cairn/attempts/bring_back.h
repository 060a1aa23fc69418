// Bringing back an attempt that a new one has replaced: it comes out of the trash to where it was,
// and what lies there goes into the trash, in one exchange under the lock under which attempts
// begin. Who is killed in between leaves the one or the other in place, or a note by which the next
// attempt goes on. It does not know which attempt is wanted, nor the catalog.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cairn/base/lock.h"
#include "cairn/record/record.h"
#include "cairn/store/project.h"
#include "cairn/store/trash_entry.h"

namespace cairn {

/// Throws Error(corrupt), naming the first, where a file of the attempt in `entry` is not as its
/// record says. Reads all of its bytes.
void require_whole(const Project& project, const TrashEntry& entry, const Record& record);

/// Puts the attempt in `entry`, that of one run, back into the folder of `definition`, where it lay
/// before; returns its record. What a person says of the run stays as it is. `known_attempt` is the
/// last one of which the caller knows how it ended. Throws Error(busy) when another cairn makes the
/// run, or has made it meanwhile; Error(not_found) when the entry went meanwhile; Error(conflict)
/// where the run is pinned or something else is in the way; Error(corrupt), Error(io).
Record bring_back(const Project& project, const RunDefinition& definition, const TrashEntry& entry,
                  std::optional<int> known_attempt);

/// Ends what a killed bring_back() has begun in a folder that runs share. Returns whether there was
/// anything to end. `edits` is lock_edits.
bool finish_bringing_back(const Project& project, const FileLock& edits,
                          const RunDefinition& definition);
/// The same where nothing else is under way: takes the lock where there is something to end.
bool finish_bringing_back(const Project& project, const RunDefinition& definition);

/// Moves a folder out of the trash to `path`, which nothing must have; durably where the project
/// says so. Throws Error(conflict) where something is there, Error(io).
void put_folder_back(const Project& project, const FileLock& edits, const std::string& contents,
                     const std::string& path);

/// The same for these parts of it, one by one, into a folder that others share. The caller has seen
/// to it that none of them is there.
void put_parts_back(const Project& project, const FileLock& edits, const std::string& contents,
                    const std::string& path, const std::vector<std::string>& parts);

}  // namespace cairn
