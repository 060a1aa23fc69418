#include "cairn/store/sync.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/clock.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/store/groups.h"
#include "cairn/store/journal.h"
#include "cairn/store/live.h"
#include "cairn/store/run_rows.h"
#include "cairn/store/user_edits.h"

namespace cairn {

namespace {

/// Stands for the mtime of a user file that could not be read, so that each refresh looks again.
constexpr std::int64_t kUnreadable = -1;

/// A file that is being written is renamed within moments, so one of a day is a dead process's. Its
/// name tells of no host, and a pid of another one means nothing here.
constexpr TimeUs kTemporaryAge = TimeUs{24} * 3600 * 1'000'000;

void remove_old_temporaries(const Project& project, const ScannedFolder& folder) {
  const auto remove_old = [&](const std::string& path) {
    try {
      const std::optional<FileStat> status = stat_path(path);
      if (!status || !status->is_file() || status->mtime_ns / 1000 > now_us() - kTemporaryAge)
        return;
      remove_file(Site::file_write, path);
    } catch (const Error&) {
      // Garbage that cannot be removed does no harm; a reader may not even be allowed to.
    }
  };
  const std::string absolute = project.absolute(folder.path);
  for (const std::string& name : folder.temporaries) remove_old(join_path(absolute, name));
  for (const std::string& name : folder.files.temporaries) {
    remove_old(join_path(run_files_folder(absolute), name));
  }
}

/// The newest attempt without a record among the events files of one run.
const RunFileName* open_attempt(const RunFiles& files, const RunId& id) {
  const RunFileName* newest = nullptr;
  for (const RunFileName& events : files.events) {
    if (events.id == id && (newest == nullptr || events.attempt > newest->attempt))
      newest = &events;
  }
  return newest;
}

/// The ids of all runs in a folder, each once.
std::set<RunId> ids_of(const RunFiles& files) {
  std::set<RunId> ids(files.records.begin(), files.records.end());
  for (const RunFileName& events : files.events) ids.insert(events.id);
  return ids;
}

}  // namespace

void CatalogSync::report_problem(const std::string& path, const std::string& what) {
  report_.problems.push_back(what);
  suspects_.insert(parent_path(path));
  if (catalog_.folder_mtime(parent_path(path))) catalog_.set_folder_mtime(parent_path(path), 0);
}

void CatalogSync::put_open_attempt(const std::string& path, const RunFileName& events) {
  const std::string file = events_path(path, events.id, events.attempt);
  const std::string absolute = project_.absolute(file);
  try {
    const EventSummary summary = read_events(absolute);
    const RunStatus status =
        is_live(summary.begin, absolute) ? RunStatus::running : RunStatus::lost;
    RunRow row = open_attempt_row(summary, events.attempt, path, status);
    add_user(row);
    if (catalog_.put_run(row) != PutResult::unchanged) ++report_.added;
  } catch (const Error& error) {
    if (error.code() == ErrorCode::not_found) return;
    report_problem(path, error.with_context(file).message());
    mark_lost(path, events);
  }
}

/// A user file that cannot be read hides no run: it is named, at each refresh, until it is mended.
void CatalogSync::add_user(RunRow& row) {
  try {
    read_user_edits_into(project_, row);
  } catch (const Error& error) {
    row.user_mtime = kUnreadable;
    report_problem(row.path, error.message());
  }
}

/// A run whose new attempt was killed before it could say a word is lost, whatever it was before.
void CatalogSync::mark_lost(const std::string& path, const RunFileName& events) {
  for (const RunHead& head : catalog_.find_by_path(path)) {
    if (!(head.id == events.id)) continue;
    std::vector<RunRow> rows = catalog_.load_runs(std::span(&head.rowid, 1), RunParts::all);
    rows.front().status = RunStatus::lost;
    rows.front().attempt = events.attempt;
    rows.front().record_path = events_path(path, events.id, events.attempt);
    rows.front().record_size = 0;
    if (catalog_.put_run(rows.front()) != PutResult::unchanged) ++report_.added;
  }
}

void CatalogSync::remove_run(const std::string& path, const RunId& id) {
  if (!catalog_.remove_run_at(path, id)) return;
  ++report_.removed;
  catalog_.mark_views_stale();
}

void CatalogSync::put_run(const std::string& path, const RunId& id, Source source) {
  const std::string folder = project_.absolute(path);
  try {
    RunRow row = to_row(read_record(folder, id), path);
    if (!(row.id == id)) {
      throw Error(ErrorCode::corrupt, fmt::format("it is the record of {}", row.id.text))
          .with_context(record_path(path, id));
    }
    add_user(row);
    if (catalog_.put_run(row) == PutResult::unchanged) return;
    ++report_.added;
    if (source == Source::disk) catalog_.mark_views_stale();
    return;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::not_found) {
      report_problem(path, error.message());
      remove_run(path, id);
      return;
    }
  }
  const RunFiles files = list_run_files(project_, path);
  if (const RunFileName* events = open_attempt(files, id)) return put_open_attempt(path, *events);
  remove_run(path, id);
}

