// The files of one run in a folder that several runs share: they go to the trash and come back one
// by one. It moves nothing itself.
#pragma once

#include <string>
#include <vector>

#include "cairn/base/io.h"
#include "cairn/identity/run_id.h"

namespace cairn {

/// The files of run `id` below `folder` (absolute), relative to it, in the order of order_parts().
/// Throws Error(corrupt) for a record that cannot be read.
std::vector<std::string> run_parts(const std::string& folder, const RunId& id);

/// Puts parts of folders into the order in which they move: outs and other artifacts first, then
/// those of `.run`, records last, so that a run only counts once all of it is there.
void order_parts(std::vector<std::string>& parts);

/// Moves these parts from one folder to another, in this order; what is not there any more was
/// moved before. Throws Error(conflict) where one exists in `to` already, Error(io).
void move_parts(Site site, const std::string& from, const std::string& to,
                const std::vector<std::string>& parts);

/// Syncs every folder of the parts on both sides, where they exist.
void sync_parts(Site site, const std::string& from, const std::string& to,
                const std::vector<std::string>& parts);

}  // namespace cairn
