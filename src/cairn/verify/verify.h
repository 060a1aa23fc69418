// Whether the store still holds what it promised: every record matches its own digest, every file
// and object that a record names is there with its bytes, every object is what its name says, every
// view says what the records say, and nothing lies in a run folder that no record knows; adopted
// runs are compared with what was recorded of them. The disk alone is believed: the catalog may be
// missing, and neither modes nor times prove anything; catalog and journals only tell which records
// should be there (verify_records.h). What is found can be mended from an equal
// copy elsewhere in the store (verify_repair.h). It does not know how findings are shown.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cairn/store/store_tree.h"

namespace cairn {

/// Whether bytes are read.
enum class VerifyDepth {
  quick,  ///< Records, views, and the sizes of files.
  deep,   ///< And the bytes of all files and objects.
};

/// One thing that is not as recorded.
struct Finding {
  /// In the order of kFindingKinds (verify.cpp), which names them.
  enum class Kind {
    missing,
    size,
    bytes,
    link,
    foreign,
    unreadable,
    record,
    user_file,
    group_file,
    object,
    view,
    lineage,
    leftover,
    outside,
    provenance,
    edited,
    conflict,
    elsewhere,
  } kind;
  std::string path;  ///< Relative to the project.
  std::string message;
  std::string run;   ///< The id of the run that it belongs to; empty: none.
  std::string hint;  ///< What to type; empty: nothing helps but a copy.
  bool repaired = false;
  /// What should lie at `path`, for repair; absent where that cannot be told.
  std::optional<VouchedFile> expected;
  std::string folder;  ///< The run's folder; empty: none.
};

/// "missing", "bytes", …
std::string_view finding_kind_name(Finding::Kind kind);

/// Whether it is worth telling but no damage: an input that was deleted, a file that was never
/// finished, a link out of the store, a text of provenance that is not here, a file in the trash
/// that had been changed before it came there, an id that several runs bear, runs that lie where
/// the layout does not look.
bool is_notice(const Finding& finding);

struct VerifyRequest {
  VerifyDepth depth = VerifyDepth::quick;
  /// Folders relative to the project; everything in them is looked at. Empty: the whole store.
  std::vector<std::string> folders;
  /// Called now and then with files done, of how many.
  std::function<void(std::size_t, std::size_t)> progress = [](std::size_t, std::size_t) {};
};

struct VerifyReport {
  std::size_t runs = 0;
  std::size_t trashed = 0;  ///< Those of the runs that lie in the trash.
  std::size_t files = 0;
  std::uint64_t bytes = 0;  ///< Of the files.
  std::size_t objects = 0;
  std::size_t views = 0;
  /// Those of the views that are behind the records while another process commits: it makes them.
  std::size_t views_behind = 0;
  /// Further views, which may show runs that were not read: they are gone, or lie elsewhere. Or
  /// what was typed into a file that cannot be read.
  std::size_t views_not_compared = 0;
  std::vector<Finding> findings;  ///< In the order of paths.

  /// Whether there are runs, and none of them lies where the layout looks: nothing was checked.
  bool missed_all() const;

  /// Findings that are damage and were not repaired.
  std::size_t damages() const;
};

/// Looks at the store, and changes nothing. Throws Error(io) where a folder cannot be listed.
VerifyReport verify_store(const Project& project, const VerifyRequest& request);

}  // namespace cairn
