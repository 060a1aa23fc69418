#include "cairn/store/groups.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/folder.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/base/unless_corrupt.h"
#include "cairn/catalog/archive_name.h"
#include "cairn/record/record_values.h"
#include "cairn/record/store_paths.h"
#include "cairn/record/value_fields.h"
#include "cairn/store/archive_paths.h"

namespace cairn {

namespace {

constexpr AtomicSites kGroupSites{Site::group_write, Site::group_fsync, Site::group_rename,
                                  Site::group_folder_fsync};

constexpr int kGroupFormat = 1;
constexpr std::array<std::string_view, 11> kGroupKeys = {
    "format",      "kind", "name",  "experiment", "created", "fields",
    "description", "tags", "notes", "objectives", "reused"};

List reused_to_list(const std::vector<ReusedRun>& reused) {
  List list;
  for (const ReusedRun& run : reused) {
    list.push_back(Map{{"id", run.id.text}, {"digest", run.digest.hex()}});
  }
  return list;
}

std::string typed_text(const Value& value, std::string_view name) {
  const Value* found = field_of_type(value, name, Value::Type::string);
  return found == nullptr ? "" : found->as_string();
}

std::vector<std::string> typed_texts(const Value& value, std::string_view name) {
  const Value* found = field_of_type(value, name, Value::Type::list);
  return found == nullptr ? std::vector<std::string>{} : texts_from_list(found->as_list());
}

GroupFile group_from_value(const Value& value) {
  GroupFile group{.kind = text_field(value, "kind"),
                  .name = text_field(value, "name"),
                  .experiment = text_or(value, "experiment", ""),
                  .created = time_field(value, "created"),
                  .fields = map_field(value, "fields"),
                  .description = typed_text(value, "description"),
                  .tags = typed_texts(value, "tags"),
                  .notes = typed_text(value, "notes"),
                  .objectives = typed_texts(value, "objectives")};
  for (const Value& run : list_or_empty(value, "reused")) {
    group.reused.push_back({{text_field(run, "id")}, digest_field(run, "digest")});
  }
  for (const auto& [key, other] : value.as_map()) {
    if (std::find(kGroupKeys.begin(), kGroupKeys.end(), key) == kGroupKeys.end()) {
      group.others.append(key, other);
    }
  }
  return group;
}

Value group_to_value(const GroupFile& group) {
  Map map{{"format", kGroupFormat},
          {"kind", group.kind},
          {"name", group.name},
          {"experiment", group.experiment},
          {"created", utc_text(group.created)},
          {"fields", group.fields},
          {"description", group.description},
          {"tags", texts_to_list(group.tags)},
          {"notes", group.notes},
          {"objectives", texts_to_list(group.objectives)},
          {"reused", reused_to_list(group.reused)}};
  for (const auto& [key, other] : group.others) map.append(key, other);
  return map;
}

const Group* dated_group(const Layout& layout) {
  for (const Group& group : layout.groups) {
    if (group.dated) return &group;
  }
  return nullptr;
}

/// run_001, run_002, …; without the counter always "run".
std::string numbered_name(const Options& options, int number) {
  std::string prefix = options.text(Option::naming_auto_run_name_prefix).value_or("run_");
  if (options.flag(Option::naming_auto_run_name_counter)) {
    return fmt::format("{}{:03}", prefix, number);
  }
  const std::size_t end = prefix.find_last_not_of("_-. ");
  return end == std::string::npos ? prefix : prefix.substr(0, end + 1);
}

/// The newest session of an experiment; one that was archived is closed.
const GroupRow* newest_session(const std::vector<GroupRow>& groups, const std::string& kind,
                               const std::string& experiment) {
  const GroupRow* newest = nullptr;
  for (const GroupRow& group : groups) {
    const Value* label = group.typed.find("experiment");
    const bool matches = group.kind == kind && label != nullptr && *label == Value(experiment) &&
                         !is_archived(group.path);
    if (matches && (newest == nullptr || group.created > newest->created)) newest = &group;
  }
  return newest;
}

std::string date_of(const GroupRow& group) {
  for (const auto& [name, value] : group.fields) {
    if (name == "date" && value.is_string()) return value.as_string();
  }
  return local_text(group.created, "%Y-%m-%d");
}

/// The session of a group that is there.
Session joined(const GroupRow& group, const std::string& experiment) {
  return {
      .experiment = experiment, .name = group.name, .date = date_of(group), .folder = group.path};
}

/// Whether a folder can become a session's: nothing is there, or only what a cairn left that was
/// killed while it made one.
bool is_free(const std::string& folder) {
  if (!stat_path(folder)) return true;
  const std::vector<FolderEntry> entries = list_folder(folder);
  const bool is_bare = std::all_of(entries.begin(), entries.end(), [](const FolderEntry& entry) {
    return entry.name == kRunFolder;
  });
  const std::vector<FolderEntry> files = list_folder(run_files_folder(folder));
  return is_bare && std::all_of(files.begin(), files.end(), [](const FolderEntry& file) {
           return file.name.starts_with(kTempPrefix);
         });
}

/// Whether a session that lay in this folder is in the archive, and may come back.
bool is_put_away(const Layout& layout, const std::vector<GroupRow>& groups,
                 const std::string& folder) {
  return std::any_of(groups.begin(), groups.end(), [&](const GroupRow& group) {
    const std::optional<ArchivePlace> place = archive_place(layout, group.path);
    return place && place->home == folder;
  });
}

/// The session of the experiment that lies in a folder, as its group.json says.
std::optional<Session> session_at(const Project& project, const Group& group,
                                  const std::string& folder, const std::string& experiment) {
  // Every refresh tells of a damaged one, and of a newer cairn's.
  const auto read = unless_unreadable([&] { return read_group_file(project, folder); });
  const std::optional<GroupFile> file = read.value_or(std::nullopt);
  if (!file || file->kind != group.name || file->experiment != experiment) return std::nullopt;
  return joined(to_row(folder, *file), experiment);
}

/// Finds a name whose folder is free: wheat, wheat.2, wheat.3, … Whoever wants to join takes the
/// last session in the folders that are not: another cairn opened it after the groups were read.
Session new_session(const Project& project, const std::vector<GroupRow>& groups, const Group& group,
                    const std::string& experiment, SessionChoice choice) {
  Session session{.experiment = experiment,
                  .name = experiment,
                  .date = local_text(now_us(), "%Y-%m-%d"),
                  .is_new = true};
  std::optional<Session> newest;
  for (int number = 2;; ++number) {
    const GroupPlace place = group_path(project.layout, group.name,
                                        {{"experiment", session.name}, {"date", session.date}});
    session.folder = place.path;
    if (is_free(project.absolute(place.path)) && !is_put_away(project.layout, groups, place.path)) {
      return newest.value_or(session);
    }
    if (choice == SessionChoice::join_newest) {
      std::optional<Session> there = session_at(project, group, place.path, experiment);
      if (there) newest = std::move(there);
    }
    if (!group.full.uses("experiment")) {
      if (newest) return *newest;
      throw Error(ErrorCode::conflict,
                  fmt::format("'{}' exists already, and the layout's groups show no experiment",
                              place.path),
                  "a new session needs a new date, or {experiment} in the group's path");
    }
    session.name = fmt::format("{}.{}", experiment, number);
  }
}

}  // namespace

std::optional<GroupFile> read_group_file(const Project& project, const std::string& folder) {
  const std::string path = group_file_path(project.absolute(folder));
  const std::optional<std::string> text = read_file_if_any(path);
  return text ? std::optional(parse_group_file(*text, path)) : std::nullopt;
}

GroupFile parse_group_file(const std::string& text, const std::string& source) {
  try {
    const Value value = parse_json(text, source);
    check_format(source + ": it", int_field(value, "format"), kGroupFormat);
    return group_from_value(value);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::conflict) throw;
    throw Error(ErrorCode::corrupt, error.message()).with_context(source);
  }
}

