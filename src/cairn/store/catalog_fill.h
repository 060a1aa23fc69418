// Filling a catalog from the files alone, whatever it held: at once, or beside the project's own
// while others still find out what goes into it. Readers use the old one until the new one takes
// its place, whole. It does not know why the catalog is filled.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "cairn/store/adopted_roots.h"
#include "cairn/store/refresh.h"

namespace cairn {

/// Told now and then of how many runs the records have been read; destroyed when the catalog is
/// full.
using FillTeller = std::function<void(std::size_t runs)>;

/// From now on `begun` is called whenever fill_catalog begins, which takes seconds where runs are
/// many, and can happen wherever a catalog is asked for. One for the process, set before the first
/// catalog is opened.
void watch_fills(std::function<FillTeller()> begun);

/// Fills `catalog` with all that the project holds.
void fill_catalog(const Project& project, Catalog& catalog, SyncReport& report);

/// The same into a catalog of this process only: what the files say, whatever the project's own
/// catalog does. Throws Error(io).
FreshCatalog fill_scratch(const Project& project);

/// Takes over from the project's catalog, as it lies there, what it knows of folders that the
/// filling was not allowed to list: they are not gone.
void keep_what_is_denied(const Project& project, Catalog& filled, const SyncReport& report);

/// Notes which runs that are there `known` has and `filled` has not, where another layout had
/// filled it.
void note_left_behind(const Project& project, const Catalog& known, const Catalog& filled,
                      SyncReport& report);

/// Fills a new one beside the project's catalog `catalog`, which then becomes the new one. Throws
/// Error(io), Error(busy).
void fill_beside(const Project& project, Catalog& catalog, SyncReport& report);

/// Fills a catalog beside the project's own with all that the project holds and the runs of one
/// adopted tree, whose file is being made meanwhile: its rows are handed over as they are known. A
/// thread of its own does so. Without finish() nothing has happened.
class CatalogFill {
 public:
  /// Begins. `tree` need not be among the adopted trees of the project yet.
  CatalogFill(Project project, AdoptedRoot tree);
  CatalogFill(const CatalogFill&) = delete;
  CatalogFill& operator=(const CatalogFill&) = delete;
  /// Gives up what was not finished.
  ~CatalogFill();

  /// Adds the row of `record`, whose path is relative to the root of the tree; waits while too many
  /// wait. For many threads at once.
  void add(const Record& record);
  /// All rows are there: the indexes can be made.
  void end_of_rows();
  /// The file of the tree appeared, and had this mtime: from now on the project's catalog is the
  /// new one. Throws what went wrong in the meantime, Error(busy).
  SyncReport finish(std::int64_t tree_mtime_ns);

 private:
  enum class Stage { rows, indexes, appeared, given_up };

  void fill();
  bool put_rows(Catalog& catalog);
  std::vector<RunRow> next_rows();
  void go_to(Stage stage);
  bool wait_until_it_appeared();

  Project project_;
  AdoptedRoot tree_;
  bool has_user_files_ = false;
  std::mutex mutex_;
  std::condition_variable changed_;
  Stage stage_ = Stage::rows;
  std::int64_t tree_mtime_ns_ = 0;
  std::vector<RunRow> rows_;  // Handed over and not taken yet.
  SyncReport report_;
  std::optional<Catalog> filled_;
  std::exception_ptr failure_;
  std::jthread thread_;  // The last: it uses all others.
};

}  // namespace cairn
