#include "cairn/exchange/migrate_groups.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

/// A group folder with the runs below it, by their digests.
struct GroupRuns {
  GroupPlace place;
  std::set<Digest> runs;
};

using GroupsByPath = std::map<std::string, GroupRuns>;

void add_run(const Layout& layout, const std::string& kind, const std::string& path,
             const Digest& run, GroupsByPath& groups) {
  for (GroupPlace& place : groups_above(layout, kind, path)) {
    GroupRuns& group = groups[place.path];
    group.place = std::move(place);
    group.runs.insert(run);
  }
}

bool says_something(const GroupFile& file) {
  return !file.description.empty() || !file.notes.empty() || !file.tags.empty() ||
         !file.objectives.empty();
}

/// The group here for one of the source: the innermost with the same runs, else one of that name in
/// the layout that holds them all.
const GroupRuns* counterpart(const GroupRuns& old, const GroupsByPath& here) {
  const GroupRuns* same_runs = nullptr;
  const GroupRuns* same_name = nullptr;
  for (const auto& [path, group] : here) {
    if (group.runs == old.runs) same_runs = &group;  // in the order of paths: the inner one later
    const bool holds_all = std::ranges::includes(group.runs, old.runs);
    if (holds_all && group.place.group == old.place.group) same_name = &group;
  }
  return same_name != nullptr ? same_name : same_runs;
}

void add_missing(const std::vector<std::string>& from, std::vector<std::string>& to) {
  for (const std::string& text : from) {
    if (std::ranges::find(to, text) == to.end()) to.push_back(text);
  }
}

}  // namespace

void plan_groups(const MigrationSource& source, const Project& project, MigrationPlan& plan) {
  if (!source.is_project) return;
  const Project old_project = open_project(source.root);
  GroupsByPath before;
  for (const Record& record : source.records) {
    const RunDefinition& run = record.definition;
    add_run(old_project.layout, run.kind, run.path, run.digest, before);
  }
  GroupsByPath here;
  for (const MigratedRun& run : plan.runs) {
    const RunDefinition& definition = run.record.definition;
    if (run.state == MigratedRun::State::refused) continue;
    add_run(project.layout, definition.kind, definition.path, definition.digest, here);
  }
  for (const auto& [path, group] : before) {
    try {
      std::optional<GroupFile> file = read_group_file(old_project, path);
      if (!file) continue;
      if (const GroupRuns* place = counterpart(group, here)) {
        plan.groups.push_back({.old_path = path, .place = place->place, .file = std::move(*file)});
      } else if (says_something(*file)) {
        plan.conflicts.push_back(
            fmt::format("what was said of '{}' stays behind: no group of the layout {} holds its "
                        "runs and no others",
                        path, project.layout.name));
      }
    } catch (const Error& error) {
      plan.conflicts.push_back(
          fmt::format("what was said of '{}' stays behind: {}", path, error.message()));
    }
  }
}

std::vector<std::string> write_groups(const Project& project, const MigrationPlan& plan) {
  std::vector<std::string> problems;
  for (const MigratedGroup& group : plan.groups) {
    const auto take = [&](const std::string& from, std::string& to, std::string_view what) {
      if (to.empty()) to = from;
      if (from.empty() || to == from) return;
      problems.push_back(fmt::format("{}: its own {} stays; '{}' said something else",
                                     group.place.path, what, group.old_path));
    };
    edit_group(project, group.place, [&](GroupFile& here) {
      // The newest session of an experiment is the one that its next runs join.
      if (here.kind == group.file.kind) here.created = std::min(here.created, group.file.created);
      take(group.file.description, here.description, "description");
      take(group.file.notes, here.notes, "note");
      add_missing(group.file.tags, here.tags);
      add_missing(group.file.objectives, here.objectives);
    });
  }
  return problems;
}

}  // namespace cairn
