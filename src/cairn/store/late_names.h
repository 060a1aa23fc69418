// Names of a run that are made when it has ended, of its files: the object of a target by the bytes
// of its folder, and names that are made of such a one. It does not know when a run ends.
#pragma once

#include <string>
#include <vector>

#include "cairn/identity/scheme.h"
#include "cairn/layout/layout.h"
#include "cairn/record/record.h"

namespace cairn {

/// The name that `scheme` gives to the files at `paths` below `folder`, which are read block by
/// block. Throws Error(invalid_input) for a scheme that names no folders, Error(not_found),
/// Error(io), and Error(conflict) for a file that changed meanwhile.
SchemeName name_folder(const Scheme& scheme, const std::string& folder,
                       const std::vector<std::string>& paths);

/// Gives a finished run the names that its layout makes of its artifacts, which lie below `folder`;
/// none where it has no file there. Another name that it had instead is kept as "old_<field>".
/// Throws as name_folder.
void add_late_names(const Layout& layout, const std::string& folder, Record& record);

}  // namespace cairn
