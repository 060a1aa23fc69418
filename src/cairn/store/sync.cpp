#include "cairn/store/sync.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <map>
#include <unordered_map>

#include "cairn/base/clock.h"
#include "cairn/base/denied.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/io.h"
#include "cairn/base/process.h"
#include "cairn/base/time_units.h"
#include "cairn/catalog/archive_name.h"
#include "cairn/catalog/filled_from.h"
#include "cairn/store/denied_folder.h"
#include "cairn/store/leftovers.h"

namespace cairn {

namespace {

/// Folders that are watched, by the folder that they lie in.
using FoldersByParent = std::map<std::string, std::vector<std::string>, std::less<>>;

/// A file that is being written is renamed within moments, so one of a day is a dead process's. Its
/// name tells of no host, and a pid of another one means nothing here.
constexpr TimeUs kTemporaryAge = kDay;

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
  // In the folder of a run a job may have called a file so, and only its record knows. Where the
  // layout makes no folders it is another program's.
  const bool is_ours = !folder.temporaries.empty() && is_folder_of_layout(project, folder.path);
  if (is_ours && !lies_in_run(project, folder.path)) {
    for (const std::string& name : folder.temporaries) remove_old(join_path(absolute, name));
  }
  for (const std::string& name : folder.files.temporaries) {
    remove_old(join_path(run_files_folder(absolute), name));
  }
}

FoldersByParent watched_folders(const Catalog& catalog) {
  FoldersByParent by_parent;
  for (const auto& [path, mtime] : catalog.folders()) {
    by_parent[parent_path(path)].push_back(base_name(path));
  }
  return by_parent;
}

/// A folder that is to be listed again, and what was found by its marks.
struct Relisted {
  std::string path;
  FolderMarks marks;
  std::optional<ScannedFolder> folder;
};

/// Lists the folders that have marks, on all processors: after a few new runs in each of many
/// groups, listing is what takes the time.
void scan_all(const Project& project, std::vector<Relisted>& folders) {
  constexpr std::size_t kWorthAThread = 16;
  std::atomic<std::size_t> next{0};
  const auto scan = [&] {
    for (std::size_t i = next++; i < folders.size(); i = next++) {
      Relisted& one = folders[i];
      if (!one.marks.empty()) one.folder = scan_arrivals(project, one.path, one.marks);
    }
  };
  const std::size_t threads =
      std::min<std::size_t>(processor_count(), folders.size() / kWorthAThread);
  std::vector<std::future<void>> helpers;
  for (std::size_t i = 1; i < threads; ++i) {
    helpers.push_back(std::async(std::launch::async, scan));
  }
  scan();
  for (std::future<void>& helper : helpers) helper.get();
}

/// Both lists as one, sorted.
std::vector<std::string> merged(std::vector<std::string> names,
                                const std::vector<std::string>& more) {
  names.insert(names.end(), more.begin(), more.end());
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

/// What is in `all` and not in `others`; both are sorted.
std::vector<std::string> without(const std::vector<std::string>& all,
                                 const std::vector<std::string>& others) {
  std::vector<std::string> rest;
  std::set_difference(all.begin(), all.end(), others.begin(), others.end(),
                      std::back_inserter(rest));
  return rest;
}

}  // namespace

void CatalogSync::report_problem(const std::string& path, const std::string& what) {
  report_.problems.push_back(what);
  suspects_.insert(parent_path(path));
  if (catalog_.folder_mtime(parent_path(path))) catalog_.set_folder_mtime(parent_path(path), 0);
}

/// A run whose new attempt was killed before it could say a word is lost, whatever it was before.
void CatalogSync::take_in_lost(const std::string& path, const RunFileName& events) {
  // The attempts before lie here, or stay in the archive.
  std::vector<RunHead> heads = catalog_.find_by_id(events.id);
  std::erase_if(heads, [&](const RunHead& head) {
    return head.path != path && (!is_archived(head.path) || head.copy != 0);
  });
  if (heads.empty()) return;
  const auto here = std::ranges::find(heads, path, &RunHead::path);
  const RunHead& last = here != heads.end() ? *here : heads.front();
  RunRow row = std::move(catalog_.load_runs(std::span(&last.rowid, 1), RunParts::all).front());
  row.home = home_from(path, row.home.value_or(unarchived(row.path)));
  row.path = path;
  row.status = RunStatus::lost;
  row.attempt = events.attempt;
  row.record_path = events_path(path, events.id, events.attempt);
  row.record_size = 0;
  row.record_mtime = 0;
  if (catalog_.put_run(row) != PutResult::unchanged) ++report_.added;
}

void CatalogSync::remove_run(const std::string& path, const RunId& id) {
  if (!catalog_.remove_run_at(path, id)) return;
  set_folder_marks(catalog_, parent_path(path), {});
  ++report_.removed;
  catalog_.mark_views_stale();
}

void CatalogSync::take_in(const std::string& path, const RunReading& reading, Source source) {
  for (const std::string& problem : reading.problems) report_problem(path, problem);
  switch (reading.what) {
    case RunReading::What::row:
      if (catalog_.put_run(reading.row) == PutResult::unchanged) return;
      ++report_.added;
      // The views of a run that has not ended follow at its end.
      if (source == Source::disk && reading.row.record_size > 0) catalog_.mark_views_stale();
      return;
    case RunReading::What::gone:
    case RunReading::What::damaged:
      remove_run(path, reading.id);
      return;
    case RunReading::What::torn:
      take_in_lost(path, *reading.events);
      return;
    case RunReading::What::hidden:
      return;
  }
}

void CatalogSync::put_run(const std::string& path, const RunId& id, Source source) {
  take_in(path, read_run(project_, path, id), source);
}

/// Whether the record in `path` is the one that was read before, here or where it lay then; the row
/// of one that was moved follows it.
bool CatalogSync::is_known(const std::string& path, const RunId& id) {
  const std::string folder = project_.absolute(path);
  std::optional<FileStat> record;
  // Where this user may not look, reading says so.
  if (denied_by([&] { record = stat_path(record_path(folder, id)); }) || !record) return false;
  const std::optional<FileStat> user = stat_path(user_path(folder, id));
  const std::int64_t user_mtime = user ? user->mtime_ns : 0;
  std::vector<RunHead> heads = catalog_.find_by_id(id);
  std::erase_if(heads, [&](const RunHead& head) {
    return head.record_size != static_cast<std::int64_t>(record->size) ||
           head.record_mtime != record->mtime_ns || head.user_mtime != user_mtime;
  });
  // A journal may have told of the new place before: the old row then goes with the old folder.
  if (std::ranges::find(heads, path, &RunHead::path) != heads.end()) return true;
  for (const RunHead& head : heads) {
    if (!is_gone(project_, head.record_path)) continue;
    catalog_.move_run(head, path, record_path(path, id));
    ++report_.added;
    catalog_.mark_views_stale();
    return true;
  }
  return false;
}

void CatalogSync::put_files(const std::string& path, const RunFiles& files) {
  const std::vector<RunId> present = ids_of(files);
  for (const RunHead& known : catalog_.find_by_path(path)) {
    if (is_adopted(known)) continue;
    if (std::binary_search(present.begin(), present.end(), known.id)) continue;
    remove_run(path, known.id);
  }
  for (const RunId& id : present) {
    if (!is_known(path, id)) put_run(path, id, Source::disk);
  }
}

/// Folders of runs are not watched: a folder's mtime tells of what is below it. Returns whether
/// this one is.
bool CatalogSync::watch(const ScannedFolder& folder) {
  const bool is_run = !folder.files.records.empty() || !folder.files.events.empty();
  const bool holds_runs = !is_run || folder.files.has_group;
  if (!holds_runs || project_.adopted_at(folder.path) != nullptr) return false;
  catalog_.set_folder_mtime(folder.path, suspects_.contains(folder.path) ? 0 : folder.mtime_ns);
  return true;
}

void CatalogSync::put_folder(const ScannedFolder& folder) {
  // What is known of it stays, until somebody may look again.
  if (folder.denied) return report_problem(folder.path, *folder.denied);
  remove_old_temporaries(project_, folder);
  put_files(folder.path, folder.files);
  FolderReading reading{.folder = folder};
  read_group_into(project_, reading);
  if (reading.group) catalog_.put_group(*reading.group);
  for (const std::string& problem : reading.problems) report_problem(folder.path, problem);
  watch(folder);
}

void CatalogSync::fill(const std::function<void(std::size_t)>& tell, std::string_view except) {
  std::unordered_map<std::string, FolderMarks> marks;
  const auto take = [&](const FolderReading& reading) {
    const std::string& path = reading.folder.path;
    const std::size_t runs_before = report_.added;
    for (const std::string& problem : reading.problems) report_problem(path, problem);
    if (reading.folder.denied) return report_.denied.push_back(path);
    for (const RunReading& run : reading.runs) {
      for (const std::string& problem : run.problems) report_problem(path, problem);
      if (run.what != RunReading::What::row) continue;
      catalog_.add_run(run.row);
      ++report_.added;
    }
    if (reading.group) catalog_.put_group(*reading.group);
    remove_old_temporaries(project_, reading.folder);
    const bool is_watched = watch(reading.folder);
    if (is_watched || report_.added > runs_before) {
      marks[parent_path(path)].push_back(name_mark(base_name(path)));
    }
    tell(report_.added);
  };
  for (const std::string& folder : project_.result_folders()) {
    read_folders_below(project_, folder, take);
  }
  for (auto& [folder, known] : marks) {
    if (!catalog_.folder_mtime(folder) || suspects_.contains(folder)) continue;
    std::sort(known.begin(), known.end());
    set_folder_marks(catalog_, folder, known);
  }
  if (report_.added > 0) catalog_.mark_views_stale();
  fill_adopted(except);
  std::sort(report_.problems.begin(), report_.problems.end());
}

void CatalogSync::walk(const std::string& start) {
  walk_folders(project_, start, [this](const ScannedFolder& folder) { put_folder(folder); });
}

void CatalogSync::walk_new(const std::string& start) {
  std::set<std::string> known;
  for (const RunHead& run : catalog_.find_below(start)) {
    if (run.user_mtime != kUnreadableUserFile) known.insert(run.path);
  }
  walk_folders(
      project_, start, [this](const ScannedFolder& folder) { put_folder(folder); }, known);
}

void CatalogSync::remove_below(const std::string& path) {
  const std::vector<RunHead> below = catalog_.find_below(path);
  if (std::any_of(below.begin(), below.end(), is_adopted)) {
    for (const RunHead& run : below) {
      if (!is_adopted(run)) remove_run(run.path, run.id);
    }
  } else if (const std::size_t removed = catalog_.remove_below(path); removed > 0) {
    report_.removed += removed;
    catalog_.mark_views_stale();
  }
  catalog_.forget_folders(path);
  for (const GroupRow& group : catalog_.groups()) {
    if (is_below(group.path, path)) catalog_.remove_group(group.path);
  }
}

/// What all folders of one rescan are compared with.
struct CatalogSync::Known {
  FoldersByParent watched;
  std::vector<std::string> unread;  ///< Folders of runs whose user file could not be read.
};

bool CatalogSync::is_known_folder(const std::string& path) const {
  return catalog_.folder_mtime(path) || !catalog_.find_by_path(path).empty();
}

/// Compares a folder with the rows: leaves only the new ones of its subfolders, makes the marks of
/// the others, and adds to `gone` what the rows know and the folder has no more.
ScannedFolder CatalogSync::rescan_by_rows(ScannedFolder folder, const Known& known,
                                          FolderMarks& marks,
                                          std::vector<std::string>& gone) const {
  const auto below = known.watched.find(folder.path);
  const Catalog::RunFolders rows = catalog_.folders_of_runs_in(folder.path);
  // A group folder whose runs were put in by their journal is known when it is watched, too.
  const std::vector<std::string> names =
      below == known.watched.end() ? rows.runs : merged(rows.runs, below->second);
  for (const std::string& name : without(merged(names, rows.holders), folder.subfolders)) {
    gone.push_back(join_path(folder.path, name));
  }
  std::vector<std::string> arrived = without(folder.subfolders, names);
  marks.clear();
  for (const std::string& name : without(folder.subfolders, arrived)) {
    marks.push_back(name_mark(name));
  }
  folder.subfolders = std::move(arrived);
  return folder;
}

/// Walks the new subfolders of a folder; those that hold something get their marks.
void CatalogSync::take_in_arrivals(const ScannedFolder& folder, const Known& known,
                                   FolderMarks& marks) {
  if (folder.denied) return put_folder(folder);
  for (const std::string& name : folder.subfolders) walk_new(join_path(folder.path, name));
  for (const std::string& run : known.unread) {
    if (parent_path(run) == folder.path) walk(run);
  }
  put_folder(folder);
  for (const std::string& name : folder.subfolders) {
    if (is_known_folder(join_path(folder.path, name))) marks.push_back(name_mark(name));
  }
  // A suspect folder is compared with the rows again, until what is wrong in it is mended.
  if (suspects_.contains(folder.path)) marks.clear();
  std::sort(marks.begin(), marks.end());
  set_folder_marks(catalog_, folder.path, marks);
}

void CatalogSync::rescan(const std::vector<std::string>& paths) {
  if (paths.empty()) return;
  const Known known{watched_folders(catalog_), catalog_.paths_with_unread_user_file()};
  std::vector<Relisted> folders;
  for (const std::string& path : paths) {
    if (is_below(path, kAdoptedFolder)) continue;
    if (project_.adopted_at(path) != nullptr) {
      catalog_.forget_folders(path);
      continue;
    }
    folders.push_back({path, folder_marks(catalog_, path), {}});
  }
  scan_all(project_, folders);
  std::vector<std::string> gone;
  for (auto& [path, marks, folder] : folders) {
    if (!folder) {
      folder = scan_folder(project_, path);
      if (folder && !folder->denied)
        folder = rescan_by_rows(*std::move(folder), known, marks, gone);
    }
    if (folder) {
      take_in_arrivals(*folder, known, marks);
    } else {
      gone.push_back(path);
    }
  }
  for (const std::string& path : gone) remove_below(path);
}

bool is_of_this_layout(const Project& project, const Catalog& catalog) {
  return filled_from(catalog) == walk_text(project);
}

bool is_gone(const Project& project, const std::string& path) {
  bool gone = false;
  denied_by([&] { gone = !stat_path(project.absolute(path)); });
  return gone;
}

bool is_adopted(const RunHead& run) { return is_below(run.record_path, kAdoptedFolder); }

std::vector<RunHead> open_runs(const Catalog& catalog) {
  std::vector<RunHead> runs = catalog.unended();
  std::erase_if(runs, is_adopted);
  return runs;
}

std::vector<RunHead> overwritten_runs(const Project& project, const Catalog& catalog,
                                      SyncReport& report) {
  // A look at so many files takes about a millisecond.
  constexpr std::int64_t kFewRuns = 1000;
  if (catalog.database().scalar("SELECT count(*) FROM runs") > kFewRuns) return {};
  std::vector<RunHead> runs = catalog.heads();
  std::erase_if(runs, [&](const RunHead& run) {
    if (is_adopted(run) || run.record_size == 0) return true;
    std::optional<FileStat> status;
    if (denied_by([&] { status = stat_path(project.absolute(run.record_path)); })) {
      note_denied(project, run.record_path, report);
      return true;
    }
    return status && status->size == static_cast<std::uint64_t>(run.record_size) &&
           status->mtime_ns == run.record_mtime;
  });
  return runs;
}

void note_denied(const Project& project, const std::string& path, SyncReport& report) {
  const auto is_around = [&](const std::string& folder) { return is_below(path, folder); };
  if (std::ranges::any_of(report.denied, is_around)) return;
  DeniedFolder folder = denied_folder(project, path);
  report.problems.push_back(std::move(folder.message));
  report.denied.push_back(std::move(folder.path));
}

bool is_behind(const Project& project, const Catalog& catalog, SyncReport& report) {
  if (!is_of_this_layout(project, catalog)) return true;
  for (const auto& [folder, mtime] : catalog.folders()) {
    std::optional<FileStat> status;
    if (denied_by([&] { status = stat_following(project.absolute(folder)); })) {
      note_denied(project, folder, report);
    } else if (!status || status->mtime_ns != mtime) {
      return true;
    }
  }
  const std::string journals = project.hidden("journal");
  for (const FolderEntry& entry : list_folder(journals)) {
    const std::optional<FileStat> status = stat_path(join_path(journals, entry.name));
    const std::int64_t offset = catalog.journal_offset(entry.name);
    if (status && static_cast<std::int64_t>(status->size) > offset) return true;
  }
  if (!catalog.folder_mtime(kAdoptedFolder) && !project.adopted.empty()) return true;
  return !open_runs(catalog).empty();
}

}  // namespace cairn
