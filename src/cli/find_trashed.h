// From what a person types to an entry of the trash, or a run in one. Nothing is guessed: several
// runs, or several groups, are an error that lists them. It moves nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cairn/store/trash_entry.h"

namespace cairn {

/// An entry, and the one run of it that is meant; all of it where none is named.
struct FoundTrash {
  TrashEntry entry;
  std::optional<RunId> only;
};

/// The entries of the trash; what cannot be read is warned of.
std::vector<TrashEntry> open_trash(const Project& project);

/// What a run means that lies there several times.
enum class SeveralAttempts {
  refuse,  ///< Nothing: all are listed.
  newest,  ///< The run as it was cleaned last; where it never was, the newest of what new attempts
           ///< have replaced.
};

/// What `word` means: an entry by its name or the beginning of it, a path or the name of a group as
/// it was, a run by id, the beginning of it, its name or that of its folder, an attempt by one of
/// these and its number (`o2a5oj@1`). Throws
/// Error(not_found), Error(conflict).
FoundTrash find_trashed(const Project& project, const std::vector<TrashEntry>& entries,
                        const std::string& word, SeveralAttempts several);

/// What went out of a folder that holds runs, as that of a session, whose path or name `word` is:
/// each run that lies in the trash, in the entry in which SeveralAttempts::newest finds it, sorted
/// by path; empty where there is no such folder. Throws Error(conflict) where several folders have
/// the name.
std::vector<FoundTrash> find_trashed_below(const Project& project,
                                           const std::vector<TrashEntry>& entries,
                                           const std::string& word);

/// The run that `found` means; nullptr where it means all of an entry of several.
const TrashedRun* run_of(const FoundTrash& found);

/// "run jrdy1f", "attempt of jrdy1f", "group of 4 runs".
std::string trash_what(const TrashEntry& entry);

}  // namespace cairn
