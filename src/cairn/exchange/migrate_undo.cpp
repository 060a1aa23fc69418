#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/digest.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/exchange/migrate.h"
#include "cairn/exchange/migration_list.h"
#include "cairn/exchange/undo_rest.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/groups.h"
#include "cairn/store/layout_links.h"
#include "cairn/store/resolve.h"
#include "cairn/store/trash.h"
#include "cairn/store/user_edits.h"
#include "cairn/views/render.h"

namespace cairn {

namespace {

/// The record of a run that came. Throws Error(conflict) where it was run again since.
Record came_record(const Project& project, const RunHead& head) {
  Record record = load_record(project, head);
  if (!record.definition.names.contains(kOldPath)) {
    throw Error(ErrorCode::conflict, "it was run again since");
  }
  record.definition.path = head.path;
  return record;
}

/// Moves one run that came to the trash, with what was said of it. Throws Error(conflict) where it
/// was run again since.
void take_back(const Project& project, const RunHead& head) {
  Record record = came_record(project, head);
  // What was copied is outs now, so that in a shared folder these files go and no others.
  for (const RecordArtifact& artifact : record.artifacts) {
    record.definition.outs.push_back({artifact.path, artifact.path});
  }
  const SeenFiles seen = read_doubtful(project.absolute(head.path), head.id);
  const FileLock edits = lock_edits(project);
  const std::string trashed =
      move_to_trash(project, edits, record.definition, "the migration was undone", seen);
  // In a folder that runs share it was left for a next attempt, and there will be none.
  const std::string said = user_path(project.absolute(head.path), head.id);
  if (stat_path(said)) rename_path(Site::trash_user, said, user_path(trashed, head.id));
  remove_file(Site::trash_folder, handover_path(project, record.definition));
}

/// Where the runs were put, and where they lie now; nothing that another program made.
std::set<std::string> places_of(const Project& project, const Catalog& catalog,
                                const MigrationList& list) {
  std::set<std::string> places;
  for (const MigratedEntry& run : list.runs) {
    places.insert(run.path);
    if (const auto head = catalog.find_by_digest(run.digest)) places.insert(head->path);
  }
  std::erase_if(places,
                [&](const std::string& place) { return project.adopted_at(place) != nullptr; });
  return places;
}

/// The groups around these runs, each before those in it.
std::set<std::string> groups_of(const Project& project, const std::set<std::string>& places) {
  std::set<std::string> groups;
  for (const std::string& place : places) {
    for (std::string path = parent_path(place); !path.empty(); path = parent_path(path)) {
      if (!group_readings(project.layout, path).empty()) groups.insert(path);
    }
  }
  return groups;
}

/// What cairn would write into the views of the project, and what it wrote as far as is known.
using ViewDigests = std::multimap<std::string, Digest>;

/// Notes what cairn makes of the runs that are there, while they are: the catalog, which knows it
/// too, may be new. Another call goes on with what one that was cut off has noted.
ViewDigests note_views(const Project& project, Catalog& catalog, MigrationList& list) {
  const std::set<std::string> groups = groups_of(project, places_of(project, catalog, list));
  ViewDigests views(list.views.begin(), list.views.end());
  const std::size_t known = views.size();
  const auto add = [&](const std::string& path, const Digest& digest) {
    const auto holds = [&](const std::string& folder) { return is_below(path, folder); };
    const bool is_asked =
        std::ranges::any_of(list.originals, holds) || std::ranges::any_of(groups, holds);
    const auto [first, last] = views.equal_range(path);
    const bool is_new =
        std::none_of(first, last, [&](const auto& view) { return view.second == digest; });
    if (is_asked && is_new) views.emplace(path, digest);
  };
  if (list.originals.empty() && groups.empty()) return views;
  for (const auto& [path, digest] : catalog.views()) add(path, digest);
  visit_views(project, catalog, [&](const ViewText& view) {
    if (view.kind != ViewText::Kind::link) add(view.path, sha256(view.text));
  });
  if (views.size() == known) return views;
  list.views.assign(views.begin(), views.end());
  write_migration_list(project, list);
  return views;
}

/// The first thing at or below `path` (relative) that is no view, link, group file or unfinished
/// file of cairn.
std::optional<std::string> first_other(const Project& project, const ViewDigests& views,
                                       const std::string& path) {
  const std::string absolute = project.absolute(path);
  const std::optional<FileStat> stat = stat_path(absolute);
  if (!stat) return std::nullopt;
  if (stat->is_link())
    return is_layout_link(project.layout, path) ? std::nullopt : std::optional(path);
  if (stat->is_file()) {
    const bool is_group = path.ends_with(group_file_path(""));
    if (is_group || base_name(path).starts_with(kTempPrefix)) return std::nullopt;
    const auto [first, last] = views.equal_range(path);
    if (first == last) return path;
    const Digest digest = sha256(read_file(absolute));
    const bool is_view =
        std::any_of(first, last, [&](const auto& view) { return view.second == digest; });
    return is_view ? std::nullopt : std::optional(path);
  }
  if (!stat->is_folder()) return path;
  for (const FolderEntry& entry : list_folder(absolute)) {
    if (auto other = first_other(project, views, join_path(path, entry.name))) return other;
  }
  return std::nullopt;
}

/// Makes room for the originals: what is left at their places must be only what cairn made of runs
/// that are gone, and goes to the trash. Returns whether there is room.
bool make_room(const Project& project, const ViewDigests& views, const MigrationList& list,
               std::vector<std::string>& problems) {
  for (const std::string& original : list.originals) {
    const std::string away = project.absolute(join_path(kLegacyFolder, original));
    if (!stat_path(away)) continue;  // It is back, or never went.
    if (const auto other = first_other(project, views, original)) {
      problems.push_back(fmt::format("'{}' came otherwise: the originals stay in '{}'",
                                     printable(*other), kLegacyFolder));
    }
  }
  if (!problems.empty()) return false;
  for (const std::string& original : list.originals) {
    const std::string away = project.absolute(join_path(kLegacyFolder, original));
    if (stat_path(away)) put_rest_into_trash(project, original);
  }
  return true;
}

/// Lets the folders of runs and groups go that hold nothing but what cairn made of runs that are
/// gone. Returns the groups that stay.
std::set<std::string> clear_groups(const Project& project, const ViewDigests& views,
                                   const std::set<std::string>& places) {
  for (const std::string& place : places) remove_empty_folders(project, place);
  std::set<std::string> stay;
  for (const std::string& group : groups_of(project, places)) {
    if (!stat_path(project.absolute(group))) continue;
    if (first_other(project, views, group)) {
      stay.insert(group);
      continue;
    }
    put_rest_into_trash(project, group);
    remove_empty_folders(project, group);
  }
  return stay;
}

/// The list of what came from `folder`. Throws Error(not_found).
MigrationList known_list(const Project& project, const std::string& folder) {
  const std::optional<MigrationList> list = read_migration_list(project, folder);
  if (list) return *list;
  throw Error(ErrorCode::not_found,
              fmt::format("no run of this project came from '{}'", printable(folder)),
              "name the folder as it was named when it was migrated");
}

}  // namespace

MigrationUndo plan_undo(const Project& project, const Catalog& catalog, const std::string& folder) {
  const MigrationList list = known_list(project, folder);
  MigrationUndo undo{.source = list.source};
  for (const std::string& original : list.originals) {
    const bool is_away =
        stat_path(project.absolute(join_path(kLegacyFolder, original))).has_value();
    if (is_away) undo.originals.push_back(original);
  }
  for (const MigratedEntry& run : list.runs) {
    const std::optional<RunHead> head = catalog.find_by_digest(run.digest);
    if (!head || project.adopted_at(head->path) != nullptr) continue;
    UndoneRun one{.head = *head};
    try {
      came_record(project, *head);
      if (read_user_edits(project, head->path, head->id).pinned) one.problem = "it is pinned";
    } catch (const Error& error) {
      one.problem = error.message();
    }
    undo.runs.push_back(std::move(one));
  }
  return undo;
}

UndoneMigration undo_migration(const Project& project, Catalog& catalog,
                               const std::string& folder) {
  const FileLock lock = lock_migrations(project);
  MigrationList list = known_list(project, folder);
  const ViewDigests views = note_views(project, catalog, list);
  const std::set<std::string> places = places_of(project, catalog, list);
  UndoneMigration undone;
  for (const MigratedEntry& run : list.runs) {
    const std::optional<RunHead> head = catalog.find_by_digest(run.digest);
    if (!head || project.adopted_at(head->path) != nullptr) continue;
    try {
      take_back(project, *head);
      undone.gone.push_back(head->path);
    } catch (const Error& error) {
      undone.problems.push_back(fmt::format("{}: {}", head->path, error.message()));
    }
  }
  undone.groups = clear_groups(project, views, places);
  if (!undone.problems.empty() || !make_room(project, views, list, undone.problems)) return undone;
  bring_originals_back(project, list);
  remove_migration_list(project, folder);
  return undone;
}

}  // namespace cairn
