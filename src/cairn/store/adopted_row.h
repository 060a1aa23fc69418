// The row of a run of an adopted tree. Its record stands in the file of the tree, and what people
// say of it beside that file. It does not know the catalog, or where the record comes from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cairn/catalog/run_row.h"
#include "cairn/record/record.h"
#include "cairn/store/project.h"

namespace cairn {

/// The row of `record` in the tree `tree`, whose folder is `path` (as adopted_run_path gives it).
/// Safe for many threads, as is the other.
RunRow adopted_row_as_recorded(std::string_view tree, const Record& record,
                               const std::string& path);

/// The same with what its user file says; where that cannot be read the reason is added to
/// `problems`.
RunRow adopted_row(const Project& project, std::string_view tree, const Record& record,
                   const std::string& path, std::vector<std::string>& problems);

}  // namespace cairn
