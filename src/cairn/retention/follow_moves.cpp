#include "cairn/retention/follow_moves.h"

#include <algorithm>
#include <set>

#include "cairn/base/fs.h"
#include "cairn/base/lock.h"
#include "cairn/store/groups.h"
#include "cairn/store/journal.h"
#include "cairn/store/layout_links.h"
#include "cairn/store/refresh.h"
#include "cairn/views/follow.h"
#include "cairn/views/render_files.h"
#include "cairn/views/reused_runs.h"
#include "cairn/views/run_context.h"

namespace cairn {

namespace {

/// Every folder above these runs that still is there: their groups are among them.
std::set<std::string> folders_above(const Project& project, const std::vector<TrashedRun>& runs) {
  std::set<std::string> folders;
  for (const TrashedRun& run : runs) {
    for (std::string path = run.path; !path.empty(); path = parent_path(path)) {
      if (!folders.insert(path).second) break;
    }
  }
  std::erase_if(folders,
                [&](const std::string& path) { return !stat_path(project.absolute(path)); });
  return folders;
}

/// The groups that list one of these runs as their own, and those in them: the catalog no longer
/// knows a run that went away.
void add_reusing(const Catalog& catalog, const Layout& layout, const std::vector<TrashedRun>& runs,
                 std::set<std::string>& folders) {
  std::set<Digest> digests;
  for (const TrashedRun& run : runs) digests.insert(run.digest);
  for (const GroupPlace& group : reusing_groups(layout, catalog, digests)) {
    folders.insert(group.path);
  }
}

/// Views of runs that were made from one of these may tell of it.
void add_dependents(const Catalog& catalog, const Layout& layout,
                    const std::vector<TrashedRun>& runs, std::set<std::string>& folders) {
  if (!shows_inputs(layout)) return;
  for (const TrashedRun& run : runs) {
    for (const RunHead& made : catalog.find_linked_to(run.digest)) folders.insert(made.path);
  }
}

/// Where a run has left its folder, that may have been all that a link of the layout led to. Such a
/// link goes at once, or leads to the next folder that bears the name.
void add_next_of_links(const Project& project, const Catalog& catalog,
                       const std::vector<TrashedRun>& runs, std::set<std::string>& folders,
                       std::vector<std::string>& problems) {
  const bool has_left = std::ranges::any_of(
      runs, [&](const TrashedRun& run) { return !stat_path(project.absolute(run.path)); });
  if (!has_left) return;
  for (const std::string& link : remove_wrong_links(project, catalog, problems)) {
    for (const std::string& folder : folders_of_link(project, catalog, link)) {
      folders.insert(folder);
      const std::string run = run_folder_around(catalog, folder);
      if (!run.empty()) folders.insert(run);
    }
  }
}

}  // namespace

RenderReport follow_moves(const Project& project, const std::vector<TrashedRun>& runs) {
  const FileLock lock =
      FileLock::acquire(join_path(ensure_hidden_folder(project, "locks"), "render"));
  // Whoever was killed before us may have left more than what follows from our own moves.
  const bool was_stale = [&] {
    const Catalog before = open_catalog_for_writing(project);
    return !before.is_complete() || before.views_are_stale(journal_name());
  }();
  // In a folder that runs share, nothing but the runs themselves tells that one has come or gone.
  std::vector<RunHead> heads;
  for (const TrashedRun& run : runs) {
    if (!run.id.text.empty()) heads.push_back({.id = run.id, .path = run.path});
  }
  refresh_runs(project, heads);
  const SyncReport synced = open_fresh_catalog(project).report;
  Catalog catalog = open_catalog_for_writing(project);
  std::set<std::string> folders = folders_above(project, runs);
  add_reusing(catalog, project.layout, runs, folders);
  add_dependents(catalog, project.layout, runs, folders);
  std::vector<std::string> problems;
  add_next_of_links(project, catalog, runs, folders, problems);
  RenderReport report;
  if (was_stale || synced.rebuilt) folders.clear();  // Of all runs and groups, then.
  if (was_stale || synced.rebuilt || !folders.empty()) {
    report = render_views(project, catalog, folders);
  }
  // A view that could not be made has said that they are stale.
  if (report.problems.empty()) catalog.mark_views_fresh();
  retire_journal(catalog);
  prune_journals(project, catalog);
  report.problems.insert(report.problems.end(), problems.begin(), problems.end());
  report.problems.insert(report.problems.end(), synced.problems.begin(), synced.problems.end());
  return report;
}

}  // namespace cairn
