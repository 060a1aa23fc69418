#include "cairn/verify/verify_records.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/counted.h"
#include "cairn/base/denied.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/layout/paths.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/groups.h"
#include "cairn/store/journal.h"
#include "cairn/store/link_above.h"
#include "cairn/store/live.h"
#include "cairn/store/refresh.h"
#include "cairn/store/trash_entry.h"
#include "cairn/store/user_edits.h"

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

/// What a `.run` says of one run, beside what was typed.
struct RunTraces {
  bool has_record = false;
  int attempt = 0;        ///< The newest with an events file; 0: none.
  bool is_kept = false;   ///< Whether a commit kept that file: that attempt had a record.
  bool has_more = false;  ///< A log, or a history.

  /// Whether its newest attempt began, and nothing says that it ended.
  bool is_open() const { return attempt > 0 && !is_kept; }
};

RunTraces traces_of(const std::string& folder, const RunId& id) {
  RunTraces traces;
  for (const FolderEntry& file : list_folder(run_files_folder(folder))) {
    const std::optional<RunFileName> name = parse_run_file_name(file.name);
    if (!name || !(name->id == id)) continue;
    traces.has_record |= name->kind == RunFileName::Kind::record;
    traces.has_more |=
        name->kind == RunFileName::Kind::log || name->kind == RunFileName::Kind::history;
    if (name->kind == RunFileName::Kind::events) {
      traces.attempt = std::max(traces.attempt, name->attempt);
    }
  }
  traces.is_kept = traces.attempt > 0 && was_kept(events_path(folder, id, traces.attempt));
  return traces;
}

/// Whether the entry has the record of the run, or an attempt that never got one, or it is still on
/// its way there. A record that was gone before a new attempt was made is no loss of the trash.
bool run_is_in_entry(const Project& project, const TrashEntry& entry, const TrashedRun& run) {
  const RunTraces traces = traces_of(project.absolute(folder_in(project, entry, run)), run.id);
  if (traces.has_record || traces.is_open()) return true;
  if (entry.kind == TrashKind::attempt && traces.attempt > 0) return true;
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
  int attempt = 0;  ///< The one that the catalog has read a record of; 0: it does not tell.
  bool is_journaled = false;

  auto operator<=>(const KnownRun& other) const {
    return std::tie(path, id.text) <=> std::tie(other.path, other.id.text);
  }
};

/// Runs that have a record by what the catalog, the journals and their other files say; none is
/// believed.
class LostRecords {
 public:
  LostRecords(const Project& project, const Vouched& vouched,
              const std::vector<std::string>& folders)
      : project_(project), folders_(folders) {
    for (const VouchedRun& run : vouched.runs) {
      there_.insert(run.id.text);
      on_record_.insert(record_path(run.folder, run.id));
    }
    std::vector<std::string> problems;  // find_lost_in_trash names them.
    trash_ = list_trash(project, problems);
    for (const TrashEntry& entry : trash_) {
      for (const TrashedRun& run : entry.runs) there_.insert(run.id.text);
    }
  }

  std::vector<Finding> find(const std::vector<TreeFolder>& tree) {
    // The catalog comes first, which tells more of a run than the others.
    ask_catalog();
    ask_journals();
    ask_folders(tree);
    std::string without_run_files;
    for (const KnownRun& run : runs_) {
      // One finding for each folder: what is lost is its `.run`.
      if (run.path == without_run_files) continue;
      if (has_lost_its_files(run.path)) {
        without_run_files = run.path;
        if (!there_.contains(run.id.text)) add(Finding::Kind::record, run.path, run.id.text);
      } else {
        // Where this user may not look, nothing is said to be gone.
        denied_by([&] { look_for_record(run); });
      }
    }
    return std::move(findings_);
  }

 private:
  /// Of a million runs few have no record where they are known.
  void note(KnownRun run) {
    if (!on_record_.contains(record_path(run.path, run.id))) runs_.insert(std::move(run));
  }

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
        if (run.record_size <= 0 || !is_asked(run.path)) continue;
        note({run.path, run.id, static_cast<int>(run.attempt)});
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
        if (is_asked(run.path) && !is_shared(run.path)) note({run.path, run.id, 0, true});
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