std::string group_file_text(const GroupFile& group) {
  return to_json(group_to_value(group), JsonStyle::pretty) + "\n";
}

void write_group_file(const Project& project, const std::string& folder, const GroupFile& group) {
  const std::string absolute = project.absolute(folder);
  const std::string path = group_file_path(absolute);
  const bool is_known = make_folders(Site::begin_folder, run_files_folder(absolute)).empty();
  // A `.run` that a killed cairn left is there already: that the folder has become a group would
  // show in it alone, where no refresh looks.
  if (is_known && !stat_path(path)) touch_now(Folder::open(absolute).fd());
  write_atomically(kGroupSites, path, group_file_text(group), project.spec.durability);
}

GroupRow to_row(const std::string& folder, const GroupFile& group) {
  return {.path = folder,
          .kind = group.kind,
          .name = group.name,
          .created = group.created,
          .fields = group.fields,
          .typed = {{"experiment", group.experiment},
                    {"description", group.description},
                    {"notes", group.notes},
                    {"tags", texts_to_list(group.tags)},
                    {"objectives", texts_to_list(group.objectives)}},
          .reused = reused_to_list(group.reused)};
}

Session choose_session(const Project& project, const std::vector<GroupRow>& groups,
                       const std::string& experiment, SessionChoice choice) {
  const Group* group = dated_group(project.layout);
  std::string label = experiment;
  if (label.empty()) {
    const Options& options = project.spec.options;
    const bool counts = options.flag(Option::naming_auto_run_name_counter);
    int number = 1;
    while (choice == SessionChoice::open_new && counts && group != nullptr &&
           newest_session(groups, group->name, numbered_name(options, number)) != nullptr) {
      ++number;
    }
    label = numbered_name(options, number);
  }
  if (group == nullptr) return {.experiment = label, .name = label, .is_new = true};
  const GroupRow* newest = newest_session(groups, group->name, label);
  if (newest == nullptr || choice == SessionChoice::open_new) {
    return new_session(project, groups, *group, label, choice);
  }
  return joined(*newest, label);
}

