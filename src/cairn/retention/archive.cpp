#include "cairn/retention/archive.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/catalog/archive_name.h"
#include "cairn/record/run_parts.h"
#include "cairn/record/store_paths.h"
#include "cairn/retention/join_parts.h"
#include "cairn/store/archive_paths.h"
#include "cairn/store/groups.h"
#include "cairn/store/refresh.h"
#include "cairn/store/user_edits.h"

namespace cairn {

namespace {

TrashedRun moved_run(const RunHead& run) { return {run.id, run.digest, run.path, run.name}; }

std::vector<TrashedRun> moved_runs(const std::vector<RunHead>& runs) {
  std::vector<TrashedRun> moved;
  for (const RunHead& run : runs) moved.push_back(moved_run(run));
  return moved;
}

/// An experiment as part of a folder's name.
std::string folder_text(const std::string& experiment) {
  std::string text = experiment;
  for (char& c : text) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' ||
                          static_cast<unsigned char>(c) >= 128;
    if (!is_plain) c = '-';
  }
  return text;
}

/// A way of moves: into the archive, or back.
struct Way {
  /// Where the folder `path` of a move goes; from `number` 2 on where the places before are taken.
  std::function<std::string(const TrashMove& whole, const std::string& path, int number)> place;
  /// Whether group files of a session that joins a part of itself are the newer ones.
  bool replaces_group_files = false;
  /// Where given, a run may join the folder that it had, in which other runs lie.
  const Catalog* joins = nullptr;
};

/// Decides which folders go as they are, and which have to join what is there.
class Mover {
 public:
  Mover(const Project& project, Way way) : project_(project), way_(std::move(way)) {}

  ArchivePlan plan(const std::vector<TrashMove>& moves) {
    plan_.moves = moves;
    for (const TrashMove& move : moves) {
      if (move.kind == TrashKind::group) {
        add_group(move);
      } else {
        add_run(move, move, false);
      }
    }
    return std::move(plan_);
  }

 private:
  bool is_there(const std::string& path) const {
    return stat_path(project_.absolute(path)).has_value();
  }

  /// Whether anything lies there, or will by the moves that are planned already.
  bool is_taken(const std::string& path) const {
    if (is_there(path)) return true;
    const auto below = coming_.lower_bound(path + "/");
    if (below != coming_.end() && is_below(below->first, path)) return true;
    for (std::string above = path; !above.empty(); above = parent_path(above)) {
      const auto move = coming_.find(above);
      if (move == coming_.end()) continue;
      if (above == path || is_there(join_path(move->second, relative_to(path, above)))) return true;
    }
    return false;
  }

  bool is_taken(const std::string& path, const TrashMove& run) const {
    if (!run.is_shared) return is_taken(path);
    return stat_path(record_path(project_.absolute(path), run.runs.front().id)).has_value();
  }

  void add_group(const TrashMove& move) {
    const std::string to = way_.place(move, move.path, 1);
    if (!is_taken(to)) {
      coming_.emplace(to, move.path);
      plan_.relocation.moves.push_back(
          {.from = move.path, .to = to, .parts = {}, .runs = moved_runs(move.runs)});
      return;
    }
    for (const TrashMove& run : runs_of(move)) add_run(move, run, way_.replaces_group_files);
    plan_.relocation.rests.push_back(move.path);
  }

  /// The runs of a group as moves of their own: those in the folder of another go with it.
  std::vector<TrashMove> runs_of(const TrashMove& group) const {
    std::vector<RunHead> runs = group.runs;
    std::ranges::sort(runs, PathOrder(), &RunHead::path);
    std::vector<TrashMove> moves;
    for (const RunHead& run : runs) {
      const Kind* kind = find_kind(project_.layout, run.kind);
      const bool shared = kind != nullptr && kind->shared;
      const bool is_inside = !shared && !moves.empty() && !moves.back().is_shared &&
                             is_below(run.path, moves.back().path);
      if (is_inside) {
        moves.back().runs.push_back(run);
      } else {
        moves.push_back({.path = run.path, .runs = {run}, .is_shared = shared});
      }
    }
    return moves;
  }

  void add_run(const TrashMove& whole, const TrashMove& run, bool replaces_group_files) {
    Relocation move{.from = run.path,
                    .to = way_.place(whole, run.path, 1),
                    .parts = {},
                    .runs = moved_runs(run.runs)};
    if (!run.is_shared) move.parts = joining_parts(run.path, move.to);
    if (move.parts.empty()) {
      for (int number = 2; is_taken(move.to, run); ++number) {
        move.to = way_.place(whole, run.path, number);
      }
      if (!run.is_shared) coming_.emplace(move.to, move.from);
    } else {
      plan_.relocation.rests.push_back(run.path);
    }
    if (run.is_shared) {
      move.parts = run_parts(project_.absolute(run.path), run.runs.front().id);
    }
    add_levels(run.is_shared ? move.from : parent_path(move.from),
               run.is_shared ? move.to : parent_path(move.to), replaces_group_files);
    plan_.relocation.moves.push_back(std::move(move));
  }

  /// How a run joins a folder in which only those are that lay in its own; none where it cannot.
  std::vector<std::string> joining_parts(const std::string& from, const std::string& to) const {
    if (way_.joins == nullptr || way_.joins->find_below(to).empty()) return {};
    JoinPlan joining = plan_joining(project_, *way_.joins, from, to);
    return joining.taken ? std::vector<std::string>() : std::move(joining.parts);
  }

