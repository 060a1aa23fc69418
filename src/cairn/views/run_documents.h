// Which documents the layout makes of one run: their places, without looking at what they say. It
// does not know the catalog: of a name that shows something of other runs it does not tell.
#pragma once

#include <string>
#include <vector>

#include "cairn/record/record.h"
#include "cairn/store/project.h"

namespace cairn {

/// The documents of the run and its children, as paths below its folder, `path`; without those that
/// the run itself wrote.
std::vector<std::string> documents_of_run(const Project& project, const Record& record,
                                          const std::string& path);

/// Removes them from `contents` (absolute), where an attempt lies that a new one has replaced. What
/// a person typed into them was taken over before; once they lie in their place again they would
/// look as if somebody had typed the old texts, and they are made anew there.
void remove_old_documents(const Project& project, const Record& record, const std::string& path,
                          const std::string& contents);

}  // namespace cairn
