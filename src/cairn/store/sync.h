// The steps of which refresh and reindex are made: bringing single folders, runs and journals of
// the catalog in line with the disk. Only refresh.cpp uses it.
#pragma once

#include <set>
#include <string>

#include "cairn/store/refresh.h"
#include "cairn/store/scan.h"

namespace cairn {

/// Changes of one refresh: collected with a catalog that is open for reading, applied when there is
/// something to apply.
class CatalogSync {
 public:
  CatalogSync(const Project& project, Catalog& catalog, SyncReport& report)
      : project_(project), catalog_(catalog), report_(report) {}

  /// Takes over what a walk found in one folder: its runs, its group, its mtime.
  void put_folder(const ScannedFolder& folder);
  /// Where the news of a run comes from: cairn itself (its views follow), or the disk (somebody
  /// moved, copied or removed it, so that views must be made again).
  enum class Source { cairn, disk };
  /// Reads the record or open attempt of one run again; removes the row when both are gone.
  void put_run(const std::string& path, const RunId& id, Source source);
  /// Walks a folder and everything below it, and reads every record.
  void walk(const std::string& start);
  /// The same without the runs that the catalog has at their place already.
  void walk_new(const std::string& start);
  /// Lists a folder whose mtime changed: what came is walked, what went is removed.
  void rescan(const std::string& path);
  /// Removes everything that the catalog holds below a folder that is gone.
  void remove_below(const std::string& path);

 private:
  void put_files(const std::string& path, const RunFiles& files);
  /// Adds the user file's part; one that cannot be read is a problem.
  void add_user(RunRow& row);
  void put_open_attempt(const std::string& path, const RunFileName& events);
  void mark_lost(const std::string& path, const RunFileName& events);
  void remove_run(const std::string& path, const RunId& id);
  void report_problem(const std::string& path, const std::string& what);

  const Project& project_;
  Catalog& catalog_;
  SyncReport& report_;
  /// Folders with an unreadable run: they stay suspect, so that each refresh names it again.
  std::set<std::string> suspects_;
};

/// Adds what the user file of a run says to its row. Throws as read_user_edits does.
void read_user_edits_into(const Project& project, RunRow& row);

/// Whether the journals, the open runs or the known folders say that the catalog is behind.
bool is_behind(const Project& project, const Catalog& catalog);

}  // namespace cairn
