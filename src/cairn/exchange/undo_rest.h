// What an undone migration leaves at the places of the originals: groups with what people said of
// them, and views. It goes to the trash, where all of it can be had back. It does not know which
// files may go.
#pragma once

#include <string>

#include "cairn/store/project.h"

namespace cairn {

/// Moves what lies at `path` (relative to the project) into the trash: each outermost group as an
/// entry of its own, which `cairn restore` can bring back beside the originals, then the rest.
/// Folders without any file are removed. Throws Error(io).
void put_rest_into_trash(const Project& project, const std::string& path);

/// Removes the empty folders at and below `path` (relative), and those above it up to the project.
/// Returns whether `path` went; a folder with a file in it stays.
bool remove_empty_folders(const Project& project, const std::string& path);

}  // namespace cairn
