#include "cairn/verify/verify_records.h"

#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/denied.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/layout/paths.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/journal.h"
#include "cairn/store/refresh.h"
#include "cairn/store/trash_entry.h"

namespace cairn {

namespace {

constexpr std::string_view kBringBack = "bring it back from a copy of the store";

/// Whether a file of `.run` tells that a run began or ended there.
bool tells_of_a_run(const FolderEntry& entry) {
  const std::optional<RunFileName> name = parse_run_file_name(entry.name);
  return name &&
         (name->kind == RunFileName::Kind::record || name->kind == RunFileName::Kind::events);
}

/// Where the folder of `run` lies in the entry, relative to the project.
std::string folder_in(const Project& project, const TrashEntry& entry, const TrashedRun& run) {
  const std::string contents = relative_to(trash_contents_path(project, entry), project.root);
  return is_below(run.path, entry.path) ? join_path(contents, relative_to(run.path, entry.path))
                                        : contents;
}

/// What moved out of the way of a first attempt was no run, whatever its place says.
bool was_no_run(const TrashEntry& entry) {
  return entry.kind == TrashKind::attempt && entry.reason == "replaced by attempt 1";
}

/// Whether the run began, or ended, in the entry or is still on its way there.
bool run_is_in_entry(const Project& project, const TrashEntry& entry, const TrashedRun& run) {
  const std::string folder = project.absolute(folder_in(project, entry, run));
  for (const FolderEntry& file : list_folder(run_files_folder(folder))) {
    const std::optional<RunFileName> name = parse_run_file_name(file.name);
    if (name && name->id == run.id && tells_of_a_run(file)) return true;
  }
  const bool is_on_its_way = !entry.parts.empty();
  return is_on_its_way && stat_path(record_path(project.absolute(run.path), run.id));
}

std::string note_of(const std::string& name) {
  return join_path(join_path(std::string(kTrashFolder), name), "entry.json");
}

void look_at_entry(const Project& project, const TreeFolder& folder,
                   std::vector<Finding>& findings) {
  const std::string name = base_name(folder.path);
  const std::optional<TrashEntry> entry = read_trash_entry(project, name);
  if (!entry) {
    // The note comes first: without it and without contents nothing was moved.
    const bool has_contents =
        std::any_of(folder.entries.begin(), folder.entries.end(), [](const FolderEntry& one) {
          return one.kind == FileStat::Kind::folder && !one.name.starts_with(kTempPrefix);
        });
    if (!has_contents) return;
    findings.push_back({.kind = Finding::Kind::missing,
                        .path = note_of(name),
                        .message = "it is not there, and nothing else tells where this came from",
                        .hint = std::string(kBringBack)});
    return;
  }
  if (!stat_path(trash_contents_path(project, *entry)) || was_no_run(*entry)) return;
  for (const TrashedRun& run : entry->runs) {
    if (run_is_in_entry(project, *entry, run)) continue;
    findings.push_back({.kind = Finding::Kind::missing,
                        .path = record_path(folder_in(project, *entry, run), run.id),
                        .message = "the record is not there, and the trash says it is",
                        .run = run.id.text,
                        .hint = std::string(kBringBack)});
  }
}

/// A run that was somewhere.
struct KnownRun {
  std::string path;
  RunId id;

  auto operator<=>(const KnownRun& other) const {
    return std::tie(path, id.text) <=> std::tie(other.path, other.id.text);
  }
};

/// Runs that have a record by what the catalog and the journals say; neither is believed.
class LostRecords {
 public:
  LostRecords(const Project& project, const Vouched& vouched,
              const std::vector<std::string>& folders)
      : project_(project), folders_(folders) {
    for (const VouchedRun& run : vouched.runs) there_.insert(run.id.text);
    std::vector<std::string> problems;  // find_lost_in_trash names them.
    for (const TrashEntry& entry : list_trash(project, problems)) {
      for (const TrashedRun& run : entry.runs) there_.insert(run.id.text);
    }
  }

  std::vector<Finding> find() {
    ask_catalog();
    ask_journals();
    std::string last;
    for (const KnownRun& run : runs_) {
      // One finding for each folder: what is lost is its `.run`.
      if (run.path != last && is_lost(run)) add(Finding::Kind::record, run.path, run.id.text);
      last = run.path;
    }
    return std::move(findings_);
  }

 private:
  bool is_asked(const std::string& path) const {
    return !path.empty() && project_.adopted_at(path) == nullptr &&
           (folders_.empty() || std::ranges::any_of(folders_, [&](const std::string& folder) {
              return is_below(path, folder);
            }));
  }

  void ask_catalog() {
    try {
      const std::optional<Catalog> catalog = open_catalog_as_it_is(project_);
      if (!catalog || !catalog->is_complete()) return;
      for (const RunHead& run : catalog->heads()) {
        if (run.record_size > 0 && is_asked(run.path)) runs_.insert({run.path, run.id});
      }
      for (const GroupRow& group : catalog->groups()) {
        if (is_asked(group.path) && has_lost_its_files(group.path)) {
          add(Finding::Kind::group_file, group.path, "");
        }
      }
    } catch (const Error&) {
      // A damaged catalog tells nothing; `cairn doctor` says so.
    }
  }