  /// Runs of which a file of `.run` tells that they began.
  void ask_folders(const std::vector<TreeFolder>& tree) {
    for (const TreeFolder& folder : tree) {
      if (base_name(folder.path) != kRunFolder || is_below(folder.path, ".cairn")) continue;
      for (const FolderEntry& file : folder.entries) {
        const std::optional<RunFileName> name = parse_run_file_name(file.name);
        if (name) note({parent_path(folder.path), name->id});
      }
    }
  }

  /// Names the record of a run whose folder has a `.run`.
  void look_for_record(const KnownRun& run) {
    const std::string folder = project_.absolute(run.path);
    const std::optional<FileStat> files = stat_path(run_files_folder(folder));
    if (!files || !files->is_folder()) return;
    const RunTraces traces = traces_of(folder, run.id);
    if (traces.has_record) return look_for_link(run);
    if (is_being_moved(run)) return;
    // An attempt that is newer than what the catalog knows is one that has not ended, or was
    // killed.
    if (traces.is_open() && traces.attempt > run.attempt) return;
    // Without any file of the run, it may have been moved, cleaned, or replaced.
    const bool has_traces = traces.attempt > 0 || traces.has_more;
    if (!has_traces && (there_.contains(run.id.text) || !is_known(run))) return;
    // A commit may have ended while the folder was listed.
    if (stat_path(record_path(folder, run.id))) return;
    findings_.push_back(
        {.kind = Finding::Kind::record,
         .path = record_path(run.path, run.id),
         .message = fmt::format("it is not there, and run {} has ended", run.id.text),
         .run = run.id.text,
         .hint = std::string(kBringBack)});
  }

  /// The record is there, and no walk came to it: the way to it leads through a link.
  void look_for_link(const KnownRun& run) {
    if (there_.contains(run.id.text)) return;
    const auto link = link_above(project_, join_path(run.path, kRunFolder));
    if (!link || !links_.insert(*link).second) return;
    findings_.push_back({.kind = Finding::Kind::link,
                         .path = *link,
                         .message = fmt::format("it is a link, and run {}, which lay here, is not "
                                                "seen behind it",
                                                run.id.text),
                         .run = run.id.text,
                         .hint = "put the folder itself in the place of the link"});
  }

  /// Whether catalog or journal says that the run ended here: a file that was typed does not.
  bool is_known(const KnownRun& run) const { return run.attempt > 0 || run.is_journaled; }

