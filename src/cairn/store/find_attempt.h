// One attempt of a run by its number: `o2a5oj@1`. The attempt that counts lies in the run's folder,
// those that it replaced in the trash, or in the archive where they were put away before; what
// somebody has purged is still told of by the records of later ones. It changes nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cairn/catalog/catalog.h"
#include "cairn/record/record.h"
#include "cairn/store/project.h"

namespace cairn {

/// What `RUN@N` says.
struct AttemptName {
  std::string run;  ///< Never empty.
  int number = 0;
};

/// Reads `RUN@N`; nullopt for what has another form. That a run may be called so is not known here.
std::optional<AttemptName> read_attempt_name(std::string_view text);

/// An attempt, and where it is.
struct FoundAttempt {
  /// The run as it was then; its path and record are where they lie now. Its rowid is 0 where the
  /// catalog does not hold it.
  RunHead run;
  std::string trash_entry;  ///< The entry of the trash that holds it; empty: it lies elsewhere.
  /// All that is left of it, as a later record tells; absent where its files lie somewhere. `run`
  /// is then the run as it is now, but for the attempt's number.
  std::optional<RecordAttempt> only_recorded;
};

/// The attempt `number` of `run`. Throws Error(not_found), which lists the attempts that there are
/// and where, and Error(conflict) where several had the number and the run's history tells of none.
FoundAttempt find_attempt(const Project& project, const Catalog& catalog, const RunHead& run,
                          int number);

/// What a catalog would hold of an attempt that it does not, as its record tells. Throws as
/// load_record does.
RunRow attempt_row(const Project& project, const RunHead& attempt);

}  // namespace cairn
