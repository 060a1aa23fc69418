#include "cli/select_runs.h"

#include <algorithm>
#include <cctype>
#include <set>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/layout/read_path.h"
#include "cairn/query/earlier_upstream.h"
#include "cairn/query/filter_keys.h"
#include "cairn/spec/filter.h"
#include "cairn/store/layout_links.h"
#include "cairn/store/resolve.h"
#include "cairn/views/reused_runs.h"
#include "cli/step_filter.h"
#include "cli/terminal.h"
#include "cli/unknown_values.h"

namespace cairn {

std::optional<std::string> folder_of_place(const OpenProject& open, const std::string& place) {
  const Project& project = open.project;
  for (const std::string& base : {current_folder(), project.root}) {
    std::string path = absolute_path(place, base);
    std::optional<std::string> known = project.known_path(path);
    if (!known) continue;
    if (!known->empty() && !known->starts_with('/')) {
      const std::string there = path_on_disk(project, open.catalog(), *known);
      if (there != *known) path = project.absolute(there);
      known = there;
    }
    const auto is_folder = [](const std::string& there) {
      const std::optional<FileStat> status = stat_path(there);
      return status && status->is_folder();
    };
    if (is_folder(path)) return known;
    const std::optional<std::string> other = made_spelling(project.layout, *known);
    if (other && !stat_path(path) && is_folder(project.absolute(*other))) return other;
  }
  return std::nullopt;
}

namespace {

void add(const std::vector<RunHead>& runs, std::set<std::int64_t>& rowids) {
  for (const RunHead& run : runs) rowids.insert(run.rowid);
}

/// Whether one of the folders above the run, below the project, is called `name`.
bool lies_in_folder(const RunHead& run, const std::string& name) {
  for (std::string path = parent_path(run.path); !path.empty(); path = parent_path(path)) {
    if (base_name(path) == name) return true;
  }
  return false;
}

/// Adds the runs that a folder means: all below it and, of a group, those that it ranks.
void add_folder(const OpenProject& open, const std::string& folder, GroupRuns groups,
                std::set<std::int64_t>& rowids) {
  const Catalog& catalog = open.catalog();
  add(catalog.find_below(folder), rowids);
  if (groups == GroupRuns::below) return;
  const std::optional<GroupPlace> group = group_at(open.project.layout, catalog, folder);
  if (group) add(reused_runs(open.project, catalog, *group), rowids);
}

/// Adds the runs of all groups of that name: sessions bear one, other groups that of their folder.
bool add_groups(const OpenProject& open, const std::string& name, GroupRuns groups,
                std::set<std::int64_t>& rowids) {
  const Catalog& catalog = open.catalog();
  const std::size_t before = rowids.size();
  for (const GroupRow& group : catalog.groups()) {
    if (group.name == name) add_folder(open, group.path, groups, rowids);
  }
  for (const RunHead& run : catalog.heads()) {
    if (lies_in_folder(run, name)) rowids.insert(run.rowid);
  }
  return rowids.size() > before;
}

void add_place(const OpenProject& open, const std::string& place, GroupRuns groups,
               std::set<std::int64_t>& rowids) {
  refuse_empty_name(place);
  const Catalog& catalog = open.catalog();
  if (const std::optional<std::string> folder = folder_of_place(open, place)) {
    if (folder->empty()) return add(catalog.heads(), rowids);
    return add_folder(open, *folder, groups, rowids);
  }
  if (add_groups(open, place, groups, rowids)) return;
  const std::vector<RunHead> bearers = catalog.find_by_name(place);
  if (!bearers.empty()) {
    add(bearers, rowids);
    return;
  }
  rowids.insert(resolve_run(open.project, catalog, place, best_in(catalog)).run.rowid);
}

std::vector<RunStatus> read_statuses(const std::optional<std::string>& names) {
  std::vector<RunStatus> statuses;
  if (!names) return statuses;
  for (const std::string& name : split(*names, ',')) statuses.push_back(read_status(name));
  return statuses;
}

/// "status IN ('failed','killed')", a filter.
std::string one_of(const std::vector<RunStatus>& statuses) {
  std::vector<std::string> names;
  for (const RunStatus status : statuses) names.push_back(fmt::format("'{}'", status_name(status)));
  return fmt::format("status IN ({})", join(names, ","));
}

/// Words with nothing to look for in them would find nothing, for no reason that one could see.
std::string checked_search(const std::string& words) {
  const bool has_sign = std::any_of(words.begin(), words.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 128;
  });
  if (words.empty() || has_sign) return words;
  throw Error(ErrorCode::invalid_input,
              fmt::format("--search '{}' has no letter or digit", printable(words)),
              "cairn ls --search 'outlier 1300'");
}

/// The groups of an experiment may rank runs that other experiments made, which bear the names of
/// these: says how many they are, and where they are found.
void tell_reused(const OpenProject& open, const std::string& experiment) {
  const Catalog& catalog = open.catalog();
  Statement other = catalog.database().prepare(
      "SELECT 1 FROM runs WHERE run = ? AND experiment <> ? AND copy = 0");
  for (const GroupRow& group : catalog.groups()) {
    const Value* label = group.fields.find("experiment");
    const bool is_its = group.name == experiment || (label && *label == Value(experiment));
    if (!is_its || group.reused.empty()) continue;
    const std::optional<GroupPlace> place = group_at(open.project.layout, catalog, group.path);
    if (!place) continue;
    std::int64_t count = 0;
    for (const RunHead& run : reused_runs(open.project, catalog, *place)) {
      if (other.bind(1, run.rowid).bind(2, experiment).step()) ++count;
      other.reset();
    }
    if (count == 0) continue;
    print_error(
        fmt::format("cairn: note: {} of other experiments that '{}' uses {} not among these; name "
                    "the folder for "
                    "all: {}\n",
                    counted(count, "run"), printable(experiment), count == 1 ? "is" : "are",
                    printable(group.path)));
  }
}

void tell_behind(const std::vector<std::string>& keys) {
  for (const std::string& key : keys) {
    print_error(fmt::format("cairn: note: '{}' is a field; did you mean {}?\n",
                            key.substr(key.rfind('.') + 1), key));
  }
}

}  // namespace