bool has_group_file(const Project& project, const GroupPlace& place) {
  if (place.dated) return true;
  const ExperimentSpec& experiment = project.spec.experiment;
  const Group* group = find_group(project.layout, place.group);
  return (!experiment.description.empty() || !experiment.tags.empty()) && group != nullptr &&
         group->path.uses("experiment") && place.fields.size() == 1;
}

void ensure_session_file(const Project& project, const Session& session, const GroupPlace& place) {
  const std::string path = group_file_path(project.absolute(place.path));
  if (stat_path(path)) return;
  const FileLock lock = lock_edits(project);
  if (stat_path(path)) return;  // Another cairn made it, and may have written more into it.
  Map fields = place.fields;
  fields.set("experiment", session.name);
  if (place.dated) fields.set("date", session.date);
  const bool own =
      project.spec.experiment.name.empty() || project.spec.experiment.name == session.experiment;
  write_group_file(project, place.path,
                   {.kind = place.group,
                    .name = session.name,
                    .experiment = session.experiment,
                    .created = now_us(),
                    .fields = std::move(fields),
                    .description = own ? project.spec.experiment.description : "",
                    .tags = own ? project.spec.experiment.tags : std::vector<std::string>{}});
}

EditResult edit_group(const Project& project, const GroupPlace& place,
                      const std::function<void(GroupFile&)>& change) {
  const FileLock lock = lock_edits(project);
  const std::optional<GroupFile> before = read_group_file(project, place.path);
  GroupFile after = before ? *before
                           : GroupFile{.kind = place.group,
                                       .name = base_name(place.path),
                                       .created = now_us(),
                                       .fields = place.fields};
  const GroupFile unchanged = after;
  change(after);
  if (after == unchanged) return EditResult::unchanged;
  write_group_file(project, place.path, after);
  return EditResult::changed;
}

bool add_reused(const Project& project, const std::string& folder,
                const std::vector<ReusedRun>& runs) {
  const FileLock lock = lock_edits(project);
  std::optional<GroupFile> group = read_group_file(project, folder);
  if (!group) return false;
  bool changed = false;
  for (const ReusedRun& run : runs) {
    if (std::find(group->reused.begin(), group->reused.end(), run) != group->reused.end()) continue;
    group->reused.push_back(run);
    changed = true;
  }
  if (changed) write_group_file(project, folder, *group);
  return changed;
}

