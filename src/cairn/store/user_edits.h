// What a person says of a run after its end, kept in `.run/<id>.user.json`: the record never
// changes, this file may at any time. A change reads, alters and replaces the file under one lock
// of the project, durably, so that of many processes none undoes what another wrote; keys that this
// cairn does not know stay as they are. It does not know verbs, views or the catalog: a line in the
// journal tells the next refresh to look at the run again. docs/formats/user.md is the page.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/lock.h"
#include "cairn/catalog/run_row.h"
#include "cairn/store/project.h"

namespace cairn {

/// An edge to another run that was made after the end: verified, derived_from, …
struct UserLink {
  std::string type;
  std::string run;  ///< The other run's id; empty where there is none.
  TimeUs at = 0;    ///< When it was made.
  Map facts;        ///< All other keys, in file order.

  bool operator==(const UserLink&) const = default;
};

/// The type of the link that tells how a run came out when it was run again as a check.
inline constexpr std::string_view kVerifiedLink = "verified";

/// What the last check of this attempt of a run found ("equal", "within", "differs", "failed");
/// empty: it was not checked.
std::string verified_result(const std::vector<UserLink>& links, std::int64_t attempt);

struct UserEdits {
  std::string description;
  std::string notes;
  Map tags;  ///< Over those that the job logged; null takes a logged one away.
  std::vector<std::string> aliases;
  bool pinned = false;  ///< The run gets no new attempt.
  std::vector<UserLink> links;
  Map others;  ///< Keys that this cairn does not know.

  bool operator==(const UserEdits&) const = default;
};

/// Reads the user file of a run in `folder`; nothing is said where there is none. Throws
/// Error(corrupt) for one that is no JSON or has a value of the wrong type, Error(conflict) for one
/// of a newer cairn.
UserEdits read_user_edits(const std::string& folder, const RunId& id);
/// The same for a run of the catalog, wherever its user file lies.
UserEdits read_user_edits(const Project& project, const std::string& path, const RunId& id);

/// Where the user file of the run `id` in `path` lies, absolute: in its folder, or among cairn's
/// own files when the folder is adopted.
std::string user_file_of(const Project& project, const std::string& path, const RunId& id);

/// Tags of the job with those of a person over them.
Map merged_tags(const Map& logged, const Map& typed);

/// Whether the file had to be written.
enum class EditResult { unchanged, changed };

/// Lets `change` alter what is said of `run`. When nothing is left to say, the file goes. Throws
/// Error(not_found) when the run is not in its folder any more, what read_user_edits and `change`
/// throw, and Error(io); then the file is as it was.
EditResult edit_user(const Project& project, const RunHead& run,
                     const std::function<void(UserEdits&)>& change);

/// The same for a caller that holds the lock.
EditResult edit_user_locked(const Project& project, const RunHead& run,
                            const std::function<void(UserEdits&)>& change);

/// Waits for the lock under which user files and group files change, and runs that are about to
/// get a new attempt are moved away. It is never held for long.
FileLock lock_edits(const Project& project);

}  // namespace cairn
