// Links that do not lead where they should. Those in run folders that lead out of the store: what
// is seen through them is in no copy or backup of it, and may be changed by others. And those that
// the layout makes: one that leads to another run's folder opens other weights under its name. And
// those in the place of a folder of runs, behind which no command looks for them. It
// does not look at files that records name themselves: a link in the place of one is damage
// (verify_files.h).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cairn/verify/verify.h"
#include "cairn/verify/verify_foreign.h"

namespace cairn {

/// The links in and below folders of runs in `tree` that lead out of the project and its results,
/// wherever these lie; those of `known` left out. And links beside runs to folders that hold runs
/// and that no walk comes to.
std::vector<Finding> find_links_out(const Project& project, const std::vector<TreeFolder>& tree,
                                    const Vouched& vouched, const KnownPaths& known);

/// What the links of the layout say, by where they stand; several texts where a name stands for
/// several folders.
using LinkTexts = std::map<std::string, std::vector<std::string>>;

/// Those that are not there, or say something else.
std::vector<Finding> find_wrong_links(const Project& project, const LinkTexts& links);

}  // namespace cairn
