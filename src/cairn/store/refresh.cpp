#include "cairn/store/refresh.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "cairn/base/denied.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/io.h"
#include "cairn/base/lock.h"
#include "cairn/catalog/catalog_check.h"
#include "cairn/catalog/filled_from.h"
#include "cairn/store/catalog_fill.h"
#include "cairn/store/journal.h"
#include "cairn/store/run_rows.h"
#include "cairn/store/sync.h"

namespace cairn {

namespace {

std::string catalog_file(const Project& project) { return project.hidden("catalog.db"); }

/// Folds what every journal has said since it was read last.
void fold_journals(const Project& project, Catalog& catalog, CatalogSync& sync) {
  const std::string folder = project.hidden("journal");
  for (const FolderEntry& entry : list_folder(folder)) {
    if (entry.kind != FileStat::Kind::file) continue;
    std::int64_t offset = catalog.journal_offset(entry.name);
    const std::int64_t before = offset;
    // Whoever wrote another journal may have died before it made the views.
    const CatalogSync::Source source =
        entry.name == journal_name() ? CatalogSync::Source::cairn : CatalogSync::Source::disk;
    for (const JournalEntry& run : read_journal(join_path(folder, entry.name), offset)) {
      sync.put_run(run.path, run.id, source);
    }
    if (offset == before) continue;
    catalog.set_journal_offset(entry.name, offset);
    if (source != CatalogSync::Source::cairn) continue;
    // Who was making views and has left no end of it is dead: we hold its lock.
    if (catalog.views_are_stale(journal_name())) catalog.mark_views_stale();
    catalog.mark_views_followed(journal_name());
  }
}

void refresh_known(const Project& project, Catalog& catalog, SyncReport& report) {
  CatalogSync sync(project, catalog, report);
  fold_journals(project, catalog, sync);
  std::vector<std::string> changed;
  for (const auto& [folder, mtime] : catalog.folders()) {
    std::optional<FileStat> status;
    if (denied_by([&] { status = stat_following(project.absolute(folder)); })) {
      note_denied(project, folder, report);
      continue;
    }
    if (!status || status->mtime_ns != mtime) changed.push_back(folder);
  }
  sync.rescan(changed);
  sync.take_in_adopted();
  for (const RunHead& run : open_runs(catalog)) {
    sync.put_run(run.path, run.id, CatalogSync::Source::disk);
  }
  // The folders of results themselves may have come into being since.
  for (const std::string& folder : project.result_folders()) {
    if (!catalog.folder_mtime(folder)) sync.walk_new(folder);
  }
}

/// Where somebody asks, not after each command that commits runs.
void refresh_overwritten(const Project& project, Catalog& catalog, SyncReport& report) {
  CatalogSync sync(project, catalog, report);
  for (const RunHead& run : overwritten_runs(project, catalog, report)) {
    sync.put_run(run.path, run.id, CatalogSync::Source::disk);
  }
}

/// Looks at every folder, and drops what is known but was not seen.
void refresh_everything(const Project& project, Catalog& catalog, SyncReport& report) {
  CatalogSync sync(project, catalog, report);
  for (const std::string& folder : project.result_folders()) sync.walk(folder);
  sync.take_in_adopted();
  for (const RunHead& run : catalog.heads()) {
    if (is_adopted(run)) continue;
    if (is_gone(project, run.path)) sync.remove_below(run.path);
  }
  for (const auto& [folder, mtime] : catalog.folders()) {
    if (is_below(folder, kAdoptedFolder)) continue;
    if (is_gone(project, folder)) sync.remove_below(folder);
  }
  fold_journals(project, catalog, sync);
}

/// Moves the damaged file aside; returns what to tell.
std::string put_aside(const std::string& file, std::string_view damage) {
  return fmt::format(
      "the catalog was damaged ({}); it is kept as '{}' and was built again from the records",
      damage, move_aside(file).string());
}

/// Makes the file as any other is made, whom it belongs to and who may write it: SQLite would let
/// only its owner. Where it is there already it is not opened, which would drop SQLite's locks.
void make_catalog_file(const std::string& file) {
  if (stat_path(file)) return;
  try {
    open_write(Site::project_folder, file, OpenMode::exclusive);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::conflict) throw;  // Somebody was faster.
  }
}

/// Whether the project lies where SQLite can lock: without locks it waits, and then says that
/// somebody writes. Never asked of its own file, whose locks would fall with ours.
bool can_lock(const Project& project) {
  for (const std::string& path : {project.hidden("locks/attempts"), project.hidden("locks/render"),
                                  join_path(project.root, "cairn.yaml")}) {
    if (const std::optional<bool> can = has_locks(path)) return *can;
  }
  return true;
}

/// Opens for writing; a damaged file is moved aside, and said.
Catalog open_or_replace(const Project& project, SyncReport& report) {
  const std::string file = catalog_file(project);
  if (!can_lock(project)) throw no_locks_error(file);
  ensure_hidden_folder(project, "");
  make_catalog_file(file);
  try {
    return Catalog::open_for_writing(file);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::corrupt) throw;
    report.problems.push_back(put_aside(file, error.message()));
    make_catalog_file(file);
    return Catalog::open_for_writing(file);
  }
}

