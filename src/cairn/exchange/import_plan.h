// What an import still has to do once everything is unpacked and checked: `plan.json` in its folder
// below `.cairn/imports`. Writing it is the moment at which the import happens; carrying it out can
// be cut off anywhere and begun again. It does not know packages.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cairn/store/groups.h"
#include "cairn/store/project.h"

namespace cairn {

/// One run that is to move into its place.
struct ImportMove {
  std::string from;  ///< Its folder below that of the import.
  RunId id;
  Digest digest;
  std::string to;          ///< Relative to the project.
  std::string replaces;    ///< The folder of the run that goes to the trash; empty: none.
  bool is_shared = false;  ///< Other runs lie there, too.
};

/// One file beside the runs that is to move into its place, unless something is there.
struct ImportFile {
  std::string from;  ///< Below the folder of the import.
  std::string to;    ///< Relative to the project.
};

struct ImportPlan {
  std::vector<ImportMove> moves;
  std::vector<ImportFile> files;     ///< Of groups.
  std::vector<std::string> folders;  ///< Of these groups, whose views follow.
  std::optional<Session> session;    ///< A group that is to be made.
  std::optional<GroupPlace> group;
};

/// Writes the plan into the folder of the import, durably. Throws Error(io).
void write_import_plan(const Project& project, const std::string& folder, const ImportPlan& plan);
/// The plan there; nullopt when the import never came so far. Throws Error(corrupt).
std::optional<ImportPlan> read_import_plan(const std::string& folder);

/// Does what is left of the plan. Returns where the runs lie now, and the folders of groups. Throws
/// Error(io), Error(conflict).
std::vector<std::string> carry_out(const Project& project, const std::string& folder,
                                   const ImportPlan& plan);

/// Removes the folder of an import, its plan first. Throws Error(io).
void remove_import(const std::string& folder);

}  // namespace cairn
