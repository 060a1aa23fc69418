#include "cairn/retention/relocation.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/link.h"
#include "cairn/base/process.h"
#include "cairn/base/text.h"
#include "cairn/base/tree.h"
#include "cairn/objects/object_link.h"
#include "cairn/record/record_values.h"
#include "cairn/record/run_parts.h"
#include "cairn/record/store_paths.h"
#include "cairn/record/value_fields.h"
#include "cairn/retention/trash_moves.h"
#include "cairn/store/archive_paths.h"
#include "cairn/store/journal.h"
#include "cairn/store/link_above.h"
#include "cairn/store/results_place.h"
#include "cairn/store/scan.h"
#include "cairn/store/store_tree.h"
#include "cairn/store/user_edits.h"

namespace cairn {

namespace {

constexpr AtomicSites kPlanSites{Site::archive_plan, Site::archive_plan, Site::archive_plan,
                                 Site::archive_plan};
constexpr AtomicSites kGroupSites{Site::archive_group, Site::archive_group, Site::archive_group,
                                  Site::archive_group};
constexpr int kPlanFormat = 1;
constexpr std::string_view kPlanPrefix = "move-";

bool is_full(const Project& project) { return project.spec.durability == Durability::full; }

Value to_value(const Relocation& move) {
  List runs;
  for (const TrashedRun& run : move.runs) {
    runs.push_back(Map{
        {"id", run.id.text}, {"digest", run.digest.hex()}, {"path", run.path}, {"name", run.name}});
  }
  Map value{{"from", move.from}, {"to", move.to}, {"runs", std::move(runs)}};
  if (!move.parts.empty()) value.append("parts", texts_to_list(move.parts));
  return value;
}

std::string plan_text(const RelocationPlan& plan) {
  List moves;
  for (const Relocation& move : plan.moves) moves.push_back(to_value(move));
  List groups;
  for (const GroupFileCopy& group : plan.groups) {
    groups.push_back(Map{{"from", group.from}, {"to", group.to}, {"replaces", group.replaces}});
  }
  const Map value{{"format", kPlanFormat},
                  {"moves", std::move(moves)},
                  {"groups", std::move(groups)},
                  {"rests", texts_to_list(plan.rests)}};
  return to_json(value, JsonStyle::pretty) + "\n";
}

/// A path of the plan is used: it must lie in the project.
std::string checked_path(std::string path) {
  const bool is_inside = !path.empty() && path.front() != '/' && clean_path(path) == path &&
                         path != ".." && !path.starts_with("../");
  if (!is_inside) throw Error(ErrorCode::corrupt, fmt::format("'{}' is no path here", path));
  return path;
}

std::string path_field(const Value& value, std::string_view name) {
  return checked_path(text_field(value, name));
}

Relocation move_from_value(const Value& value) {
  Relocation move{.from = path_field(value, "from"),
                  .to = path_field(value, "to"),
                  .parts = texts_from_list(list_or_empty(value, "parts"))};
  for (const Value& run : list_field(value, "runs")) {
    move.runs.push_back({{text_field(run, "id")},
                         digest_field(run, "digest"),
                         path_field(run, "path"),
                         text_or(run, "name", "")});
  }
  return move;
}

RelocationPlan read_plan(const std::string& text, const std::string& path) {
  try {
    const Value value = parse_json(text, path);
    if (int_field(value, "format") > kPlanFormat) {
      throw Error(ErrorCode::conflict, fmt::format("{}: a newer cairn wrote it", path),
                  "use the cairn that wrote it, or a newer one");
    }
    RelocationPlan plan;
    for (const Value& move : list_field(value, "moves")) {
      plan.moves.push_back(move_from_value(move));
    }
    for (const Value& group : list_field(value, "groups")) {
      plan.groups.push_back(
          {path_field(group, "from"), path_field(group, "to"), field(group, "replaces").as_bool()});
    }
    for (const std::string& rest : texts_from_list(list_or_empty(value, "rests"))) {
      plan.rests.push_back(checked_path(rest));
    }
    return plan;
  } catch (const Error& error) {
    if (error.code() == ErrorCode::conflict) throw;
    throw Error(ErrorCode::corrupt, error.message()).with_context(path);
  }
}

std::string write_plan(const Project& project, const RelocationPlan& plan) {
  const std::string folder = ensure_hidden_folder(project, "staging");
  const std::string stamp = local_text(now_us(), "%Y%m%d-%H%M%S");
  std::string path = fmt::format("{}/{}{}-{}.json", folder, kPlanPrefix, stamp, this_process().pid);
  write_atomically(kPlanSites, path, plan_text(plan), project.spec.durability);
  if (is_full(project)) fsync_path(Site::archive_plan, project.hidden(""));
  return path;
}

void copy_group_file(const Project& project, const GroupFileCopy& group) {
  const std::string home = group_file_path(project.absolute(group.from));
  const std::string target = group_file_path(project.absolute(group.to));
  const std::optional<std::string> text = read_file_if_any(home);
  if (!text || (stat_path(target) && !group.replaces)) return;
  make_folders(Site::archive_folder, parent_path(target));
  write_atomically(kGroupSites, target, *text, project.spec.durability);
}

/// Makes the folders above `path`, durably: they must be there before what is put into them may
/// leave its old place.
void make_parents(const Project& project, const std::string& path) {
  for (const std::string& folder : make_folders(Site::archive_folder, parent_path(path))) {
    if (is_full(project)) fsync_path(Site::archive_folder, parent_path(folder));
  }
}

/// Whether all runs of the move lie in their new place as they do in the old one: what a file
/// system may leave whose renames are cut in two by a power cut.
bool is_in_both_places(const Project& project, const Relocation& move) {
  return !move.runs.empty() && std::ranges::all_of(move.runs, [&](const TrashedRun& run) {
    const auto record = [&](const std::string& path) {
      return read_file_if_any(record_path(project.absolute(path), run.id));
    };
    const std::optional<std::string> here = record(run.path);
    return here && here == record(new_path(move, run.path));
  });
}

void move_whole(const Project& project, const FileLock& edits, const Relocation& move) {
  const std::string from = project.absolute(move.from);
  const std::string to = project.absolute(move.to);
  if (!stat_path(from)) return;  // Whoever was cut off has moved it.
  if (is_in_both_places(project, move)) {
    move_into_trash(project, edits, {.path = move.from}, "it was left behind by a power cut");
    return;
  }
  make_parents(project, to);
  move_to_new(Site::archive_move, from, to);
  if (!is_full(project)) return;
  fsync_path(Site::archive_move, parent_path(to));
  fsync_path(Site::archive_move, parent_path(from));
}

/// The files of one run, the record last: until then it counts where it was, and this plan says
/// where its files are.
void move_shared(const Project& project, const Relocation& move) {
  const std::string from = project.absolute(move.from);
  const std::string to = project.absolute(move.to);
  make_parents(project, join_path(to, kRunFolder));
  move_parts(Site::archive_move, from, to, move.parts);
  remove_empty_folder(Site::archive_remove, from);
  if (!is_full(project)) return;
  // What has come is safe before what has gone is.
  for (const std::string& side : {to, from}) {
    sync_parts(Site::archive_move, side, side, move.parts);
  }
}

/// Relative links to objects count from where the file lies.
void mend_links(const Project& project, const std::string& folder) {
  if (!stat_path(project.hidden("objects"))) return;
  for (const TreeFolder& listed : list_tree(project, {folder})) {
    for (const FolderEntry& entry : listed.entries) {
      if (entry.kind != FileStat::Kind::link) continue;
      const std::string path = join_path(listed.path, entry.name);
      const std::optional<Digest> object = read_object_link(project.absolute(path));
      if (!object) continue;
      const std::string text = object_link_text(path, *object);
      if (read_link(project.absolute(path)) == text) continue;
      write_link(Site::archive_link, project.absolute(path), text);
      if (is_full(project)) fsync_path(Site::archive_link, project.absolute(listed.path));
    }
  }
}

/// Names of the layout beside a run, which lead to where it was.
void remove_links_to(const Project& project, const std::string& path) {
  const std::string folder = parent_path(path);
  for (const FolderEntry& entry : list_folder(project.absolute(folder))) {
    if (entry.kind != FileStat::Kind::link) continue;
    const std::string link = join_path(folder, entry.name);
    const std::optional<std::string> text = read_link(project.absolute(link));
    if (text && link_destination(link, *text) == path) {
      remove_file(Site::archive_remove, project.absolute(link));
    }
  }
}

/// Folders of the archive go with the last that lay in them.
void remove_emptied(const Project& project, const std::string& from) {
  const std::string archive = archive_root(project.layout);
  if (!is_below(from, archive)) return;
  for (std::string path = from; is_below(path, archive); path = parent_path(path)) {
    const std::string absolute = project.absolute(path);
    if (stat_path(absolute) && !remove_empty_folder(Site::archive_remove, absolute)) return;
  }
}

bool holds_runs(const Project& project, const std::string& path) {
  bool found = false;
  walk_folders(project, path, [&](const ScannedFolder& folder) {
    found = found || folder.denied || !folder.files.records.empty() || !folder.files.events.empty();
  });
  return found;
}

void carry_out_move(const Project& project, const FileLock& edits, const Relocation& move) {
  if (move.parts.empty()) {
    move_whole(project, edits, move);
  } else {
    move_shared(project, move);
  }
  mend_links(project, move.to);
  if (move.parts.empty() || !holds_runs(project, move.from)) remove_links_to(project, move.from);
  remove_emptied(project, move.from);
  for (const TrashedRun& run : move.runs) {
    append_journal(project, run.id, new_path(move, run.path), run.digest);
  }
}

/// What is left of a group whose runs have joined others.
void put_rest_away(const Project& project, const FileLock& edits, const std::string& path) {
  if (!stat_path(project.absolute(path)) || holds_runs(project, path)) return;
  move_into_trash(project, edits, {.kind = TrashKind::group, .path = path},
                  "its runs have joined those of the same group elsewhere");
}

/// Throws Error(conflict) where anything would be moved out of, or into, what lies behind a link.
void refuse_links(const Project& project, const Relocation& move) {
  for (const std::string& side : {move.from, move.to}) {
    refuse_link_above(project, side);
    refuse_links_above(project, side, move.parts);
  }
}

void carry_out_plan(const Project& project, const FileLock& edits, const RelocationPlan& plan,
                    const std::string& path) {
  for (const Relocation& move : plan.moves) {
    refuse_links(project, move);
    if (stat_path(project.absolute(move.from))) require_same_disk(project, move.from, move.to);
  }
  for (const GroupFileCopy& group : plan.groups) copy_group_file(project, group);
  for (const Relocation& move : plan.moves) carry_out_move(project, edits, move);
  for (const std::string& rest : plan.rests) {
    put_rest_away(project, edits, rest);
    remove_emptied(project, rest);
  }
  remove_file(Site::archive_remove, path);
}

/// Whether anything of the plan has moved. What lies in a new place beside the old one is somebody
/// else's, who took it meanwhile.
bool has_begun(const Project& project, const RelocationPlan& plan) {
  const auto is_there = [&](const std::string& folder, const std::string& part) {
    return stat_path(join_path(project.absolute(folder), part)).has_value();
  };
  return std::ranges::any_of(plan.moves, [&](const Relocation& move) {
    const auto has_moved = [&](const std::string& part) {
      return is_there(move.to, part) && !is_there(move.from, part);
    };
    return move.parts.empty() ? has_moved("") : std::ranges::any_of(move.parts, has_moved);
  });
}

/// Whether what lies at `path` moves with the move.
bool moves_along(const Relocation& move, const std::string& path) {
  if (!is_below(path, move.from)) return false;
  return move.parts.empty() || std::ranges::any_of(move.parts, [&](const std::string& part) {
           return is_below(path, join_path(move.from, part));
         });
}

}  // namespace

std::string new_path(const Relocation& move, const std::string& path) {
  const std::string below = relative_to(path, move.from);
  return below.empty() ? move.to : join_path(move.to, below);
}

void note_moved_views(Catalog& catalog, const RelocationPlan& plan) {
  Transaction transaction = catalog.begin();
  for (const auto& [path, digest] : catalog.views()) {
    for (const Relocation& move : plan.moves) {
      if (!moves_along(move, path)) continue;
      catalog.set_view_digest(new_path(move, path), digest,
                              catalog.view_typed(path).value_or(Map()));
    }
  }
  transaction.commit();
}

void relocate(const Project& project, const FileLock& edits, const RelocationPlan& plan) {
  if (plan.moves.empty()) return;
  const std::string path = write_plan(project, plan);
  try {
    carry_out_plan(project, edits, plan, path);
  } catch (const Error& error) {
    if (has_begun(project, plan)) {
      throw Error(error.code(), error.message(),
                  "what is left is done by the next command, as soon as it can");
    }
    // A place that can never be moved (another file system) must not hold up every command.
    remove_file(Site::archive_remove, path);
    throw;
  }
}

std::vector<TrashedRun> finish_relocations(const Project& project) {
  const std::string folder = project.hidden("staging");
  const auto is_plan = [](const FolderEntry& entry) {
    return entry.name.starts_with(kPlanPrefix) && entry.name.ends_with(".json");
  };
  std::vector<FolderEntry> plans = list_folder(folder);
  std::erase_if(plans, [&](const FolderEntry& entry) { return !is_plan(entry); });
  if (plans.empty()) return {};
  const FileLock lock = lock_edits(project);  // Who is at it still holds it.
  std::vector<TrashedRun> touched;
  for (const FolderEntry& entry : plans) {
    const std::string path = join_path(folder, entry.name);
    const std::optional<std::string> text = read_file_if_any(path);
    if (!text) continue;
    const RelocationPlan plan = read_plan(*text, path);
    carry_out_plan(project, lock, plan, path);
    const std::vector<TrashedRun> runs = touched_runs(plan);
    touched.insert(touched.end(), runs.begin(), runs.end());
  }
  return touched;
}

std::vector<TrashedRun> touched_runs(const RelocationPlan& plan) {
  std::vector<TrashedRun> runs;
  for (const Relocation& move : plan.moves) {
    for (const TrashedRun& run : move.runs) {
      TrashedRun moved = run;
      moved.path = new_path(move, run.path);
      runs.push_back(std::move(moved));
      runs.push_back(run);
    }
  }
  for (const std::string& rest : plan.rests) runs.push_back({{}, {}, rest, ""});
  return runs;
}

}  // namespace cairn
