// What comes after runs were moved away or brought back: the catalog takes it in, and the documents
// and rollups that showed them are made anew, so that each equals a fresh rendering. A kill in
// between is found by the next command. It does not move anything.
#pragma once

#include <string>
#include <vector>

#include "cairn/store/trash_entry.h"
#include "cairn/views/render.h"

namespace cairn {

/// Lets catalog and views follow for these runs, which have come or gone. Where views were stale
/// before, as after a kill, all are made anew.
RenderReport follow_moves(const Project& project, const std::vector<TrashedRun>& runs);

}  // namespace cairn
