#include "cli/edit_targets.h"

#include <set>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/or_null.h"
#include "cairn/base/text.h"
#include "cairn/query/json_view.h"
#include "cairn/store/layout_links.h"
#include "cairn/store/resolve.h"
#include "cairn/views/follow.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

/// The group whose folder is at `path` (relative), when it is one of the layout's and no run's.
std::optional<GroupPlace> group_at(const OpenProject& open, const std::string& path) {
  if (!open.catalog().find_by_path(path).empty()) return std::nullopt;
  return cairn::group_at(open.project.layout, open.catalog(), path);
}

/// The group that a word means: its folder (from here or from the project's folder) or its name.
std::optional<GroupPlace> find_group_target(const OpenProject& open, const std::string& word) {
  for (const std::string& base : {current_folder(), open.project.root}) {
    const std::string path = absolute_path(word, base);
    const std::optional<std::string> known = open.project.known_path(path);
    if (!known || known->starts_with('/')) continue;
    const std::string there = path_on_disk(open.project, open.catalog(), *known);
    const std::optional<FileStat> status =
        stat_following(there == *known ? path : open.project.absolute(there));
    if (!status || !status->is_folder()) continue;
    return group_at(open, there);
  }
  std::vector<std::string> bearers;
  for (const GroupRow& group : open.catalog().groups()) {
    if (group.name == word) bearers.push_back(group.path);
  }
  if (bearers.empty()) return std::nullopt;
  if (bearers.size() > 1) {
    throw Error(ErrorCode::conflict,
                fmt::format("'{}' is the name of {} groups:\n  {}", printable(word), bearers.size(),
                            join(bearers, "\n  ")),
                "type the path of one of them");
  }
  return group_at(open, bearers.front());
}

/// The runs that options (and words as places) choose.
std::vector<RunHead> chosen_runs(OpenProject& open, const RunSelection& selection) {
  std::vector<RunHead> runs;
  for (const RunRow& row :
       query_runs(open.catalog(), {.filter = make_filter(open, selection)}, RunParts::head)) {
    runs.push_back(head_of(row));
  }
  if (!runs.empty()) return runs;
  throw Error(ErrorCode::not_found, "no run is chosen by these options", "try them with: cairn ls");
}

void add_targets(OpenProject& open, const std::string& word, GroupMeaning meaning,
                 EditTargets& targets) {
  refuse_empty_name(word);
  const std::optional<GroupPlace> group = find_group_target(open, word);
  if (group && meaning == GroupMeaning::itself) {
    targets.groups.push_back(*group);
  } else if (group) {
    for (const RunHead& run : open.catalog().find_below(group->path)) {
      if (run.copy == 0) targets.runs.push_back(run);
    }
  } else {
    const Resolved resolved = resolve_in_place(open, word);
    if (resolved.child) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("'{}' is a child of run {}, and only runs and groups are annotated",
                              printable(word), resolved.run.id.text),
                  fmt::format("name its run: {}", resolved.run.id.text));
    }
    targets.runs.push_back(resolved.run);
  }
}

/// Each run and group once, in the order in which they were named.
void drop_repeats(EditTargets& targets) {
  std::set<std::int64_t> runs;
  std::erase_if(targets.runs, [&](const RunHead& run) { return !runs.insert(run.rowid).second; });
  std::set<std::string> groups;
  std::erase_if(targets.groups,
                [&](const GroupPlace& group) { return !groups.insert(group.path).second; });
}

Value group_json(const Project& project, const GroupPlace& place) {
  const GroupFile file = read_group_file(project, place.path).value_or(GroupFile{});
  const auto texts = [](const std::vector<std::string>& list) {
    return List(list.begin(), list.end());
  };
  return Map{{"path", place.path},
             {"kind", place.group},
             {"name", file.name.empty() ? base_name(place.path) : file.name},
             {"description", text_or_null(file.description)},
             {"notes", text_or_null(file.notes)},
             {"tags", texts(file.tags)},
             {"objectives", texts(file.objectives)}};
}

void print_targets(OpenProject& open, const EditTargets& targets, const EditCounts& counts) {
  List runs;
  for (const RunHead& run : targets.runs) {
    if (const auto found = open.catalog().find_by_digest(run.digest)) {
      runs.push_back(run_json(load_row(open, *found)));
    }
  }
  List groups;
  for (const GroupPlace& group : targets.groups) groups.push_back(group_json(open.project, group));
  print_json(Map{{"format", 1},
                 {"changed", counts.changed},
                 {"unchanged", counts.unchanged},
                 {"runs", std::move(runs)},
                 {"groups", std::move(groups)}});
}

}  // namespace

void bind_edit_options(CommandLine& line, EditOptions& options) {
  bind_selection_options(line, options.selection);
  bind_json(line, options.json);
}

EditTargets find_edit_targets(OpenProject& open, const RunSelection& selection,
                              GroupMeaning meaning) {
  refuse_empty_filter(selection);
  EditTargets targets;
  if (has_selection_options(selection)) {
    targets.runs = chosen_runs(open, selection);
    return targets;
  }
  if (selection.places.empty()) {
    throw Error(ErrorCode::invalid_input, "which runs?",
                "name them (an id, a name, a path, latest, best), or choose them: --stage fit");
  }
  for (const std::string& word : selection.places) add_targets(open, word, meaning, targets);
  drop_repeats(targets);
  if (targets.runs.empty() && targets.groups.empty()) {
    throw Error(ErrorCode::not_found, "there is no run below these groups");
  }
  return targets;
}

std::string describe(const EditTargets& targets) {
  if (targets.runs.size() == 1 && targets.groups.empty()) {
    const RunHead& run = targets.runs.front();
    return run.name.empty() ? run.id.text
                            : fmt::format("{} ({})", run.id.text, printable(run.name));
  }
  if (targets.groups.size() == 1 && targets.runs.empty()) {
    return printable(targets.groups.front().path);
  }
  std::string text;
  if (!targets.runs.empty()) text = counted(targets.runs.size(), "run");
  if (targets.groups.empty()) return text;
  return text + (text.empty() ? "" : " and ") + counted(targets.groups.size(), "group");
}

int finish_edit(OpenProject& open, const EditTargets& targets, const EditCounts& counts,
                const std::string& said, const EditOptions& options) {
  std::set<std::string> folders;
  for (const RunHead& run : targets.runs) folders.insert(run.path);
  for (const GroupPlace& group : targets.groups) folders.insert(group.path);
  open.fresh.reset();  // One connection at a time: the old one could hold a lock.
  report_views(follow_edits(open.project, folders));
  if (options.json) {
    open.fresh = std::make_unique<FreshCatalog>(open_fresh_catalog(open.project));
    print_targets(open, targets, counts);
  } else {
    print_line(said);
  }
  return 0;
}

}  // namespace cairn
