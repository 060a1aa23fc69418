// The catalog is an index: a verb that meets damage in it gets a new one, and is begun again. It
// does not know the verbs.
#pragma once

#include "cli/options.h"

namespace cairn {

/// Runs the verb that `line` was parsed for. When it fails, and the catalog of the project turns
/// out to be damaged, the catalog is moved aside, which is said, and the verb is run once more,
/// unless it had printed or changed something.
int execute_mending(const CommandLine& line);

}  // namespace cairn
