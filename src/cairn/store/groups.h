// Group folders and their group.json: when a session was made, what a person said of it, and which
// runs of other sessions it ranks as its own. A dated group's date is fixed when it is made. It
// does not know the runs below.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cairn/base/clock.h"
#include "cairn/catalog/catalog.h"
#include "cairn/catalog/run_row.h"
#include "cairn/layout/paths.h"
#include "cairn/store/project.h"
#include "cairn/store/user_edits.h"

namespace cairn {

/// A run that lies elsewhere and is listed here.
struct ReusedRun {
  RunId id;
  Digest digest;

  bool operator==(const ReusedRun&) const = default;
};

/// What group.json holds.
struct GroupFile {
  std::string kind;        ///< The group's name in the layout: "session".
  std::string name;        ///< "wheat_quality", "wheat_quality.2".
  std::string experiment;  ///< The experiment that made it.
  TimeUs created = 0;
  Map fields;  ///< The layout's fields of its path.
  std::string description;
  std::vector<std::string> tags;
  std::string notes;
  std::vector<std::string> objectives;
  std::vector<ReusedRun> reused;
  Map others;  ///< Keys that this cairn does not know.

  bool operator==(const GroupFile&) const = default;
};

/// Reads the group.json of a folder (relative to the project); nullopt when there is none. Throws
/// Error(corrupt).
std::optional<GroupFile> read_group_file(const Project& project, const std::string& folder);

/// Reads the text of a group file from elsewhere; `source` is for errors. Throws Error(corrupt),
/// Error(conflict) for one of a newer cairn.
GroupFile parse_group_file(const std::string& text, const std::string& source);

/// The text of a group file.
std::string group_file_text(const GroupFile& group);

/// Writes it, atomically. Throws Error(io).
void write_group_file(const Project& project, const std::string& folder, const GroupFile& group);

/// Lets `change` alter the group.json of a group folder, made where there is none, under
/// lock_edits. Throws what read_group_file and `change` throw, and Error(io); then the file is as
/// it was.
EditResult edit_group(const Project& project, const GroupPlace& place,
                      const std::function<void(GroupFile&)>& change);

/// The catalog's row of a group.
GroupRow to_row(const std::string& folder, const GroupFile& group);

/// Where the runs of an experiment go now.
struct Session {
  std::string experiment;  ///< The label of the runs.
  std::string name;        ///< What stands for {experiment} in paths: "wheat", "wheat.2".
  std::string date;        ///< What stands for {date}, ISO.
  std::string folder;      ///< Of the dated group, empty where the layout has none.
  bool is_new = false;     ///< Nothing of it exists yet.
};

/// Whether a run joins the newest session of its experiment or opens the next one.
enum class SessionChoice { join_newest, open_new };

/// Decides the session of `experiment` (empty: run_001 is made once and joined) among the groups
/// that exist. Writes nothing.
Session choose_session(const Project& project, const std::vector<GroupRow>& groups,
                       const std::string& experiment, SessionChoice choice);

/// Whether the group has a group.json from its first run on: one with a date, which is fixed there,
/// and one that stands for the experiment alone (a project) where cairn.yaml says more of that than
/// its name.
bool has_group_file(const Project& project, const GroupPlace& place);

/// Makes the group.json of such a group above a run, where it is missing.
void ensure_session_file(const Project& project, const Session& session, const GroupPlace& place);

/// Adds runs to the `reused` list of a session's group.json; those listed already are left alone.
/// Returns whether anything was written.
bool add_reused(const Project& project, const std::string& folder,
                const std::vector<ReusedRun>& runs);

/// The group of the layout whose folder `path` is, in the archive, too; nullopt for any other path.
std::optional<GroupPlace> group_at(const Layout& layout, const std::string& path);

/// The same of a folder on the disk. One that a run has for itself is no group, although its name
/// may read as that of a session that somebody sorted into the folders above it.
std::optional<GroupPlace> group_at(const Project& project, const Catalog& catalog,
                                   const std::string& path);

/// The group folders above a run by where it lies now, outermost first: a moved run belongs to the
/// group that it was moved into, an archived one to what went into the archive with it.
std::vector<GroupPlace> groups_above(const Layout& layout, const std::string& kind,
                                     const std::string& path);

}  // namespace cairn
