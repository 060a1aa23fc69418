// What is said of a recorded run whose stage is not in cairn.yaml: from which package it came, and
// what its record tells whoever writes the stage there. Its command is never started from the
// record: in another project, on other files, and of a stranger perhaps, that would be another
// thing than was asked for.
#pragma once

#include "cli/open.h"

namespace cairn {

/// Throws Error(not_found) that says so.
[[noreturn]] void refuse_missing_stage(const OpenProject& open, const RunHead& run);

}  // namespace cairn