void bind_selection(CommandLine& line, RunSelection& selection) {
  line.argument("PLACE", selection.places, "a group, a folder, or a run; more than one is fine");
  bind_selection_options(line, selection);
}

void bind_selection_options(CommandLine& line, RunSelection& selection) {
  line.section("Which runs");
  line.option("--status", "S", selection.status,
              "pending, running, finished, failed, killed, preempted or lost; several with commas");
  line.option("--stage", "S", selection.stage, "runs of this stage");
  line.option("--dataset", "D", selection.dataset, "runs on this dataset");
  line.option("--experiment", "E", selection.experiment, "runs of this experiment");
  line.option("--kind", "K", selection.kind, "runs of this kind");
  line.option("--search", "WORDS", selection.search,
              "words in id, name, experiment, description, notes, tags, aliases or path, each as "
              "the beginning of one");
  line.option("--where", "FILTER", selection.where,
              "runs of which this holds, as in \"rmse < 0.5 AND params.model = 'PLS'\"");
}

bool has_selection_options(const RunSelection& selection) {
  return selection.status || selection.stage || selection.dataset || selection.experiment ||
         selection.kind || !selection.search.empty() || !selection.where.empty();
}

bool has_selection(const RunSelection& selection) {
  return !selection.places.empty() || has_selection_options(selection);
}

void refuse_empty_filter(const RunSelection& selection) {
  for (const std::string& text : selection.where) {
    if (!is_empty_filter(text)) continue;
    throw Error(ErrorCode::invalid_input,
                fmt::format("which runs? --where '{}' says nothing", printable(text)),
                "to take all: --where \"id != ''\"");
  }
}

