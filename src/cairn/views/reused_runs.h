// The runs of other sessions that a group ranks as its own: what its group.json, or the nearest one
// around it, lists under `reused`, as far as they belong into this very group. They lie elsewhere;
// what acts on the folder of a group has nothing to do with them.
#pragma once

#include <set>
#include <vector>

#include "cairn/base/digest.h"
#include "cairn/catalog/catalog.h"
#include "cairn/store/groups.h"

namespace cairn {

/// The runs that a group ranks beside those below its folder. Of a group inside a session (the
/// dataset) only those that lie in a group of its name there. A group file that cannot be read
/// lists none: every refresh tells of it.
std::vector<RunHead> reused_runs(const Project& project, const Catalog& catalog,
                                 const GroupPlace& place);

/// The other way round: the groups that may rank one of these runs beside those below their
/// folders, which are all that list it and the groups in them. Asked of the catalog.
std::vector<GroupPlace> reusing_groups(const Layout& layout, const Catalog& catalog,
                                       const std::set<Digest>& runs);

}  // namespace cairn
