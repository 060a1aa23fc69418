// Paths of runs, groups, children and artifacts by a layout, and the way back from a path to what
// it can mean. All paths are relative to the project's folder or, where said, to a run's folder.
// Invariant: parse_path(run_path(k, x)) holds a reading of kind k with the normalised x. It looks
// at no disk: which of several readings exists is for the caller to find out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/value.h"
#include "cairn/layout/layout.h"

namespace cairn {

/// One group folder above a run.
struct GroupPlace {
  std::string group;  ///< The name of the group in the layout.
  std::string path;   ///< From the project's folder.
  Map fields;         ///< Normalised texts of all fields from the root down to here.
  bool dated = false;
};

/// Where a run lies.
struct RunPlace {
  std::string path;                ///< Of its folder, from the project's folder.
  std::vector<GroupPlace> groups;  ///< The groups above it, outermost first.
  std::string whole_name;          ///< Of its folder, where that name was cut; else empty.
};

/// Where the run of `kind` with `fields` lies. `fields` holds experiment, name, dataset, date (ISO,
/// or as the layout writes it), seed, stage, kind, id, the names (hash6 …) and the params.
/// Throws Error(invalid_input) for an unknown kind, an absent field and an unfit value.
RunPlace run_path(const Layout& layout, std::string_view kind, const Map& fields,
                  std::size_t limit = kLongestName);

/// Where the group with `fields` lies. Throws as run_path does.
GroupPlace group_path(const Layout& layout, std::string_view group, const Map& fields,
                      std::size_t limit = kLongestName);

/// `path` with "~{id}" behind it: the folder of a run whose own path another run has taken.
std::string with_id(std::string_view path, std::string_view id, std::size_t limit = kLongestName);

/// The folder of a child below its run's folder; nullopt when the layout has no place for it.
/// `fields` holds the child's id, name, kind and params. Throws as run_path does.
std::optional<std::string> child_path(const Layout& layout, std::string_view run_kind,
                                      std::string_view child_kind, const Map& fields,
                                      std::size_t limit = kLongestName);

/// Where an artifact with `role` belongs below its run's folder. `fields` holds the run's fields,
/// `file` (its name), and child.id, child.name, child.kind where it has a child. nullopt when the
/// layout says nothing of the role, or when its template shows a field that this artifact lacks:
/// then it stays where it is.
std::optional<std::string> artifact_path(const Layout& layout, std::string_view role,
                                         const Map& fields, std::size_t limit = kLongestName);

/// One meaning of a path. Fields of a child stand under "child.", so that both sets stay apart.
struct LayoutReading {
  enum class What { run, group, child } what = What::run;
  std::string name;               ///< Of the kind or group.
  Map fields;                     ///< Field → normalised text.
  std::vector<std::string> cut;   ///< Fields that a cut segment swallowed: the record has them.
  std::optional<std::string> id;  ///< The id behind '~', where the folder has one.
};

/// Every meaning of `path` (from the project's folder); empty when the layout makes no such path.
/// Groups first, then kinds in the order of the layout, those that say `ambiguous: report` last.
std::vector<LayoutReading> parse_path(const Layout& layout, std::string_view path,
                                      std::size_t limit = kLongestName);

/// The fields without default that the path of `kind` shows, outermost first.
/// Throws Error(invalid_input) for an unknown kind.
std::vector<std::string> required_fields(const Layout& layout, std::string_view kind);

}  // namespace cairn
