// What deduplication has done to which file, so that it can be undone: a line for each file whose
// inode was replaced, with the mode and time that it had, written and synced before the file is
// touched. It does not know how files are merged. docs/formats/dedup-journal.md is the page.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/io.h"
#include "cairn/store/project.h"

namespace cairn {

/// How equal files share their bytes. Stored by name.
enum class LinkKind { reflink, hardlink, symlink };

/// "reflink", "hardlink", "symlink".
std::string_view link_kind_name(LinkKind kind);
/// The opposite. Throws Error(invalid_input).
LinkKind parse_link_kind(std::string_view name);

/// One file that was merged.
struct DedupEntry {
  std::string path;      ///< Relative to the project, as it was then.
  std::string run;       ///< The run's id.
  int attempt = 0;       ///< Of that run; 0 in lines of older cairns, which did not tell.
  std::string artifact;  ///< Relative to the run folder: finds it where the folder was moved.
  LinkKind link = LinkKind::hardlink;
  std::int64_t mtime_ns = 0;
  unsigned mode = 0;
};

/// What the journal says.
struct DedupJournal {
  std::vector<DedupEntry> entries;    ///< Oldest first; of one that is torn, nothing.
  std::vector<std::string> problems;  ///< Lines that cannot be read, each with its number.
};

/// Reads all of it; a last line without an end is left out. Empty where nothing was merged.
DedupJournal read_dedup_journal(const Project& project);

/// Appends entries, behind a line that a kill or a full disk has cut off too; with durability other
/// than none they are durable on return. Throws Error(io).
void append_dedup_journal(const Project& project, const std::vector<DedupEntry>& entries);

/// Forgets everything: all was undone.
void clear_dedup_journal(const Project& project);

}  // namespace cairn