  /// Whether files of the run are between its folder, which others share, and the trash.
  bool is_being_moved(const KnownRun& run) const {
    return std::ranges::any_of(trash_, [&](const TrashEntry& entry) {
      const bool is_its = std::ranges::any_of(entry.runs, [&](const TrashedRun& trashed) {
        return trashed.id == run.id && trashed.path == run.path;
      });
      return is_its && std::ranges::any_of(entry.parts, [&](const std::string& part) {
               return !stat_path(join_path(trash_contents_path(project_, entry), part));
             });
    });
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
  std::set<std::string> there_;      ///< The ids of runs whose records lie somewhere.
  std::set<std::string> on_record_;  ///< The paths of those records.
  std::vector<TrashEntry> trash_;
  std::set<std::string> links_;  ///< Those that were named.
  std::set<KnownRun> runs_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> find_lost_records(const Project& project, const std::vector<TreeFolder>& tree,
                                       const Vouched& vouched,
                                       const std::vector<std::string>& folders) {
  return LostRecords(project, vouched, folders).find(tree);
}

std::vector<Finding> find_unreadable_typed(const Project& project,
                                           const std::vector<TreeFolder>& tree,
                                           std::vector<GroupRow>& groups) {
  std::vector<Finding> findings;
  const auto guarded = [&](Finding::Kind kind, const std::string& path, const auto& read) {
    try {
      read();
    } catch (const Error& error) {
      findings.push_back(
          {.kind = kind, .path = path, .message = error.message(), .hint = error.hint()});
    }
  };
  const auto read_group = [&](const std::string& folder) {
    const std::optional<GroupFile> group = read_group_file(project, folder);
    if (group && !is_below(folder, ".cairn")) groups.push_back(to_row(folder, *group));
  };
  for (const TreeFolder& folder : tree) {
    if (base_name(folder.path) != kRunFolder) continue;
    const std::string place = parent_path(folder.path);
    for (const FolderEntry& entry : folder.entries) {
      const std::string path = join_path(folder.path, entry.name);
      if (entry.name == "group.json") {
        guarded(Finding::Kind::group_file, path, [&] { read_group(place); });
      }
      const std::optional<RunFileName> name = parse_run_file_name(entry.name);
      if (name && name->kind == RunFileName::Kind::user) {
        guarded(Finding::Kind::user_file, path,
                [&] { read_user_edits(project.absolute(place), name->id); });
      }
    }
  }
  return findings;
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
  std::set<std::string> runs;
  for (const VouchedRun& run : vouched.runs) {
    leaving.insert(run.spare_folder);
    runs.insert(run.folder);
  }
  // What a run wrote below its folder may bear any name.
  const auto lies_in_run = [&](std::string path) {
    for (path = parent_path(path); !path.empty(); path = parent_path(path)) {
      if (runs.contains(path)) return true;
    }
    return false;
  };
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
    const auto files = std::ranges::find(folder.entries, kRunFolder, &FolderEntry::name);
    if (files != folder.entries.end() && files->kind != FileStat::Kind::folder &&
        !is_below(folder.path, ".cairn") && !lies_in_run(folder.path)) {
      const bool is_link = files->kind == FileStat::Kind::link;
      findings.push_back(
          {.kind = Finding::Kind::record,
           .path = join_path(folder.path, kRunFolder),
           .message = fmt::format("{} is in the place of the folder with the record",
                                  is_link ? "a link" : "a file"),
           .hint = is_link ? "put the folder itself in the place of the link"
                           : "bring it back from a copy of the store, or move the folder away"});
    }
    if (!empty.contains(folder.path) || folder.entries.size() < 2) continue;
    findings.push_back({.kind = Finding::Kind::record,
                        .path = join_path(folder.path, kRunFolder),
                        .message = "no record is in it: nothing tells what lies beside it",
                        .hint = "bring it back from a copy of the store, or move the folder away"});
  }
  return findings;
}

namespace {

Finding elsewhere(const Project& project, const std::string& path, std::size_t runs,
                  std::string_view and_so) {
  return {.kind = Finding::Kind::elsewhere,
          .path = path,
          .message = fmt::format("{} here, where the layout '{}' does not look{}",
                                 counted(runs, "run lies", "runs lie"),
                                 printable(project.layout.name), and_so),
          .hint =
              "cairn config layout says which one cairn.yaml names; cairn migrate copies runs "
              "from one to another"};
}

}  // namespace

std::vector<Finding> find_elsewhere(const Project& project, const Vouched& vouched) {
  std::vector<Finding> findings;
  std::map<std::string, std::size_t> unseen;  // By the first folder.
  for (const std::string& folder : runs_out_of_reach(project, vouched)) {
    ++unseen[folder.substr(0, folder.find('/'))];
  }
  for (const auto& [folder, runs] : unseen) {
    findings.push_back(elsewhere(project, folder, runs, "; no other command sees them"));
  }
  std::set<std::string> known;
  for (const VouchedRun& run : vouched.runs) known.insert(run.folder);
  std::vector<std::string> roots = run_roots_of_all_layouts(project);
  for (const std::string& own : run_roots(project)) std::erase(roots, own);
  for (const std::string& root : roots) {
    std::vector<DeniedFolder> denied;
    Vouched there = read_vouched(project, list_tree(project, {root}, denied));
    std::erase_if(there.runs, [&](const VouchedRun& run) { return known.contains(run.folder); });
    if (there.runs.empty()) continue;
    findings.push_back(elsewhere(project, root, there.runs.size(), ": not checked"));
  }
  return findings;
}

}  // namespace cairn
