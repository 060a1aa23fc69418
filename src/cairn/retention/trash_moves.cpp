#include "cairn/retention/trash_moves.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/record/record.h"
#include "cairn/record/run_parts.h"
#include "cairn/record/store_paths.h"
#include "cairn/retention/purge.h"
#include "cairn/store/archive_paths.h"
#include "cairn/store/groups.h"
#include "cairn/store/link_above.h"
#include "cairn/store/live.h"
#include "cairn/store/loose_files.h"
#include "cairn/store/resolve.h"
#include "cairn/store/results_place.h"
#include "cairn/store/scan.h"
#include "cairn/store/user_edits.h"

namespace cairn {

namespace {

bool is_shared(const Project& project, const RunHead& run) {
  const Kind* kind = find_kind(project.layout, run.kind);
  return kind != nullptr && kind->shared;
}

/// Every run that the disk has below a folder, whatever the catalog knows: "path\nid".
std::set<std::string> runs_on_disk(const Project& project, const std::string& path) {
  std::set<std::string> runs;
  walk_folders(project, path, [&](const ScannedFolder& folder) {
    // What lies there nobody knows: runs that were not chosen, for all that can be said.
    if (folder.denied) runs.insert(folder.path + "\n");
    for (const RunId& id : folder.files.records) runs.insert(folder.path + "\n" + id.text);
    for (const RunFileName& file : folder.files.events) {
      runs.insert(folder.path + "\n" + file.id.text);
    }
  });
  return runs;
}

std::set<std::string> names_of(const std::vector<RunHead>& runs) {
  std::set<std::string> names;
  for (const RunHead& run : runs) names.insert(run.path + "\n" + run.id.text);
  return names;
}

class MovePlanner {
 public:
  MovePlanner(const Project& project, const Catalog& catalog, const std::vector<RunHead>& going,
              LooseFiles loose)
      : project_(project), catalog_(catalog), going_(going), loose_(loose) {
    for (const RunHead& run : going) rowids_.insert(run.rowid);
  }

  std::vector<TrashMove> plan(const std::vector<std::string>& empty_groups) {
    for (const RunHead& run : going_) {
      if (!take_group(run)) left_.push_back(run);
    }
    std::ranges::sort(left_, [](const RunHead& a, const RunHead& b) {
      return a.path != b.path ? a.path < b.path : a.id.text < b.id.text;
    });
    for (const RunHead& run : left_) take_run(run);
    for (const std::string& group : empty_groups) {
      if (!may_go_whole(group)) continue;
      moves_.emplace(group, TrashMove{.kind = TrashKind::group, .path = group});
    }
    std::vector<TrashMove> moves;
    for (auto& [path, move] : moves_) moves.push_back(std::move(move));
    return moves;
  }

 private:
  /// Whether a group around the run goes as a whole; the outermost one does.
  bool take_group(const RunHead& run) {
    for (const GroupPlace& group : groups_above(project_.layout, run.kind, run.path)) {
      const auto [known, is_new] = goes_whole_.try_emplace(group.path, false);
      if (is_new) known->second = decide(group.path);
      if (known->second) return true;
    }
    return false;
  }

  bool decide(const std::string& path) {
    const std::vector<RunHead> below = catalog_.find_below(path);
    const bool all_go = std::ranges::all_of(
        below, [this](const RunHead& run) { return rowids_.contains(run.rowid); });
    if (!all_go || runs_on_disk(project_, path) != names_of(below)) return false;
    if (!may_go_whole(path)) return false;
    moves_.emplace(path, TrashMove{.kind = TrashKind::group, .path = path, .runs = below});
    return true;
  }

  /// In some layouts the folder of all results is a group as well, and what stands for it in the
  /// archive.
  bool is_everything(const std::string& path) const {
    const std::vector<std::string> all = project_.result_folders();
    const auto lies_here = [&](const std::string& folder) { return is_below(folder, path); };
    return is_archive_level(project_.layout, path) || std::ranges::any_of(all, lies_here);
  }

  bool may_go_whole(const std::string& path) const {
    if (is_everything(path)) return false;
    return loose_ == LooseFiles::go_along || !first_loose_file(project_, path);
  }

