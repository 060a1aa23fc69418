// Emptying the trash: the only place where what people made is removed for good. An entry first
// gets a name under which it can never be restored, by one rename, and is then removed; who is
// killed in between leaves a rest that the next purge removes. Needs no room on the disk. It does
// not know which entries are to go.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cairn/base/tree.h"
#include "cairn/store/trash_entry.h"

namespace cairn {

/// Why an entry cannot go now; empty: it can.
std::string why_not_purged(const Project& project, const TrashEntry& entry);

/// Removes these entries for good, calling `done` after each. Throws Error(io), Error(conflict)
/// naming the path that could not go; the entries before it are gone.
void purge_entries(const Project& project, const std::vector<TrashEntry>& entries,
                   const std::function<void()>& done);

/// A path that nothing has yet, for what is about to be removed: the next purge removes what is
/// left there. In the trash, or beside it where the disk has no room to make one.
std::string doom_path(const Project& project, const std::string& label);

/// Removes what a killed purge left, and entries whose move never happened. Returns how many.
std::size_t finish_purges(const Project& project);

/// Removes the folder of an entry whose contents are somewhere else now.
void drop_trash_entry(const Project& project, const TrashEntry& entry);

}  // namespace cairn
