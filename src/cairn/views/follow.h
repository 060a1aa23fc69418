// What comes after a change of a user file, group file or run folder: the catalog takes it over,
// the views that show it are made anew, and the journal of this process goes. A kill in between is
// found by the next command. It does not know what was changed.
#pragma once

#include <set>
#include <string>

#include "cairn/views/render.h"

namespace cairn {

/// Lets the catalog and the views follow what this process has changed in the user files and group
/// files of these folders (relative to the project). Waits while another process makes views.
RenderReport follow_edits(const Project& project, const std::set<std::string>& folders);

/// The same for runs whose records came into these folders otherwise than by a commit: all of their
/// views are made.
RenderReport follow_runs(const Project& project, const std::set<std::string>& folders);

/// Makes all views where a command was cut off, or could not write one, and nobody came after it.
RenderReport follow_what_was_left(const Project& project);

/// Lets the catalog take over what was read back from views while they were made, and removes the
/// journal of this process.
void settle_journal(const Project& project);

}  // namespace cairn
