#include "cairn/store/adopted_row.h"

#include "cairn/base/error.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/read_folders.h"
#include "cairn/store/run_rows.h"

namespace cairn {

RunRow adopted_row_as_recorded(std::string_view tree, const Record& record,
                               const std::string& path) {
  RunRow row = to_row(record, path);
  row.record_path = adopted_tree_path(tree);
  row.home.reset();  // It lies where its program put it.
  row.record_size = 0;
  return row;
}

RunRow adopted_row(const Project& project, std::string_view tree, const Record& record,
                   const std::string& path, std::vector<std::string>& problems) {
  RunRow row = adopted_row_as_recorded(tree, record, path);
  try {
    read_user_edits_into(project, row);
  } catch (const Error& error) {
    row.user_mtime = kUnreadableUserFile;
    problems.push_back(error.message());
  }
  return row;
}

}  // namespace cairn
