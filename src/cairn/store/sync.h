// The steps of which refresh and reindex are made: bringing single folders, runs and journals of
// the catalog in line with the disk. What the catalog knows already, by the size and time of its
// record, is not read again, and a run that was moved keeps its row. Only refresh.cpp and
// catalog_fill.cpp use it.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/store/read_folders.h"
#include "cairn/store/refresh.h"
#include "cairn/store/scan.h"

namespace cairn {

/// Changes of one refresh: collected with a catalog that is open for reading, applied when there is
/// something to apply.
class CatalogSync {
 public:
  CatalogSync(const Project& project, Catalog& catalog, SyncReport& report)
      : project_(project), catalog_(catalog), report_(report) {}

  /// Where the news of a run comes from: cairn itself (its views follow), or the disk (somebody
  /// moved, copied or removed it, so that views must be made again).
  enum class Source { cairn, disk };
  /// Reads the record or open attempt of one run again; removes the row when both are gone.
  void put_run(const std::string& path, const RunId& id, Source source);
  /// Puts everything from the results folder on, and all adopted trees but `except`, into a catalog
  /// that was started to be filled. `tell` is called with the number of runs so far.
  void fill(const std::function<void(std::size_t)>& tell, std::string_view except = {});
  /// Walks a folder and everything below it; records that changed are read.
  void walk(const std::string& start);
  /// The same without a look at the runs that the catalog has at their place already.
  void walk_new(const std::string& start);
  /// Lists folders whose mtime changed. What came to any of them is taken in before what went is
  /// removed, so that a run which was moved from one to another is known by its old row.
  void rescan(const std::vector<std::string>& paths);
  /// Takes in the adopted trees whose files changed, and drops the runs of those that are gone.
  void take_in_adopted();
  /// Removes everything that the catalog holds below a folder that is gone, runs of adopted trees
  /// excepted: they are known as long as the file of their tree is.
  void remove_below(const std::string& path);

 private:
  void put_adopted_tree(const AdoptedRoot& root);
  RunRow row_of(const AdoptedRoot& root, const Record& record);
  void fill_adopted(std::string_view except);
  void put_folder(const ScannedFolder& folder);
  void put_files(const std::string& path, const RunFiles& files);
  bool is_known(const std::string& path, const RunId& id);
  void take_in(const std::string& path, const RunReading& reading, Source source);
  void take_in_lost(const std::string& path, const RunFileName& events);
  bool watch(const ScannedFolder& folder);
  struct Known;
  ScannedFolder rescan_by_rows(ScannedFolder folder, const Known& known, FolderMarks& marks,
                               std::vector<std::string>& gone) const;
  void take_in_arrivals(const ScannedFolder& folder, const Known& known, FolderMarks& marks);
  bool is_known_folder(const std::string& path) const;
  void remove_run(const std::string& path, const RunId& id);
  void report_problem(const std::string& path, const std::string& what);

  const Project& project_;
  Catalog& catalog_;
  SyncReport& report_;
  /// Folders with an unreadable run: they stay suspect, so that each refresh names it again.
  std::set<std::string> suspects_;
};

/// Whether the walk of this layout filled the catalog: else cairn.yaml named other folders of
/// results then, or runs that lay less deep.
bool is_of_this_layout(const Project& project, const Catalog& catalog);

/// Whether nothing lies at `path` (relative); false where this user may not look.
bool is_gone(const Project& project, const std::string& path);

/// Whether a run stands in the file of an adopted tree.
bool is_adopted(const RunHead& run);

/// The runs that cairn began and that have not ended.
std::vector<RunHead> open_runs(const Catalog& catalog);

/// The runs whose records are other files than those that were read, or are gone: somebody copied
/// newer ones over them, of which no watched folder tells. They are looked for where runs are few;
/// in a large store only those that are shown are. One that this user may not look at is none of
/// them, and what is in the way is noted.
std::vector<RunHead> overwritten_runs(const Project& project, const Catalog& catalog,
                                      SyncReport& report);

/// Notes what is in the way to `path` as a problem, once: this user was refused a look at it.
void note_denied(const Project& project, const std::string& path, SyncReport& report);

/// Whether its layout, the journals, the open runs or the known folders say that the catalog is
/// behind. Of a
/// folder that this user may not look at what is known stands, and it is noted.
bool is_behind(const Project& project, const Catalog& catalog, SyncReport& report);

}  // namespace cairn