void CatalogSync::put_files(const std::string& path, const RunFiles& files) {
  const std::set<RunId> present = ids_of(files);
  for (const RunHead& known : catalog_.find_by_path(path)) {
    if (present.contains(known.id)) continue;
    remove_run(path, known.id);
  }
  for (const RunId& id : present) put_run(path, id, Source::disk);
}

void CatalogSync::put_folder(const ScannedFolder& folder) {
  remove_old_temporaries(project_, folder);
  const bool is_run = !folder.files.records.empty() || !folder.files.events.empty();
  put_files(folder.path, folder.files);
  if (folder.files.has_group) {
    try {
      const std::optional<GroupFile> group = read_group_file(project_, folder.path);
      if (group) catalog_.put_group(to_row(folder.path, *group));
    } catch (const Error& error) {
      report_problem(folder.path, error.message());
    }
  }
  // Folders of runs are not watched: a folder's mtime tells of what is below it.
  const bool holds_runs = !is_run || folder.files.has_group;
  if (!holds_runs) return;
  catalog_.set_folder_mtime(folder.path, suspects_.contains(folder.path) ? 0 : folder.mtime_ns);
}

void CatalogSync::walk(const std::string& start) {
  walk_folders(project_, start, [this](const ScannedFolder& folder) { put_folder(folder); });
}

void CatalogSync::walk_new(const std::string& start) {
  std::set<std::string> known;
  for (const RunHead& run : catalog_.find_below(start)) {
    if (run.user_mtime != kUnreadable) known.insert(run.path);
  }
  walk_folders(
      project_, start, [this](const ScannedFolder& folder) { put_folder(folder); }, known);
}

void CatalogSync::remove_below(const std::string& path) {
  const std::size_t removed = catalog_.remove_below(path);
  report_.removed += removed;
  if (removed > 0) catalog_.mark_views_stale();
  catalog_.forget_folders(path);
  for (const GroupRow& group : catalog_.groups()) {
    if (is_below(group.path, path)) catalog_.remove_group(group.path);
  }
}

void CatalogSync::rescan(const std::string& path) {
  const std::optional<ScannedFolder> folder = scan_folder(project_, path);
  if (!folder) return remove_below(path);
  std::set<std::string> present;
  for (const std::string& name : folder->subfolders) present.insert(join_path(path, name));
  std::set<std::string> known;
  std::set<std::string> unread;
  for (const auto& [watched, mtime] : catalog_.folders()) {
    if (parent_path(watched) == path) known.insert(watched);
  }
  for (const RunHead& run : catalog_.find_below(path)) {
    if (run.path == path || parent_path(run.path) != path) continue;
    known.insert(run.path);
    if (run.user_mtime == kUnreadable) unread.insert(run.path);
  }
  for (const std::string& gone : known) {
    if (!present.contains(gone)) remove_below(gone);
  }
  for (const std::string& here : present) {
    if (unread.contains(here)) walk(here);
    if (!known.contains(here)) walk_new(here);
  }
  put_folder(*folder);
}

void read_user_edits_into(const Project& project, RunRow& row) {
  const std::string folder = project.absolute(row.path);
  // Before it is read: what is written meanwhile then has another time than the row.
  const std::optional<FileStat> status = stat_path(user_path(folder, row.id));
  if (status) add_user_edits(row, read_user_edits(folder, row.id), status->mtime_ns);
}

bool is_behind(const Project& project, const Catalog& catalog) {
  for (const auto& [folder, mtime] : catalog.folders()) {
    const std::optional<FileStat> status = stat_following(project.absolute(folder));
    if (!status || status->mtime_ns != mtime) return true;
  }
  const std::string journals = project.hidden("journal");
  for (const FolderEntry& entry : list_folder(journals)) {
    const std::optional<FileStat> status = stat_path(join_path(journals, entry.name));
    const std::int64_t offset = catalog.journal_offset(entry.name);
    if (status && static_cast<std::int64_t>(status->size) > offset) return true;
  }
  return !catalog.unended().empty();
}

}  // namespace cairn