/// Whether a folder of results is there that was never looked into.
bool has_unseen_results(const Project& project, const Catalog& catalog) {
  const std::vector<std::string> folders = project.result_folders();
  return std::any_of(folders.begin(), folders.end(), [&](const std::string& folder) {
    return !catalog.folder_mtime(folder) && stat_path(project.absolute(folder));
  });
}

/// The catalog when it can be read and is up to date, so that nothing has to be written.
std::optional<FreshCatalog> open_if_fresh(const Project& project) {
  if (!can_lock(project)) return std::nullopt;
  try {
    std::optional<Catalog> catalog = Catalog::open_for_reading(catalog_file(project));
    if (!catalog || !catalog->is_complete()) return std::nullopt;
    if (has_unseen_results(project, *catalog)) return std::nullopt;
    SyncReport report;
    if (is_behind(project, *catalog, report)) return std::nullopt;
    if (!overwritten_runs(project, *catalog, report).empty()) return std::nullopt;
    return FreshCatalog{*std::move(catalog), std::move(report)};
  } catch (const Error& error) {
    if (error.code() == ErrorCode::corrupt) return std::nullopt;
    throw;
  }
}

/// A catalog in memory, for a project that cannot be written.
FreshCatalog in_memory(const Project& project, SyncReport report) {
  Catalog catalog = Catalog::open_in_memory();
  fill_catalog(project, catalog, report);
  keep_what_is_denied(project, catalog, report);
  return {std::move(catalog), std::move(report)};
}

/// The row of a run that this process has committed.
RunRow committed_row(const Project& project, const Record& record) {
  RunRow row = to_row(record, record.definition.path);
  const std::optional<FileStat> status = stat_path(project.absolute(row.record_path));
  if (status) row.record_mtime = status->mtime_ns;
  try {
    read_user_edits_into(project, row);
  } catch (const Error&) {
    // The next look at the folder names it.
  }
  return row;
}

/// The runs that this process has begun again and that are not among `records`, as they are now.
void put_begun(const Project& project, Catalog& catalog,
               const std::vector<std::shared_ptr<const Record>>& records) {
  const std::vector<JournalEntry> begun = take_begun();
  if (begun.empty()) return;
  std::set<std::string> ended;
  for (const auto& record : records) ended.insert(record->definition.id.text);
  SyncReport report;
  CatalogSync sync(project, catalog, report);
  for (const JournalEntry& run : begun) {
    if (ended.contains(run.id.text)) continue;
    sync.put_run(run.path, run.id, CatalogSync::Source::cairn);
  }
}

/// Whether nothing less than filling it from the files makes the catalog true. One that another
/// layout filled knows folders that are none of this one's, and does not look into all that are.
bool must_be_filled(const Project& project, const Catalog& catalog) {
  return !catalog.is_complete() || !is_of_this_layout(project, catalog);
}

/// Whether there is anything to look up at all: asking an empty project leaves it as it was.
bool is_untouched(const Project& project) {
  const std::vector<std::string> folders = project.result_folders();
  return !stat_path(project.hidden("")) &&
         std::none_of(folders.begin(), folders.end(), [&](const std::string& folder) {
           return stat_path(project.absolute(folder)).has_value();
         });
}

}  // namespace

std::optional<Catalog> open_catalog_as_it_is(const Project& project) {
  const std::string file = catalog_file(project);
  // A writer is at work, or a killed one left its journal: opening would wait, or roll it back.
  if (stat_path(file + "-journal") || !can_lock(project)) return std::nullopt;
  return Catalog::open_for_reading(file);
}