void refuse_whole_project(const OpenProject& open, const RunSelection& selection) {
  for (const std::string& place : selection.places) {
    if (place.empty()) continue;
    const std::optional<std::string> folder = folder_of_place(open, place);
    if (folder != "" && folder != open.project.results()) continue;
    throw Error(ErrorCode::invalid_input,
                fmt::format("'{}' is {}", printable(place),
                            folder == "" ? "the whole project" : "the folder of all results"),
                "name runs or groups, or choose by --status, --where, --older-than; to take all: "
                "--where \"id != ''\"");
  }
}

RunsFilter make_filter(const OpenProject& open, const RunSelection& selection) {
  RunsFilter filter;
  filter.experiment = selection.experiment;
  filter.dataset = selection.dataset;
  filter.stage = selection.stage;
  filter.kind = selection.kind;
  filter.search = checked_search(selection.search);
  const std::vector<RunStatus> statuses = read_statuses(selection.status);
  if (statuses.size() == 1) filter.status = statuses.front();
  filter.names_statuses = statuses.size() > 1;
  tell_unknown(open.catalog(), "experiment", selection.experiment);
  tell_unknown(open.catalog(), "dataset", selection.dataset);
  tell_unknown(open.catalog(), "stage", selection.stage);
  tell_unknown(open.catalog(), "kind", selection.kind);
  const bool tells = selection.groups == GroupRuns::ranked && selection.places.empty();
  if (tells && selection.experiment) tell_reused(open, *selection.experiment);
  narrow_to(open, selection.places, filter, selection.groups);
  std::vector<Filter> filters;
  if (statuses.size() > 1) filters.push_back(read_filter(open.catalog(), one_of(statuses)));
  for (const std::string& text : selection.where) {
    filters.push_back(read_filter(open.catalog(), text));
    tell_unknown_in(open.catalog(), filters.back());
  }
  if (!filters.empty()) filter.where = all_of(std::move(filters));
  answer_steps(open, filter);
  return filter;
}

void tell_keys_behind_fields(const Catalog& catalog, const RunSelection& selection) {
  for (const std::string& text : selection.where) tell_behind(keys_behind_fields(catalog, text));
}

void tell_keys_behind_names(const Catalog& catalog, std::vector<std::string> names) {
  std::erase(names, std::string());
  tell_behind(keys_behind_names(catalog, join(names, ",")));
}

void tell_earlier_upstream(const Catalog& catalog, const RunsFilter& filter,
                           const std::vector<KeyRef>& keys) {
  const bool is_filtered = filter.where && asks_upstream_attempt(*filter.where);
  if (!is_filtered && std::none_of(keys.begin(), keys.end(), is_of_upstream_attempt)) return;
  RunsFilter looked_at = filter;
  if (is_filtered) looked_at.where.reset();  // Their values can pass no comparison.
  if (const std::optional<std::string> note = earlier_upstream_note(catalog, looked_at)) {
    print_error(fmt::format("cairn: note: {} (cairn why tells more)\n", *note));
  }
}

void narrow_to(const OpenProject& open, const std::vector<std::string>& places, RunsFilter& filter,
               GroupRuns groups) {
  if (places.empty()) return;
  std::set<std::int64_t> rowids;
  for (const std::string& place : places) add_place(open, place, groups, rowids);
  filter.rowids.emplace(rowids.begin(), rowids.end());
}

RunStatus read_status(std::string_view name) {
  std::vector<std::string> names;
  for (int i = 0; i <= static_cast<int>(RunStatus::lost); ++i) {
    const auto status = static_cast<RunStatus>(i);
    if (status_name(status) == name) return status;
    names.emplace_back(status_name(status));
  }
  const std::string hint = did_you_mean(name, names);
  throw Error(ErrorCode::invalid_input, fmt::format("there is no status '{}'", name),
              hint.empty() ? "a run is " + join(names, ", ") : hint);
}

}  // namespace cairn
