#include "cairn/views/follow.h"

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/lock.h"
#include "cairn/store/groups.h"
#include "cairn/store/journal.h"
#include "cairn/store/refresh.h"

namespace cairn {

namespace {

void put_groups(const Project& project, Catalog& catalog, const std::set<std::string>& folders,
                std::vector<std::string>& problems) {
  for (const std::string& folder : folders) {
    try {
      if (const auto group = read_group_file(project, folder)) {
        catalog.put_group(to_row(folder, *group));
      }
    } catch (const Error& error) {
      problems.push_back(error.message());
    }
  }
}

}  // namespace

void settle_journal(const Project& project) {
  open_fresh_catalog(project);
  Catalog catalog = open_catalog_for_writing(project);
  catalog.mark_views_settled(journal_name());
  retire_journal(catalog);
}

namespace {

RenderReport follow(const Project& project, const std::set<std::string>& folders,
                    RenderScope scope) {
  const FileLock lock =
      FileLock::acquire(join_path(ensure_hidden_folder(project, "locks"), "render"));
  // Reads the journal, which names the runs.
  const SyncReport synced = open_fresh_catalog(project).report;
  Catalog catalog = open_catalog_for_writing(project);
  RenderReport report;
  {
    Transaction transaction = catalog.begin();
    put_groups(project, catalog, folders, report.problems);
    transaction.commit();
  }
  // Runs that a killed command brought have no views yet; nobody else may come to make them.
  const bool everything = scope == RenderScope::all && catalog.views_are_stale(journal_name());
  const RenderReport views =
      render_views(project, catalog, everything ? std::set<std::string>{} : folders, scope);
  settle_journal(project);
  prune_journals(project, catalog);
  report.written = views.written;
  report.unchanged = views.unchanged;
  report.taken = views.taken;
  report.kept = views.kept;
  report.problems.insert(report.problems.end(), views.problems.begin(), views.problems.end());
  report.problems.insert(report.problems.end(), synced.problems.begin(), synced.problems.end());
  return report;
}

}  // namespace

RenderReport follow_edits(const Project& project, const std::set<std::string>& folders) {
  return follow(project, folders, RenderScope::typed);
}

RenderReport follow_what_was_left(const Project& project) {
  const bool is_stale = open_catalog_for_writing(project).views_are_stale(journal_name());
  return is_stale ? follow(project, {}, RenderScope::all) : RenderReport{};
}

RenderReport follow_runs(const Project& project, const std::set<std::string>& folders) {
  return follow(project, folders, RenderScope::all);
}

}  // namespace cairn
