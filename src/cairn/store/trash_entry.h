// One entry of the trash: a folder below `.cairn/trash` with a note that says what came from where,
// why, and until when it is kept, and what was moved. The note is written before anything moves, so
// an entry without contents is one whose move did not happen. It does not move anything itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/atomic_file.h"
#include "cairn/base/clock.h"
#include "cairn/base/digest.h"
#include "cairn/base/lock.h"
#include "cairn/identity/run_id.h"
#include "cairn/store/changed_files.h"
#include "cairn/store/project.h"

namespace cairn {

/// Where all entries lie, relative to the project.
inline constexpr std::string_view kTrashFolder = ".cairn/trash";

/// What lies in an entry. Stored by name.
enum class TrashKind {
  attempt,  ///< What a new attempt of a run replaced.
  run,      ///< A run that was cleaned.
  group,    ///< A group folder with all its runs.
  objects,  ///< Objects that nothing needed.
};

/// "attempt", "run", "group", "objects".
std::string_view trash_kind_name(TrashKind kind);

/// A run in an entry.
struct TrashedRun {
  RunId id;
  Digest digest;
  std::string path;  ///< Its folder as it was, from the project's folder.
  std::string name;

  bool operator==(const TrashedRun&) const = default;
};

struct TrashEntry {
  std::string name;  ///< Of its folder: "20261120-130211-jrdy1f"; not part of the note.
  TrashKind kind = TrashKind::attempt;
  std::string path;  ///< Where it lay, from the project's folder.
  TimeUs moved = 0;
  std::optional<TimeUs> expires;  ///< Absent in entries of older cairns.
  std::string reason;             ///< "replaced by attempt 2", "clean --older-than 30d".
  std::vector<TrashedRun> runs;   ///< One, but for groups.
  /// Of a run in a folder that others share: its files, the record last. Empty: the whole folder.
  std::vector<std::string> parts;
  /// Of an attempt: files that were not as its record says any more when it came here. That is why
  /// it was replaced, or known then, and no damage of the trash.
  std::vector<ChangedFile> changed;
};

/// What the reason of an entry begins with when another attempt took its place, and nobody asked
/// for it to go.
inline constexpr std::string_view kReplacedByAttempt = "replaced by attempt ";

/// Whether that is why it is there. What was typed into its documents was taken over before.
bool was_replaced(const TrashEntry& entry);

/// Where the note of an entry, and what else its folder holds of cairn's, is written.
inline constexpr AtomicSites kTrashFolderSites{Site::trash_folder, Site::trash_folder,
                                               Site::trash_folder, Site::trash_folder};

/// The format number that this cairn writes; it reads 1 as well.
inline constexpr int kTrashFormat = 2;

/// The folder of an entry, and that of what was moved into it; absolute.
std::string trash_entry_path(const Project& project, const TrashEntry& entry);
std::string trash_contents_path(const Project& project, const TrashEntry& entry);

/// Makes the folder of a new entry and writes its note, durably where the project says so. `label`
/// is what its name ends with. `edits` is lock_edits, held until the entry has contents: under it
/// a purge takes one without for a move that never happened. Throws Error(io).
void make_trash_entry(const Project& project, const FileLock& edits, const std::string& label,
                      TrashEntry& entry);

/// Writes the note of an entry anew, which now holds less. Throws Error(io).
void write_trash_note(const Project& project, const TrashEntry& entry);

/// Reads the note of the entry `name`; nullopt where there is none. Throws Error(corrupt),
/// Error(conflict) for one of a newer cairn.
std::optional<TrashEntry> read_trash_entry(const Project& project, const std::string& name);

/// All entries that have contents, the oldest first. What cannot be read is named in `problems`.
std::vector<TrashEntry> list_trash(const Project& project, std::vector<std::string>& problems);

/// How long entries stay by the option of the project; nullopt: until somebody purges them.
std::optional<TimeUs> trash_age(const Project& project);
/// When an entry may go: as it says, else the project's time after it was moved.
TimeUs trash_expiry(const Project& project, const TrashEntry& entry);

}  // namespace cairn
