// The git repository around a project, as `git` tells it: commit, branch, remote, and what is not
// committed. Nothing in the repository changes, not even its index. Results and `.cairn` are left
// out: a run is not made dirty by the runs before it. It does not know runs.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cairn/objects/object_store.h"
#include "cairn/record/provenance.h"
#include "cairn/store/project.h"

namespace cairn {

/// What is kept at most; the rest is left out and said to be.
inline constexpr std::size_t kMostDiffBytes = 1 << 20;
inline constexpr std::size_t kMostUntrackedFileBytes = 64 << 10;  ///< Of one file.
inline constexpr std::size_t kMostUntrackedBytes = 1 << 20;       ///< Of all of them.
inline constexpr std::size_t kMostUntrackedFiles = 1000;          ///< In the list.
inline constexpr std::size_t kMostHashedBytes = 8 << 20;  ///< Of an untracked file that is hashed.

/// The state of the repository, its texts put into `objects`; nullopt when the project lies in none
/// or there is no git. What git refuses becomes a note. Throws Error(io).
std::optional<GitState> look_at_git(const Project& project, ObjectStore& objects);

/// A remote's URL as it may be kept: without user and password.
std::string public_url(std::string_view url);

/// A diff without the contents of files that are made to hold secrets.
std::string without_secret_files(std::string_view diff);

}  // namespace cairn
