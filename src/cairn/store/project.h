// An opened project: its folder, cairn.yaml and layout. Opening writes nothing. It does not know
// which runs exist.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/redact.h"
#include "cairn/layout/layout.h"
#include "cairn/spec/project_spec.h"
#include "cairn/store/adopted_roots.h"

namespace cairn {

struct Project {
  std::string root;  ///< Absolute folder that holds cairn.yaml.
  ProjectSpec spec;
  Layout layout;
  Redactor redactor;  ///< Knows our secret variables, and those that cairn.yaml sets.
  std::vector<AdoptedRoot> adopted;  ///< Foreign trees: read, never written into.

  /// `relative` below the project as an absolute path.
  std::string absolute(std::string_view relative) const;
  /// The folder of results, relative to the project; "." where several lie in the project's own.
  const std::string& results() const { return layout.root; }
  /// The folders that runs lie in, relative to the project; archived ones, too. Each may be a link.
  std::vector<std::string> result_folders() const;
  /// A path below `.cairn`, absolute.
  std::string hidden(std::string_view relative) const;
  /// How an absolute path is named in the catalog: relative to the project, or as it is where it
  /// lies in an adopted tree outside; nullopt for any other place.
  std::optional<std::string> known_path(std::string_view absolute) const;
  /// The adopted tree that holds `path` (relative, or absolute), or nullptr.
  const AdoptedRoot* adopted_at(std::string_view path) const {
    return adopted.empty() ? nullptr : find_adopted_root(adopted, path);
  }
};

/// The folder at or above `start` that holds cairn.yaml, absolute; a relative `start` lies in the
/// working folder. Throws Error(not_found).
std::string find_project_root(std::string_view start);

/// Where the options of the user lie, for all projects: $XDG_CONFIG_HOME/cairn/config.yaml, or
/// below
/// ~/.config. nullopt where there is no home.
std::optional<std::string> user_options_path();

/// Reads the user's options, cairn.yaml and the layout of the project at or above `start`. Throws
/// Error(not_found), Error(invalid_input).
Project open_project(std::string_view start);

/// Of these folders (relative to the project) the first that is, or lies behind, a link to what is
/// not there, in words; nullopt: none. A disk may not be mounted: its runs are not gone.
std::optional<std::string> find_dangling(const Project& project,
                                         const std::vector<std::string>& folders);

/// The same of `.cairn` and the folders that runs are made in.
std::optional<std::string> find_unreachable(const Project& project);

/// What helps.
inline constexpr std::string_view kDanglingHint = "bring that folder back, or remove the link";

/// Throws Error(conflict) where find_unreachable finds one: nothing can be said of runs then.
void require_reachable(const Project& project);

/// The layout `name`: one that cairn carries, or a layout file, relative to `folder`; the scheme
/// files that it names lie relative to it. Throws Error(not_found), Error(invalid_input).
Layout read_layout(const std::string& name, const std::string& folder, LayoutChanges changes = {});

/// Makes `.cairn` and one folder below it when missing; returns its absolute path.
std::string ensure_hidden_folder(const Project& project, std::string_view name);

}  // namespace cairn
