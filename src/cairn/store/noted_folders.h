// In which folders the results of a project were seen lying, under any layout that it ever had.
// Objects outlive a layout: whoever looks for what needs them must find the runs of the one before
// (on another branch, say), of which nothing else tells once the catalog is made anew. It does not
// know what lies in them.
#pragma once

#include <string>
#include <vector>

#include "cairn/store/project.h"

namespace cairn {

/// The folders noted in `.cairn/roots`, relative to the project; some may be gone.
std::vector<std::string> noted_result_folders(const Project& project);

/// Adds those of the present layout that are there. Writes only what is new, and where
/// that cannot be written leaves it to the next command.
void note_result_folders(const Project& project);

}  // namespace cairn
