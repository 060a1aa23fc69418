// Moving runs from one place of the results to another, all of them or none: what is to be done is
// written down first (`.cairn/staging/move-….json`), which is the moment at which it happens; then
// each folder is renamed. Who is cut off in between leaves the rest to the next command. Object
// links are made to lead from the new place. It does not know why runs move: `cairn archive` and
// `cairn restore` do. docs/formats/archive.md is the page.
#pragma once

#include <string>
#include <vector>

#include "cairn/base/lock.h"
#include "cairn/catalog/catalog.h"
#include "cairn/store/trash_entry.h"

namespace cairn {

/// One folder, or in a folder that runs share the files of one run.
struct Relocation {
  std::string from;  ///< From the project's folder.
  std::string to;
  /// Of a run in a shared folder: its files, the record last. Empty: the whole folder.
  std::vector<std::string> parts;
  std::vector<TrashedRun> runs;  ///< All that move with it, with the paths that they had.
};

/// What people say of a group above a run that moves alone goes along as a copy.
struct GroupFileCopy {
  std::string from;  ///< Folders of groups, from the project's folder.
  std::string to;
  bool replaces = false;  ///< Whether a file that is there already is written anew.
};

struct RelocationPlan {
  std::vector<Relocation> moves;
  std::vector<GroupFileCopy> groups;
  /// Folders of groups whose runs join others: their views, and what else is left, go to the trash.
  std::vector<std::string> rests;
};

/// Where a run that moves with `move` lies afterwards.
std::string new_path(const Relocation& move, const std::string& path);

/// Lets the catalog know the views that move along, so that they are not taken for edited ones.
void note_moved_views(Catalog& catalog, const RelocationPlan& plan);

/// Moves everything. `edits` is lock_edits; the caller has seen to it that all places are free.
/// Throws Error(io) and Error(conflict): then nothing has moved and nothing is left to be done, or
/// the next command goes on with what has begun.
void relocate(const Project& project, const FileLock& edits, const RelocationPlan& plan);

/// Finishes what killed processes have left. Returns the runs that moved, with the paths that they
/// had and those that they have. Throws as relocate.
std::vector<TrashedRun> finish_relocations(const Project& project);

/// The runs of a plan where they lay and where they lie: what catalog and views have to follow.
std::vector<TrashedRun> touched_runs(const RelocationPlan& plan);

}  // namespace cairn
