// Moving what a new attempt replaces into the trash by rename: nothing is lost, and `restore` can
// bring it back. It does not know when trash is emptied.
#pragma once

#include <optional>
#include <string>

#include "cairn/store/project.h"
#include "cairn/store/record.h"
#include "cairn/store/run_definition.h"

namespace cairn {

/// Whether an attempt of the run left anything in its folder.
bool has_remains(const Project& project, const RunDefinition& definition);

/// Moves what earlier attempts of the run left: the whole folder, or in a shared folder the files of
/// this run only (record, events, then outs). The run's user.json stays. Returns the absolute folder
/// in the trash that now holds it (CAIRN_RESUME_DIR). Throws Error(conflict) for a pinned run.
std::string move_to_trash(const Project& project, const RunDefinition& definition,
                          const std::string& reason);

}  // namespace cairn
