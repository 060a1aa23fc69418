// The layout that `cairn migrate --to` names: one that cairn carries, or a file, which comes into
// the new project together with the scheme files that it names. It does not know runs.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "cairn/layout/layout.h"
#include "cairn/store/project.h"

namespace cairn {

/// A layout for a project, with what the project needs to read it.
struct TargetLayout {
  Layout layout;
  std::string name;  ///< As cairn.yaml has it: a name, or a file in the project's folder.
  /// The files that come into the project: path below its folder, and text. None for a layout that
  /// cairn carries.
  std::vector<std::pair<std::string, std::string>> files;
};

/// What `name` means; a file counts from the working folder. Throws Error(invalid_input),
/// Error(not_found).
TargetLayout find_target_layout(const std::string& name);

/// Whether `project` has the layout `name`: the one that it names itself, one that is called so, or
/// a file with the same text. Throws Error(invalid_input) for a layout that there is not.
bool has_layout(const Project& project, const std::string& name);

/// Whether nothing lies in `folder` but files of `target`, as they are: what an earlier call that
/// was cut off has written there.
bool holds_only(const TargetLayout& target, const std::string& folder);

/// Writes the files of `target` into `folder`.
void write_layout_files(const TargetLayout& target, const std::string& folder);

}  // namespace cairn
