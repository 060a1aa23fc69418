// Which runs a command line means, in one form for all verbs: places (folders, groups by name,
// runs), the options of the section "Which runs", and a filter. It does not know what is done with
// them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/query/runs_query.h"
#include "cli/open.h"
#include "cli/options.h"

namespace cairn {

/// Which runs a group means.
enum class GroupRuns {
  below,   ///< Those that lie in its folder, for what acts on them.
  ranked,  ///< Those of other sessions, too, that it ranks as its own, for what tells of them.
};

/// What a person said of the runs that a verb shall look at; all parts together must hold.
struct RunSelection {
  std::vector<std::string> places;  ///< Folders, groups, runs: any of them.
  std::optional<std::string> status;
  std::optional<std::string> stage;
  std::optional<std::string> dataset;
  std::optional<std::string> experiment;
  std::optional<std::string> kind;
  std::string search;              ///< Words that must be in its names, notes or tags.
  std::vector<std::string> where;  ///< Filters: all of them.
  GroupRuns groups = GroupRuns::below;
};

/// Binds the argument PLACE… and the options of the section "Which runs", which stays open for
/// options that only one verb has.
void bind_selection(CommandLine& line, RunSelection& selection);

/// The options alone, for verbs with arguments of their own.
void bind_selection_options(CommandLine& line, RunSelection& selection);

/// Whether any of the options was given.
bool has_selection_options(const RunSelection& selection);
/// Whether anything was said: a place or an option.
bool has_selection(const RunSelection& selection);

/// For verbs that move, remove, change or hand out what is chosen. Throws Error(invalid_input) for
/// a filter that says nothing: who only looks may mean all runs by it, but where something is done
/// it is a variable that was not set.
void refuse_empty_filter(const RunSelection& selection);

/// For verbs that move or remove. Throws Error(invalid_input) for a place that is the whole
/// project, or its folder of results: a dot or a name too few would be all that there is.
void refuse_whole_project(const OpenProject& open, const RunSelection& selection);

/// The folder that a place is, from the project's folder: "" is the project; of an adopted tree
/// outside it is absolute. nullopt for what is no folder.
std::optional<std::string> folder_of_place(const OpenProject& open, const std::string& place);

/// The filter that `selection` means, copies hidden. Throws Error(not_found) for a place that is
/// none, Error(invalid_input) for a status that is none.
RunsFilter make_filter(const OpenProject& open, const RunSelection& selection);

/// Where a filter found nothing: notes the keys that are called as a field which it asks for.
void tell_keys_behind_fields(const Catalog& catalog, const RunSelection& selection);
/// The same where `names` were typed to be shown, sorted by, grouped by or ranked per: options with
/// commas between their names. A field answers silently where a param of that name was meant.
void tell_keys_behind_names(const Catalog& catalog, std::vector<std::string> names);

/// Where `filter` compares what attempts upstream had, or one of `keys` shows that: notes which
/// runs have no such values, as they were made from earlier attempts.
void tell_earlier_upstream(const Catalog& catalog, const RunsFilter& filter,
                           const std::vector<KeyRef>& keys);

/// Narrows `filter` to the runs that `places` mean together; no place narrows nothing. A place is a
/// folder (from here, or from the project's folder), the name of a group, or a run. A name that
/// several bear means all of them. Throws Error(not_found) for a place that is none of these.
void narrow_to(const OpenProject& open, const std::vector<std::string>& places, RunsFilter& filter,
               GroupRuns groups = GroupRuns::below);

/// Reads a status. Throws Error(invalid_input) with the nearest one.
RunStatus read_status(std::string_view name);

}  // namespace cairn