std::optional<std::string> put_damaged_catalog_aside(const Project& project) {
  const std::string file = catalog_file(project);
  const std::optional<std::string> damage = catalog_damage(file);
  if (!damage) return std::nullopt;
  return put_aside(file, *damage);
}

FreshCatalog open_fresh_catalog(const Project& project, RefreshDepth depth) {
  require_reachable(project);
  SyncReport report;
  if (is_untouched(project)) return in_memory(project, report);
  if (depth == RefreshDepth::journals) {
    if (std::optional<FreshCatalog> fresh = open_if_fresh(project)) return *std::move(fresh);
  }
  try {
    Catalog catalog = open_or_replace(project, report);
    if (must_be_filled(project, catalog)) {
      fill_beside(project, catalog, report);
      return {std::move(catalog), std::move(report)};
    }
    Transaction transaction = catalog.begin();
    if (depth == RefreshDepth::full) {
      refresh_everything(project, catalog, report);
    } else {
      refresh_known(project, catalog, report);
      refresh_overwritten(project, catalog, report);
    }
    transaction.commit();
    return {std::move(catalog), std::move(report)};
  } catch (const Error& error) {
    if (error.code() != ErrorCode::io) throw;
    report.in_memory = fmt::format("{}; the answer was made in memory", error.message());
    return in_memory(project, std::move(report));
  }
}

FreshCatalog read_fresh_catalog(const Project& project) {
  require_reachable(project);
  // A writer is at work, or a killed one left its journal: opening would wait, or roll it back.
  if (!stat_path(catalog_file(project) + "-journal")) {
    if (std::optional<FreshCatalog> fresh = open_if_fresh(project)) return *std::move(fresh);
  }
  FreshCatalog fresh = in_memory(project, {});
  try {
    const std::optional<Catalog> known = open_catalog_as_it_is(project);
    if (known) note_left_behind(project, *known, fresh.catalog, fresh.report);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::corrupt) throw;  // Then it knew nothing.
  }
  return fresh;
}

void add_committed(const Project& project, Catalog& catalog,
                   const std::vector<std::shared_ptr<const Record>>& records,
                   std::int64_t journal_bytes) {
  Transaction transaction = catalog.begin();
  // A new catalog gets its indexes after the rows; what others have committed is then found as
  // any folder that was never looked at.
  const bool is_new = !catalog.is_complete();
  if (is_new) {
    catalog.start_filling();
    set_filled_from(catalog, walk_text(project));
  }
  for (const auto& record : records) {
    const RunRow row = committed_row(project, *record);
    if (is_new) {
      catalog.add_run(row);
    } else {
      catalog.put_run(row);
    }
  }
  if (is_new) {
    catalog.mark_complete();
  } else {
    put_begun(project, catalog, records);
  }
  if (journal_bytes > 0) catalog.set_journal_offset(journal_name(), journal_bytes);
  // With the rows: whoever finds them after we were killed must know that their views are missing.
  catalog.mark_views_followed(journal_name());
  transaction.commit();
}

SyncReport refresh(const Project& project, Catalog& catalog) {
  SyncReport report;
  if (must_be_filled(project, catalog)) {
    fill_beside(project, catalog, report);
  } else if (is_behind(project, catalog, report) || has_unseen_results(project, catalog)) {
    Transaction transaction = catalog.begin();
    refresh_known(project, catalog, report);
    transaction.commit();
  }
  return report;
}

Catalog open_catalog_for_writing(const Project& project) {
  SyncReport report;
  return open_or_replace(project, report);
}

void refresh_runs(const Project& project, const std::vector<RunHead>& runs) {
  SyncReport report;
  Catalog catalog = open_or_replace(project, report);
  CatalogSync sync(project, catalog, report);
  Transaction transaction = catalog.begin();
  for (const RunHead& run : runs) sync.put_run(run.path, run.id, CatalogSync::Source::disk);
  transaction.commit();
}

FreshCatalog reindex(const Project& project) {
  require_reachable(project);
  SyncReport report;
  Catalog catalog = open_or_replace(project, report);
  fill_beside(project, catalog, report);
  return {std::move(catalog), std::move(report)};
}

}  // namespace cairn