  /// Lines of runs that were committed. Of a folder that runs share they do not tell what was
  /// deleted from it since.
  void ask_journals() {
    const std::string folder = project_.hidden("journal");
    for (const FolderEntry& entry : list_folder(folder)) {
      std::int64_t offset = 0;
      for (const JournalEntry& run : read_journal(join_path(folder, entry.name), offset)) {
        if (is_asked(run.path) && !is_shared(run.path)) runs_.insert({run.path, run.id});
      }
    }
  }

  bool is_shared(const std::string& path) const {
    const std::vector<LayoutReading> readings = parse_path(project_.layout, path);
    return std::ranges::any_of(readings, [this](const LayoutReading& reading) {
      const Kind* kind = find_kind(project_.layout, reading.name);
      return kind != nullptr && kind->shared;
    });
  }

  /// Whether a folder has everything but its `.run`.
  bool has_lost_its_files(const std::string& path) const {
    const std::string folder = project_.absolute(path);
    bool has_lost = false;
    // Where this user may not look, nothing is said to be gone.
    denied_by(
        [&] { has_lost = !stat_path(run_files_folder(folder)) && !list_folder(folder).empty(); });
    return has_lost;
  }

  bool is_lost(const KnownRun& run) const {
    return !there_.contains(run.id.text) && has_lost_its_files(run.path);
  }

  void add(Finding::Kind kind, const std::string& path, const std::string& run) {
    findings_.push_back(
        {.kind = kind,
         .path = join_path(path, kRunFolder),
         .message = run.empty() ? "it is not there, and the group was known by it"
                                : fmt::format("it is not there: run {} lay here", run),
         .run = run,
         .hint = "bring it back from a copy of the store, or move the folder away"});
  }

  const Project& project_;
  const std::vector<std::string>& folders_;
  std::set<std::string> there_;  ///< The ids of runs whose records lie somewhere.
  std::set<KnownRun> runs_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> find_lost_records(const Project& project, const Vouched& vouched,
                                       const std::vector<std::string>& folders) {
  return LostRecords(project, vouched, folders).find();
}

ChangedInTrash changed_before_trash(const Project& project, const std::vector<TreeFolder>& tree) {
  ChangedInTrash changed;
  for (const TreeFolder& folder : tree) {
    if (parent_path(folder.path) != kTrashFolder) continue;
    try {
      const std::optional<TrashEntry> entry = read_trash_entry(project, base_name(folder.path));
      if (!entry || entry->changed.empty() || entry->runs.empty()) continue;
      const std::string contents = folder_in(project, *entry, entry->runs.front());
      for (const ChangedFile& file : entry->changed) {
        changed[join_path(contents, file.path)] = {file, entry->reason};
      }
    } catch (const Error&) {
      // find_lost_in_trash tells of a note that cannot be read.
    }
  }
  return changed;
}

std::vector<Finding> find_lost_in_trash(const Project& project,
                                        const std::vector<TreeFolder>& tree) {
  std::vector<Finding> findings;
  for (const TreeFolder& folder : tree) {
    if (parent_path(folder.path) != kTrashFolder) continue;
    try {
      look_at_entry(project, folder, findings);
    } catch (const Error& error) {
      findings.push_back({.kind = Finding::Kind::unreadable,
                          .path = note_of(base_name(folder.path)),
                          .message = error.message(),
                          .hint = std::string(kBringBack)});
    }
  }
  return findings;
}

std::vector<Finding> find_without_record(const std::vector<TreeFolder>& tree,
                                         const Vouched& vouched) {
  std::set<std::string> with_run_files;
  for (const TreeFolder& folder : tree) {
    if (base_name(folder.path) == kRunFolder) with_run_files.insert(parent_path(folder.path));
  }
  std::set<std::string> leaving;  // Their files follow the record into the trash.
  for (const VouchedRun& run : vouched.runs) leaving.insert(run.spare_folder);
  std::set<std::string> empty;
  for (const TreeFolder& folder : tree) {
    if (base_name(folder.path) != kRunFolder || is_below(folder.path, ".cairn")) continue;
    const std::string place = parent_path(folder.path);
    const bool tells =
        std::any_of(folder.entries.begin(), folder.entries.end(), [](const FolderEntry& entry) {
          return entry.name == "group.json" || tells_of_a_run(entry);
        });
    const auto next = with_run_files.upper_bound(place + "/");
    const bool has_runs_below = next != with_run_files.end() && is_below(*next, place);
    if (!tells && !has_runs_below && !leaving.contains(place)) empty.insert(place);
  }
  std::vector<Finding> findings;
  for (const TreeFolder& folder : tree) {
    if (!empty.contains(folder.path) || folder.entries.size() < 2) continue;
    findings.push_back({.kind = Finding::Kind::record,
                        .path = join_path(folder.path, kRunFolder),
                        .message = "no record is in it: nothing tells what lies beside it",
                        .hint = "bring it back from a copy of the store, or move the folder away"});
  }
  return findings;
}

}  // namespace cairn
