// Records and open attempts as rows of the catalog. It does not know the disk.
#pragma once

#include <string>

#include "cairn/catalog/run_row.h"
#include "cairn/record/record.h"
#include "cairn/store/user_edits.h"

namespace cairn {

/// The row of a committed run that lies in `path` (relative to the project), as its record tells.
RunRow to_row(const Record& record, const std::string& path);

/// Adds what a person says of the run: tags over those of the job, notes, aliases, the pin.
/// `mtime_ns` is that of the user file, 0 where there is none.
void add_user_edits(RunRow& row, const UserEdits& user, std::int64_t mtime_ns);

/// The row of an attempt that has no record: `status` running or lost. Throws Error(corrupt) when
/// the begin line does not say which run it is.
RunRow open_attempt_row(const EventSummary& events, int attempt, const std::string& path,
                        RunStatus status);

}  // namespace cairn
