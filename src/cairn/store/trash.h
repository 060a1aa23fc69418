// Moving what a new attempt replaces into the trash by rename: nothing is lost, and `restore` can
// bring it back. It does not know when trash is emptied.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/lock.h"
#include "cairn/record/record.h"
#include "cairn/record/run_definition.h"
#include "cairn/store/changed_files.h"
#include "cairn/store/project.h"

namespace cairn {

/// Whether an attempt of the run left anything in its folder: more than the `.run` folder that a
/// killed begin made, or what is a person's: user.json, and views that were kept for an edit.
bool has_remains(const Project& project, const RunDefinition& definition);

/// The number of the last attempt that left a record or an events file in the folder, of a damaged
/// record as far as its text still names it; 0 for none.
int newest_attempt(const std::string& folder, const RunId& id);

/// The number of the last attempt of the run of which something lies in the trash; 0 for none.
int last_trashed_attempt(const Project& project, const RunDefinition& definition);

/// A note that a run is between two attempts: what the last one left is in the trash, and the next
/// has not begun. With it a killed cairn loses neither history nor user.json.
std::string handover_path(const Project& project, const RunDefinition& definition);

/// The folder in the trash that the note names, when there is one.
std::optional<std::string> read_handover(const Project& project, const RunDefinition& definition);

/// Whether the run's note names this entry of the trash: the next attempt needs what it holds, or
/// it is just coming back.
bool hands_over(const Project& project, const Digest& digest, std::string_view entry);

/// Notes, durably where the project says so, that the contents of the entry `coming` are about to
/// be moved back into the run's folder, file by file. Without a note of an earlier attempt it says
/// so itself.
void note_coming_back(const Project& project, const RunDefinition& definition,
                      const std::string& coming);

/// The entry of which the note says so.
std::optional<std::string> read_coming_back(const Project& project,
                                            const RunDefinition& definition);

/// A note that an attempt of the run came back from the trash: later ones may lie there, of which
/// the next one has to know. It goes when that begins.
std::string came_back_path(const Project& project, const Digest& digest);
void note_came_back(const Project& project, const Digest& digest);

/// Whether a move out of a shared folder was cut off: it was noted, and what lies there is of no
/// later attempt. move_to_trash goes on with it, and so does finish_move.
bool is_half_moved(const Project& project, const RunDefinition& definition);

/// A run that is between two attempts, and the folder that it keeps.
struct Handover {
  Digest digest;
  std::string path;  ///< Relative to the project.
};

/// All runs that a killed cairn left between two attempts.
std::vector<Handover> list_handovers(const Project& project);

/// Moves what a killed move out of a shared folder left behind.
void finish_move(const Project& project, const RunDefinition& definition,
                 const std::string& trashed);

/// Writes user.json from the trash into the run folder where it is missing there.
void restore_user_file(const Project& project, const RunDefinition& definition,
                       const std::string& trashed);

/// Writes the views that were kept for an edit (NAME.edited) from the trash into the run folder
/// where they are missing there, but for what the run itself made. Returns their paths below the
/// run folder. In a shared folder they have stayed.
std::vector<std::string> restore_kept_edits(const Project& project, const RunDefinition& definition,
                                            const std::string& trashed);

/// Moves what earlier attempts of the run left: the whole folder, or in a shared folder the files
/// of this run only (record, events, then outs). Writes the handover note first; the run's
/// user.json is put back by restore_user_file. A move that was cut off is ended. Returns the
/// absolute folder in the trash that now holds it. `edits` is lock_edits; `seen` is what
/// read_doubtful found before it was taken: others wait for that lock. Throws Error(conflict) for a
/// pinned run, and where something of it lies behind a link.
std::string move_to_trash(const Project& project, const FileLock& edits,
                          const RunDefinition& definition, const std::string& reason,
                          const SeenFiles& seen = {});

}  // namespace cairn
