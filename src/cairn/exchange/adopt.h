// Adopting: a tree that another program made is indexed where it lies. Its files are listed, read
// and hashed in one pass and never written; what was found of its runs goes into one file below
// `.cairn/adopted`, which appears whole or not at all. Adopting it again looks at the sizes and
// times of its files and reads what changed. It does not know how each program's files are read.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/exchange/complete_runs.h"
#include "cairn/store/adopted.h"
#include "cairn/store/catalog_fill.h"

namespace cairn {

/// In place of the name of a reader: the one that recognises the tree.
inline constexpr std::string_view kAnyReader = "auto";

struct AdoptRequest {
  std::string folder;  ///< Absolute.
  std::string reader;  ///< Empty: the one of before, and of a new tree kAnyReader.
  enum class Purpose {
    look,   ///< To see what is there.
    write,  ///< And then write_adoption: the catalog can be filled meanwhile.
  } purpose = Purpose::look;
  RunProgress progress;
};

/// What was found, and what has to be done with it.
struct Adoption {
  AdoptedTree tree;                ///< With all problems.
  Map kinds;                       ///< How many runs of each kind, when something changed.
  Map statuses;                    ///< The same for each status.
  std::vector<std::string> lines;  ///< The records as they stand in the file of the tree.
  std::string index;               ///< The text of the file index; empty: it stays as it is.
  bool is_new = true;              ///< The folder was not adopted before.
  bool is_changed = true;          ///< Something is other than it was.
  std::string moved_from;          ///< Where the same tree lay before; empty: it was not moved.
  std::uint64_t read_files = 0;    ///< That were hashed now.
  std::uint64_t own_files = 0;     ///< That belong to a run.
  /// A catalog with all rows, where that is quicker than adding them to the one that is there.
  std::unique_ptr<CatalogFill> fill;
};

/// Reads the tree. Nothing is written. Throws Error(not_found) where there is no folder,
/// Error(invalid_input) where no reader recognises it, several do, or the one that was asked for
/// does not, Error(conflict) for a folder that holds runs of cairn, the project, or another adopted
/// tree.
Adoption read_foreign(const Project& project, const Catalog& catalog, const AdoptRequest& request);

/// Writes the file of the tree, and lets the catalog follow; of a tree that did not change only its
/// file index, where that tells more now. A crash leaves the tree as it was
/// known before, or as it is now. Returns what refreshing the catalog met.
SyncReport write_adoption(const Project& project, Adoption& adoption);

/// Forgets an adopted tree: its file goes, its own files stay. What people said of its runs is kept
/// until it is adopted again. Throws Error(not_found).
void forget_adopted(const Project& project, std::string_view tree);

}  // namespace cairn