namespace {

/// A path without the folders of one's own that somebody sorted its session into: they lie between
/// the results and the session.
struct SortedPath {
  std::string folder;  ///< The innermost of them.
  std::string home;    ///< The path as the layout makes it.
};

/// How `path` lies, which the layout puts `depth` folders deep; nullopt where it lies no deeper.
std::optional<SortedPath> sorted_path(const Layout& layout, const std::string& path,
                                      std::size_t depth) {
  const std::vector<std::string> parts = split(path, '/');
  if (layout.root == "." || parts.size() <= depth || !is_below(path, layout.root)) {
    return std::nullopt;
  }
  const std::size_t begin = split(layout.root, '/').size() + parts.size() - depth;
  if (begin >= parts.size()) return std::nullopt;
  return SortedPath{.folder = join(std::span(parts).first(begin), "/"),
                    .home = join_path(layout.root, join(std::span(parts).subspan(begin), "/"))};
}

/// What a group's folder says, as it lies or without the folders that it was sorted into.
std::vector<PathReading> read_group_path(const Layout& layout, const Group& group,
                                         const std::string& path) {
  std::vector<PathReading> readings = group.full.match(path);
  if (!readings.empty()) return readings;
  const std::optional<SortedPath> sorted = sorted_path(layout, path, group.full.depth());
  return sorted ? group.full.match(sorted->home) : readings;
}

}  // namespace

std::optional<GroupPlace> group_at(const Layout& layout, const std::string& path) {
  if (is_archive_level(layout, path)) return std::nullopt;
  const std::optional<ArchivePlace> archived = archive_place(layout, path);
  for (const Group& group : layout.groups) {
    std::vector<PathReading> readings =
        read_group_path(layout, group, archived ? archived->home : path);
    if (readings.empty() && archived) readings = group.full.match(path);
    if (readings.empty()) continue;
    return GroupPlace{group.name, path, readings.front().fields, group.dated};
  }
  return std::nullopt;
}

std::optional<GroupPlace> group_at(const Project& project, const Catalog& catalog,
                                   const std::string& path) {
  const std::vector<RunHead> runs = catalog.find_by_path(path);
  const bool is_run = std::ranges::any_of(runs, [&](const RunHead& run) {
    const Kind* kind = find_kind(project.layout, run.kind);
    return kind != nullptr && kind->path.depth() > 0;
  });
  return is_run ? std::nullopt : group_at(project.layout, path);
}

namespace {

std::vector<GroupPlace> groups_above_home(const Layout& layout, const Kind& rules,
                                          const std::string& path) {
  std::vector<GroupPlace> places;
  const std::vector<std::string> parts = split(path, '/');
  for (std::string in = rules.in; !in.empty();) {
    const Group* group = find_group(layout, in);
    if (group == nullptr) {
      // The folder above is that of a run, which has views of its own.
      const Kind* holder = find_kind(layout, in);
      in = holder == nullptr ? "" : holder->in;
      continue;
    }
    // Where levels may be left out, the longest folder that reads as this group is it.
    for (std::size_t depth = std::min(group->full.depth(), parts.size());
         depth >= group->full.least_depth(); --depth) {
      const std::string folder = join(std::span(parts).first(depth), "/");
      const std::vector<PathReading> readings = group->full.match(folder);
      if (readings.empty() && depth > group->full.least_depth()) continue;
      places.insert(
          places.begin(),
          {group->name, folder, readings.empty() ? Map() : readings.front().fields, group->dated});
      break;
    }
    in = group->in;
  }
  return places;
}

std::vector<GroupPlace> groups_above_sorted(const Layout& layout, const Kind& rules,
                                            const std::string& path) {
  const std::optional<SortedPath> sorted = sorted_path(layout, path, rules.full.depth());
  if (!sorted) return groups_above_home(layout, rules, path);
  std::vector<GroupPlace> places = groups_above_home(layout, rules, sorted->home);
  for (GroupPlace& place : places) {
    place.path = join_path(sorted->folder, relative_to(place.path, layout.root));
  }
  return places;
}

}  // namespace

std::vector<GroupPlace> groups_above(const Layout& layout, const std::string& kind,
                                     const std::string& path) {
  const Kind* rules = find_kind(layout, kind);
  if (rules == nullptr) return {};
  const std::optional<ArchivePlace> archived = archive_place(layout, path);
  // A layout may have a place of its own in a folder of that name (projects.yaml).
  const bool is_own =
      archived && rules->full.match(archived->home).empty() && !rules->full.match(path).empty();
  if (!archived || is_own) return groups_above_sorted(layout, *rules, path);
  std::vector<GroupPlace> places = groups_above_sorted(layout, *rules, archived->home);
  for (GroupPlace& place : places) {
    place.path = archived_path(layout, archived->bucket, place.path);
  }
  return places;
}

}  // namespace cairn