  /// Runs below the folder of a run go with it: the choice has seen to it that they all do.
  void take_run(const RunHead& run) {
    const bool shared = is_shared(project_, run);
    if (!shared && !moves_.empty()) {
      auto last = moves_.upper_bound(run.path);
      if (last != moves_.begin()) {
        TrashMove& outer = std::prev(last)->second;
        if (!outer.is_shared && is_below(run.path, outer.path)) {
          outer.runs.push_back(run);
          return;
        }
      }
    }
    // Several runs of one shared folder are entries of their own.
    const std::string key = shared ? run.path + "\n" + run.id.text : run.path;
    moves_.emplace(key, TrashMove{.path = run.path, .runs = {run}, .is_shared = shared});
  }

  const Project& project_;
  const Catalog& catalog_;
  const std::vector<RunHead>& going_;
  LooseFiles loose_;
  std::set<std::int64_t> rowids_;
  std::map<std::string, bool> goes_whole_;
  std::vector<RunHead> left_;
  std::map<std::string, TrashMove, PathOrder> moves_;  ///< A run stands right behind its holder.
};

[[noreturn]] void refuse_changed(const RunHead& run, std::string_view what) {
  throw Error(ErrorCode::conflict, fmt::format("run {} {}", run.id.text, what),
              "it was left where it is; look again with: cairn ls");
}

/// The run as it was chosen; what happens to runs happens under the lock that the caller holds.
void check_unchanged(const Project& project, const RunHead& run, PinRule pins) {
  const std::string path = project.absolute(run.record_path);
  const std::optional<FileStat> status = stat_path(path);
  if (!status) refuse_changed(run, "is not there any more");
  const bool has_record = !is_open_attempt(run);
  const std::string folder = project.absolute(run.path);
  if (has_record && (status->size != static_cast<std::uint64_t>(run.record_size) ||
                     status->mtime_ns != run.record_mtime)) {
    refuse_changed(run, "has another record now");
  }
  if (has_live_attempt(folder, run.id)) refuse_changed(run, "is running");
  if (pins == PinRule::refuse && read_user_edits(folder, run.id).pinned) {
    refuse_changed(run, "is pinned");
  }
}

void sync_whole_move(const Project& project, const TrashEntry& entry, const TrashMove& move) {
  if (project.spec.durability != Durability::full) return;
  fsync_path(Site::trash_folder, trash_entry_path(project, entry));
  const std::string above = parent_path(project.absolute(move.path));
  if (stat_path(above)) fsync_path(Site::trash_folder, above);
}

void move_shared_run(const Project& project, const TrashEntry& entry) {
  const std::string home = project.absolute(entry.path);
  const std::string contents = trash_contents_path(project, entry);
  make_folder(Site::trash_folder, contents);
  // The record goes first: from then on the run does not count.
  const std::vector<std::string> record_first(entry.parts.rbegin(), entry.parts.rend());
  refuse_links_above(project, entry.path, entry.parts);
  move_parts(Site::trash_move, home, contents, record_first);
  remove_empty_folder(Site::trash_move, home);
  if (project.spec.durability == Durability::full) {
    sync_parts(Site::trash_folder, home, contents, entry.parts);
  }
}

/// The highest attempt of a run whose files lie in `folder`; 0: none does.
int last_attempt(const std::string& folder, const RunId& id) {
  int last = 0;
  for (const FolderEntry& entry : list_folder(run_files_folder(folder))) {
    const std::optional<RunFileName> name = parse_run_file_name(entry.name);
    if (!name || !(name->id == id)) continue;
    last = std::max(last, name->attempt);
    if (name->kind == RunFileName::Kind::record) {
      last = std::max(last, read_record(folder, id).attempt().number);
    }
  }
  return last;
}

std::string label_of(const TrashMove& move) {
  return move.kind == TrashKind::group || move.runs.empty() ? base_name(move.path)
                                                            : move.runs.front().id.text;
}

}  // namespace

std::vector<TrashMove> plan_moves(const Project& project, const Catalog& catalog,
                                  const std::vector<RunHead>& going,
                                  const std::vector<std::string>& empty_groups, LooseFiles loose) {
  return MovePlanner(project, catalog, going, loose).plan(empty_groups);
}

TreeUsage usage_of(const Project& project, const std::vector<TrashMove>& moves) {
  std::vector<std::string> paths;
  for (const TrashMove& move : moves) {
    const std::string folder = project.absolute(move.path);
    if (!move.is_shared) {
      paths.push_back(folder);
      continue;
    }
    for (const std::string& part : run_parts(folder, move.runs.front().id)) {
      paths.push_back(join_path(folder, part));
    }
  }
  return tree_usage(paths);
}

void check_move(const Project& project, const TrashMove& move, PinRule pins) {
  refuse_link_above(project, move.path);
  for (const RunHead& run : move.runs) check_unchanged(project, run, pins);
  // A shared folder holds runs that stay; any other goes with all that lies in it. Only a copy that
  // a power cut left behind names no run.
  const bool names_runs = move.kind == TrashKind::group || !move.runs.empty();
  if (!move.is_shared && names_runs && runs_on_disk(project, move.path) != names_of(move.runs)) {
    throw Error(ErrorCode::conflict,
                fmt::format("there are other runs in '{}' than before", printable(move.path)),
                "it was left where it is; look again with: cairn ls");
  }
  if (!move.is_shared) return;
  const std::string folder = project.absolute(move.path);
  refuse_links_above(project, move.path, run_parts(folder, move.runs.front().id));
}

TrashEntry move_into_trash(const Project& project, const TrashMove& move,
                           const std::string& reason) {
  const FileLock lock = lock_edits(project);
  return move_into_trash(project, lock, move, reason);
}

TrashEntry move_into_trash(const Project& project, const FileLock& edits, const TrashMove& move,
                           const std::string& reason) {
  check_move(project, move);
  require_one_disk(project, move.path, "trash");
  TrashEntry entry{.kind = move.kind, .path = move.path, .reason = reason};
  for (const RunHead& run : move.runs) {
    entry.runs.push_back({run.id, run.digest, run.path, run.name});
  }
  if (move.is_shared) {
    entry.parts = run_parts(project.absolute(move.path), move.runs.front().id);
  }
  make_trash_entry(project, edits, label_of(move), entry);
  if (move.is_shared) {
    move_shared_run(project, entry);
  } else {
    move_to_new(Site::trash_move, project.absolute(move.path), trash_contents_path(project, entry));
    sync_whole_move(project, entry, move);
  }
  return entry;
}

void remove_for_good(const Project& project, const TrashMove& move) {
  const std::string folder = project.absolute(move.path);
  std::string doomed;
  {
    const FileLock lock = lock_edits(project);
    check_move(project, move);
    if (!move.is_shared) {
      require_one_disk(project, move.path, "trash");
      doomed = doom_path(project, label_of(move));
      move_to_new(Site::trash_purge, folder, doomed);
    } else {
      const std::vector<std::string> parts = run_parts(folder, move.runs.front().id);
      // The record goes first: from then on the run does not count.
      for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
        remove_tree(Site::trash_purge, join_path(folder, *part));
      }
    }
  }
  if (!doomed.empty()) remove_tree(Site::trash_purge, doomed);
}

void finish_trash_moves(const Project& project) {
  const FileLock lock = lock_edits(project);
  std::vector<std::string> problems;
  for (const TrashEntry& entry : list_trash(project, problems)) {
    if (entry.parts.empty()) continue;
    // A new attempt of the run may have begun there: its files are not ours to move.
    const std::string home = project.absolute(entry.path);
    const RunId& id = entry.runs.front().id;
    const int moved = last_attempt(trash_contents_path(project, entry), id);
    const bool is_begun_anew = last_attempt(home, id) > moved;
    if (moved == 0 || is_begun_anew || stat_path(record_path(home, id))) continue;
    try {
      move_shared_run(project, entry);
    } catch (const Error& error) {
      // What lies behind a link now is not ours to move, and must not stop what is done next.
      if (error.code() != ErrorCode::conflict) throw;
    }
  }
}

}  // namespace cairn
