// Undoing a migration for a person: shown first, asked for, then told. It does not know how runs go
// to the trash.
#pragma once

#include <string>

namespace cairn {

/// `cairn migrate --undo SRC DEST`.
struct UndoRequest {
  std::string source;
  std::string destination;
  bool dry_run = false;
  bool yes = false;
  bool json = false;
};

/// Shows what goes, asks, and undoes it; the exit status. A dry run only shows. Throws
/// Error(not_found), Error(conflict) where nobody can answer, Error(io).
int run_undo(const UndoRequest& request);

}  // namespace cairn
