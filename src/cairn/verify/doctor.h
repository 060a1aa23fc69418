// What can be wrong with a project beside its bytes (verify.h): the clock, the file system, locks,
// the index, runs that died, what killed processes left behind, links that lead nowhere. Each thing
// is told with the command that helps; what is safe to remove can be removed at once. It does not
// know how it is shown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cairn/store/project.h"

namespace cairn {

/// What was found of one thing.
struct Diagnosis {
  enum class Level { fine, notice, problem } level = Level::fine;
  std::string check;    ///< "clock", "locks", …
  std::string text;     ///< What was found.
  std::string command;  ///< What to type; empty: nothing is to do.
};

/// "fine", "notice", "problem".
std::string_view level_name(Diagnosis::Level level);

/// Whether leftovers are removed.
enum class Mend { no, yes };

/// Makes all checks, in a fixed order. Throws Error(io) only where the project itself cannot be
/// read.
std::vector<Diagnosis> examine(const Project& project, Mend mend);

}  // namespace cairn
