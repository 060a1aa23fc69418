// What the links of a layout stand for: the folders of the groups and runs that bear the name in
// it (models/N:hash=0dac287a), as the runs themselves tell. What a link says on the disk is never
// asked: it may have been bent, lead nowhere, or stand for two folders of which it can lead to one.
// It makes no links (views/render_files.h), and does not say which of them are wrong
// (verify/verify_links.h).
#pragma once

#include <set>
#include <string>

#include "cairn/catalog/catalog.h"
#include "cairn/store/project.h"

namespace cairn {

/// Whether a link of the layout may stand at `path`, from the project's folder.
bool is_layout_link(const Layout& layout, const std::string& path);

/// The folders that the link of the layout at `path` stands for, by what the runs are.
std::set<std::string> folders_of_link(const Project& project, const Catalog& catalog,
                                      const std::string& path);

/// The folder of the innermost run that lies at `path` or around it, which a link may lead into;
/// empty: there is none.
std::string run_folder_around(const Catalog& catalog, std::string path);

/// `path` (from the project's folder) as it lies on the disk: names that are too long are cut as a
/// layout cuts them, and in the place of a link of the layout is the folder that bears its name; a
/// name that no run bears stays. No other link is looked at. Throws Error(conflict) for a name that
/// stands for several folders, listing them.
std::string path_on_disk(const Project& project, const Catalog& catalog, const std::string& path);

}  // namespace cairn
