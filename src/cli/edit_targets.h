// What the verbs that change what a person says work on: runs and groups, from words and the
// options of "Which runs", and what such a verb says at its end. It does not know what is changed.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cairn/store/groups.h"
#include "cli/open.h"
#include "cli/select_runs.h"

namespace cairn {

/// The runs and groups that are meant.
struct EditTargets {
  std::vector<RunHead> runs;
  std::vector<GroupPlace> groups;
};

/// What all of these verbs take.
struct EditOptions {
  RunSelection selection;
  bool json = false;
};

/// Binds the options of "Which runs" and --json.
void bind_edit_options(CommandLine& line, EditOptions& options);

/// What a group stands for.
enum class GroupMeaning {
  itself,    ///< Its own notes and tags.
  its_runs,  ///< All runs below it.
};

/// The targets of `selection`: each word is a run or a group; with options of "Which runs", all
/// runs that they choose (among those of the words). Throws Error(not_found) for a word that is
/// neither and where nothing is chosen, Error(conflict) for a name of several.
EditTargets find_edit_targets(OpenProject& open, const RunSelection& selection,
                              GroupMeaning meaning);

/// How many targets changed, and how many were so already.
struct EditCounts {
  std::size_t changed = 0;
  std::size_t unchanged = 0;

  void add(EditResult result) { ++(result == EditResult::changed ? changed : unchanged); }
};

/// "pb8yky (PLS5)", "results/2026-11-20_wheat", "4 runs", "2 runs and 1 group".
std::string describe(const EditTargets& targets);

/// Lets catalog and views follow, warns of what could not, and prints `said` (one line) or, with
/// --json, the targets as they are now. Returns the exit status.
int finish_edit(OpenProject& open, const EditTargets& targets, const EditCounts& counts,
                const std::string& said, const EditOptions& options);

}  // namespace cairn