  /// The group files of a folder and of all above it, as far as both sides correspond.
  void add_levels(std::string from, std::string to, bool replaces) {
    const Layout& layout = project_.layout;
    while (!from.empty() && base_name(from) == base_name(to) && !is_archive_level(layout, from) &&
           !is_archive_level(layout, to)) {
      if (stat_path(group_file_path(project_.absolute(from))) && levels_.insert(to).second) {
        plan_.relocation.groups.push_back({from, to, replaces});
      }
      from = parent_path(from);
      to = parent_path(to);
    }
  }

  const Project& project_;
  Way way_;
  ArchivePlan plan_;
  std::map<std::string, std::string> coming_;  ///< Folders that move as they are: to, from.
  std::set<std::string> levels_;
};

std::size_t row_of(const CleanTable& table, const RunHead& run) {
  const auto found = std::ranges::lower_bound(table.runs, run.rowid, {}, &RunRow::rowid);
  return static_cast<std::size_t>(found - table.runs.begin());
}

/// "2026-08_wheat": the month of the session, or else of the newest time on record.
std::string bucket_name(const CleanTable& table, const TrashMove& move) {
  constexpr std::size_t kLongest = kLongestName - 8;  // Room for ".2" behind it.
  const auto by_time = [&](const RunHead& a, const RunHead& b) {
    return table.rows[row_of(table, a)].when < table.rows[row_of(table, b)].when;
  };
  const std::size_t newest = row_of(table, *std::ranges::max_element(move.runs, by_time));
  TimeUs when = table.rows[newest].when;
  for (const CleanGroup& group : table.groups) {
    if (group.path == table.rows[newest].group && group.created != 0) when = group.created;
  }
  const std::string experiment = folder_text(table.runs[newest].experiment);
  const std::string month = local_text(when, "%Y-%m");
  return fit_name(experiment.empty() ? month : month + "_" + experiment, kLongest);
}

/// A run comes with those in its folder, as it went.
std::vector<RunHead> with_inner(const Project& project, const Catalog& catalog,
                                const std::vector<RunHead>& runs) {
  std::map<std::int64_t, RunHead> all;
  for (const RunHead& run : runs) {
    all.emplace(run.rowid, run);
    const Kind* kind = find_kind(project.layout, run.kind);
    if (kind != nullptr && kind->shared) continue;
    for (const RunHead& inner : catalog.find_below(run.path)) all.emplace(inner.rowid, inner);
  }
  std::vector<RunHead> heads;
  for (auto& [rowid, run] : all) heads.push_back(std::move(run));
  return heads;
}

/// The folder that an archived one had.
std::string home_of(const Layout& layout, const std::string& path) {
  const std::optional<ArchivePlace> place = archive_place(layout, path);
  if (place) return place->home;
  throw Error(ErrorCode::conflict, fmt::format("'{}' does not lie in the archive", printable(path)),
              "what is archived: cairn ls --where 'archived = 1'");
}

/// A running job reads its inputs at the paths that it was told.
void refuse_inputs_of_running(const Catalog& catalog, const std::vector<RunHead>& runs) {
  for (const RunHead& run : runs) {
    for (const RunHead& user : catalog.find_linked_to(run.digest)) {
      if (user.status != RunStatus::running && user.status != RunStatus::pending) continue;
      throw Error(
          ErrorCode::conflict,
          fmt::format("run {} is an input of run {}, which is running", run.id.text, user.id.text),
          "bring it back once that has ended");
    }
  }
}

}  // namespace

ArchivePlan plan_archive(const Project& project, const CleanTable& table,
                         const std::vector<TrashMove>& moves) {
  const std::string root = archive_root(project.layout);
  const auto place = [&](const TrashMove& whole, const std::string& path, int number) {
    std::string bucket = join_path(root, bucket_name(table, whole));
    // A run that was put away before and made anew has a place already.
    if (number > 1) bucket += fmt::format(".{}", number);
    return archived_path(project.layout, bucket, path);
  };
  return Mover(project, {.place = place, .replaces_group_files = true}).plan(moves);
}

ArchivePlan plan_unarchive(const Project& project, const Catalog& catalog,
                           const std::vector<RunHead>& runs) {
  refuse_inputs_of_running(catalog, runs);
  const auto place = [&](const TrashMove&, const std::string& path, int number) {
    std::string home = home_of(project.layout, path);
    if (number == 1) return home;
    if (!stat_path(project.absolute(home))) {
      throw Error(ErrorCode::conflict,
                  fmt::format("'{}' would come from two places of the archive", printable(home)),
                  "name the one that shall come first by its path there");
    }
    throw Error(ErrorCode::conflict, fmt::format("'{}' is taken", printable(home)),
                "move what is there away first: cairn clean, cairn archive");
  };
  std::vector<TrashMove> moves =
      plan_moves(project, catalog, with_inner(project, catalog, runs), {});
  // A run may have been put away before the one in whose folder it lies, never after it: of what
  // has one home the last bucket comes first, and the others join it there.
  std::ranges::stable_sort(moves, [&](const TrashMove& a, const TrashMove& b) {
    const std::string home_a = home_path(project.layout, a.path);
    const std::string home_b = home_path(project.layout, b.path);
    return home_a == home_b ? PathOrder()(b.path, a.path) : PathOrder()(home_a, home_b);
  });
  ArchivePlan plan = Mover(project, {.place = place, .joins = &catalog}).plan(moves);
  plan.pins = PinRule::ignore;
  return plan;
}

void carry_out(const Project& project, const ArchivePlan& plan) {
  {
    // Before the lock: who makes views holds the catalog, and then waits for it.
    Catalog catalog = open_catalog_for_writing(project);
    note_moved_views(catalog, plan.relocation);
  }
  const FileLock lock = lock_edits(project);
  for (const TrashMove& move : plan.moves) check_move(project, move, plan.pins);
  relocate(project, lock, plan.relocation);
}

}  // namespace cairn
