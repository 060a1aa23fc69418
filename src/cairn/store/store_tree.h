// What records vouch for, read from the disk alone: every folder below the results and in the
// trash, every record in them, and of each record what it names: files, objects, other runs.
// Verify, the collection of objects and deduplication begin here, so that none of them trusts an
// index. It does not look at the files that are named.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cairn/base/fs.h"
#include "cairn/catalog/run_row.h"
#include "cairn/record/imported.h"
#include "cairn/record/record.h"
#include "cairn/store/denied_folder.h"
#include "cairn/store/project.h"

namespace cairn {

/// A folder as it was listed.
struct TreeFolder {
  std::string path;  ///< Relative to the project.
  std::vector<FolderEntry> entries;
};

/// Every folder from these on (relative to the project), hidden ones too, sorted by path; links are
/// not followed. Read on all cores. Throws Error(io), also where this user may not list a folder:
/// whoever acts on what is not there must not take it for empty.
std::vector<TreeFolder> list_tree(const Project& project, const std::vector<std::string>& starts);

/// The same for who only looks: folders that may not be listed are named and left out.
std::vector<TreeFolder> list_tree(const Project& project, const std::vector<std::string>& starts,
                                  std::vector<DeniedFolder>& denied);

/// From where on walks come to all results: their folder, and what of them is a link to elsewhere.
std::vector<std::string> result_roots(const Project& project);

/// Where runs lie: the results, and the trash.
std::vector<std::string> run_roots(const Project& project);

/// The same, and where results of other layouts lie that the project had before: what they need is
/// needed. The trash is the last.
std::vector<std::string> run_roots_of_all_layouts(const Project& project);

/// A file that a record names.
struct VouchedFile {
  std::string path;  ///< Relative to the run folder.
  std::uint64_t size = 0;
  Digest sha256;
  bool is_artifact = true;  ///< False: of `.run`, the events file or the history.
};

/// A text of provenance, kept as an object.
struct VouchedText {
  std::string name;  ///< As `cairn cat` takes it.
  Digest object;
};

/// A run that has a record.
struct VouchedRun {
  std::string folder;  ///< Relative to the project.
  RunId id;
  Digest digest;
  RunStatus status = RunStatus::finished;
  int attempt = 1;
  TimeUs ended = 0;
  bool in_trash = false;
  /// Where files may lie that a move into the trash has not reached: the folder that it had. Empty
  /// for all others.
  std::string spare_folder;
  bool shared_folder = false;
  std::vector<VouchedFile> files;
  std::vector<VouchedText> texts;
  std::optional<Digest> untracked;  ///< The object among `texts` that names further ones.
  /// What an import says of a run that came from elsewhere; absent: it was made here.
  std::optional<Imported> imported;
  std::vector<InputLink> inputs;
  std::optional<RunRow> row;  ///< For the catalog, without artifacts; where it was asked for.
};

/// A record that cannot be read.
struct UnreadableRecord {
  std::string path;  ///< Relative to the project.
  std::string message;
};

/// All that is on record below some folders.
struct Vouched {
  std::vector<VouchedRun> runs;  ///< Sorted by folder and id.
  std::vector<UnreadableRecord> unreadable;
};

/// Whether rows for a catalog are made as well.
enum class VouchedRows { without, with };

/// Reads every record in `tree`, on all cores.
Vouched read_vouched(const Project& project, const std::vector<TreeFolder>& tree,
                     VouchedRows rows = VouchedRows::without);

/// The folders of those that no walk over the results comes to: they lie too deep, or where another
/// layout looks. Those in the trash are none.
std::vector<std::string> runs_out_of_reach(const Project& project, const Vouched& vouched);

/// The objects that a list of untracked files names, which is an object itself. Throws
/// Error(not_found), Error(corrupt) where the list is gone or damaged.
std::vector<Digest> untracked_objects(const Project& project, const Digest& list);

}  // namespace cairn
