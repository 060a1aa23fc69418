// One file of a migration: copied, cloned or given a second name, and what lies at the new place
// compared with its SHA-256 by reading it. Time and mode stay those of the source, which is only
// read. It does not know runs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "cairn/base/digest.h"

namespace cairn {

/// How bytes come to their new place.
enum class MigrateMeans {
  copy,
  reflink,   ///< The copy shares its blocks with the source until one of them changes.
  hardlink,  ///< A second name of the same file: what changes one changes the other.
};

/// "copy", "reflink", "hardlink".
std::string_view means_name(MigrateMeans means);
/// The opposite. Throws Error(invalid_input).
MigrateMeans parse_means(std::string_view name);

/// One file of a run.
struct MigratedFile {
  std::string from;  ///< Absolute.
  std::string to;    ///< Below the run's new folder.
  std::uint64_t size = 0;
  Digest sha256;
  bool is_object = false;  ///< The bytes are an object's, to which a link in the run leads.
};

/// Brings a file to `target` (absolute, where nothing is) and compares it. Returns how that was
/// done: `copy` too where the file system cannot do what was asked for. Throws Error(conflict)
/// where the file is not what it was when it was planned, Error(io).
MigrateMeans bring_file(const MigratedFile& file, const std::string& target, MigrateMeans means);

}  // namespace cairn
