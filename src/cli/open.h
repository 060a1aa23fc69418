// What verbs begin with: the project around the working folder, its catalog brought up
// to date, and the run that a person means. What could not be read is warned of. It does not know
// what is asked.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "cairn/store/find_attempt.h"
#include "cairn/store/refresh.h"
#include "cairn/store/resolve.h"

namespace cairn {

/// A project with a fresh catalog.
struct OpenProject {
  Project project;
  std::unique_ptr<FreshCatalog> fresh;  ///< Never null.

  Catalog& catalog() { return fresh->catalog; }
  const Catalog& catalog() const { return fresh->catalog; }
};

/// Opens the project around the working folder and prints warnings. Throws Error(not_found),
/// Error(invalid_input).
OpenProject open_for_reading(RefreshDepth depth = RefreshDepth::journals);

/// As open_for_reading, for verbs that change runs, groups or what is typed: the views that lie
/// there have been recognised (see views/recognise.h).
OpenProject open_to_change();

/// As open_for_reading, for a dry run: nothing is written, and nothing that was cut off is
/// finished.
OpenProject open_to_look();

/// As open_for_reading, for verbs that only answer: results are there whatever somebody is just
/// writing into cairn.yaml. Where it, or the layout that it names, holds an error, one warning says
/// so, and the answer is made of what was recorded: spec and layout of the project are then empty,
/// and the catalog is as the last command left it and stays so, as nobody knows where results lie.
/// Throws Error(not_found) where there is no project, and what is wrong with cairn.yaml where
/// nothing was recorded.
OpenProject open_to_answer();

/// Finishes a move into the archive or back that was cut off; what cannot be is warned of. All that
/// opens a project for reading begins so.
void settle_relocations(const Project& project);

/// Looks at every folder again, as after a run was moved by hand.
void refresh_fully(OpenProject& open);

/// Whether the run's record (or open events file) still lies where the catalog says, as long as it
/// was.
bool is_in_place(const OpenProject& open, const RunHead& run);

/// The head of a row.
RunHead head_of(const RunRow& row);

/// Reads those of the runs again whose user files were changed by hand since the catalog saw them;
/// returns whether there were any.
bool refresh_edited(OpenProject& open, const std::vector<RunHead>& runs);

/// Which run "best" means for resolve_run: the one that `cairn best` puts first of all runs. It
/// throws Error(not_found) where none is ranked, or where they are not ranked by one metric.
FindBest best_in(const Catalog& catalog);

/// The run that `text` names, as it lies on the disk now. Throws as resolve_run does.
Resolved resolve_in_place(OpenProject& open, std::string_view text);

/// A run, or an attempt of it, for verbs that only read.
struct ReadRun {
  Resolved resolved;        ///< Its folder and its record are those of the attempt.
  std::string label;        ///< "o2a5oj", or "o2a5oj@1" where an attempt was named.
  std::string trash_entry;  ///< Of an attempt that lies in the trash.
  std::optional<RecordAttempt> only_recorded;  ///< All that is left of an attempt.
};

/// What `text` names, an attempt by `RUN@N` too. Throws as resolve_run and find_attempt do.
ReadRun resolve_to_tell(OpenProject& open, std::string_view text);

/// As resolve_to_tell, for verbs that read its record or its files. Throws Error(not_found) for an
/// attempt of which nothing is left.
ReadRun resolve_to_read(OpenProject& open, std::string_view text);

/// All that is known of one run, or of the attempt of one.
RunRow load_row(const OpenProject& open, const RunHead& run);

/// The record of a run that has one; nullopt for one whose attempt is open.
std::optional<Record> load_record_if_any(const OpenProject& open, const RunHead& run);

/// The canonical text whose SHA-256 is the digest of a child.
std::string child_key_text(const RunDefinition& run, const std::string& name);

}  // namespace cairn
