// Where an imported run goes, decided before anything is written: present runs stay as they are,
// new ones go where they lay in their own project if this project's layout puts such runs there,
// else below `imported/`. docs/formats/package.md has the table. It writes nothing.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/exchange/opened_package.h"
#include "cairn/store/groups.h"
#include "cairn/store/project.h"

namespace cairn {

/// What becomes of a run of the package.
enum class ImportAction {
  add,      ///< It is new here.
  present,  ///< It is here already, with all that the package has of it.
  replace,  ///< What is here goes to the trash.
};

/// One decision.
struct ImportPlace {
  ImportAction action = ImportAction::add;
  std::string path;             ///< Its folder, relative to the project.
  std::optional<RunHead> here;  ///< The run that is here under its digest.
  bool here_is_shared = false;  ///< Other runs lie in its folder, too.
  /// The group that `to_run` makes.
  std::optional<Session> session;
  std::optional<GroupPlace> group;
};

/// Where the files of a group of the package go: its folder there, relative to the project; empty
/// where no run that comes tells it.
std::vector<std::string> place_groups(const Project& project, const OpenedPackage& package,
                                      const std::vector<ImportPlace>& places);

/// What a person said of the places.
struct PlaceOptions {
  std::string to_run;    ///< A group by name or folder, made when it is new; empty: none.
  bool replace = false;  ///< A run that is here in another state goes to the trash.
};

/// The places of all runs of the package, in its order. Throws Error(conflict) for a run that is
/// here in another state, or whose id is that of another run, unless it may be replaced.
std::vector<ImportPlace> place_runs(const Project& project, const Catalog& catalog,
                                    const OpenedPackage& package, const PlaceOptions& options);

}  // namespace cairn
