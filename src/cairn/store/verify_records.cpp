#include "cairn/store/verify_records.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/store/store_paths.h"
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
  const bool is_below_it = entry.kind == TrashKind::group && is_below(run.path, entry.path);
  return is_below_it && run.path != entry.path
             ? join_path(contents, relative_to(run.path, entry.path))
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

}  // namespace

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
