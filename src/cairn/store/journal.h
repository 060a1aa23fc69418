// The journal of one process: a line for each record that it committed, each user file that it
// changed and each run of which it began another attempt, so that the next command knows what to
// read instead of looking everywhere. Losing a journal loses nothing: a refresh of the folders
// finds the same. It does not know the catalog.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/record/record.h"
#include "cairn/store/project.h"

namespace cairn {

/// A committed record as the journal names it.
struct JournalEntry {
  RunId id;
  std::string path;  ///< The run folder, relative to the project.
};

/// Appends one line to this process's journal: the run in `path` is committed, or its user file has
/// changed. A journal that cannot be written is not a failure: the error is swallowed here on
/// purpose, since the files are safe and the folders tell the same.
void append_journal(const Project& project, const RunId& id, const std::string& path,
                    const Digest& digest);

/// The same for a run that begins again: its folder is known, and nothing else tells of it.
void append_begun(const Project& project, const RunId& id, const std::string& path,
                  const Digest& digest);

/// What append_begun has noted since the last call: whoever tells the catalog that it has read this
/// process's journal must have read these runs.
std::vector<JournalEntry> take_begun();

/// Entries of one journal file from `offset` on; `offset` moves to the end of the last whole line.
std::vector<JournalEntry> read_journal(const std::string& path, std::int64_t& offset);

/// The runs that a journal names, wherever they lay: those that were here once, as far back as
/// journals are kept.
std::unordered_set<Digest, DigestHash> journaled_runs(const Project& project);

/// The run whose id begins with `id`, or that lay in `path`, as the journals name it last; nullopt:
/// none that they know. For runs of which nothing else tells any more.
std::optional<JournalEntry> find_journaled(const Project& project, std::string_view id,
                                           std::string_view path);

/// Whether another process that lives has committed to this project; of another host: whether it
/// did so in the last minutes. The views may then be behind the records.
bool others_commit(const Project& project);

/// How many bytes this process's journal has, 0 when it wrote none.
std::int64_t journal_size();

/// Removes this process's journal when the catalog has read all of it: for commands that write a
/// line or two, and would else leave a file each.
void retire_journal(Catalog& catalog);

/// Removes the journals that the catalog has read whole and nobody has written to for 30 days, and
/// forgets those that are gone.
void prune_journals(const Project& project, Catalog& catalog);

/// The name of this process's journal file below `.cairn/journal`.
std::string journal_name();

}  // namespace cairn
