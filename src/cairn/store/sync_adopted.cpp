// The part of CatalogSync that takes in adopted trees: the file of each is watched as a folder is.
#include <algorithm>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/adopted.h"
#include "cairn/store/adopted_row.h"
#include "cairn/store/sync.h"

namespace cairn {

namespace {

std::int64_t mtime_in(const Project& project, const std::string& path) {
  const std::optional<FileStat> status = stat_path(project.absolute(path));
  return status ? status->mtime_ns : 0;
}

}  // namespace

RunRow CatalogSync::row_of(const AdoptedRoot& root, const Record& record) {
  return adopted_row(project_, root.tree, record, record.definition.path, report_.problems);
}

void CatalogSync::put_adopted_tree(const AdoptedRoot& root) {
  const std::string file = adopted_tree_path(root.tree);
  const std::int64_t mtime = mtime_in(project_, file);
  if (catalog_.folder_mtime(file) == mtime) return;
  std::vector<RunHead> gone;
  for (const RunHead& run : catalog_.heads()) {
    if (run.record_path == file) gone.push_back(run);
  }
  std::vector<std::string> ids;
  try {
    visit_adopted_records(project_, root, [&](const Record& record) {
      ids.push_back(record.definition.id.text);
      if (catalog_.put_run(row_of(root, record)) != PutResult::unchanged) {
        ++report_.added;
      }
    });
  } catch (const Error& error) {
    if (error.code() == ErrorCode::io) throw;
    report_.problems.push_back(error.message());
  }
  for (const RunHead& run : gone) {
    if (!std::binary_search(ids.begin(), ids.end(), run.id.text)) remove_run(run.path, run.id);
  }
  catalog_.set_folder_mtime(file, mtime);
}

void CatalogSync::take_in_adopted() {
  const std::string folder(kAdoptedFolder);
  const std::int64_t mtime = mtime_in(project_, folder);
  for (const AdoptedRoot& root : project_.adopted) put_adopted_tree(root);
  for (const auto& [path, seen] : catalog_.folders()) {
    if (path == folder || !is_below(path, folder) || stat_path(project_.absolute(path))) continue;
    for (const RunHead& run : catalog_.heads()) {
      if (run.record_path == path) remove_run(run.path, run.id);
    }
    catalog_.forget_folders(path);
  }
  if (mtime != 0) {
    catalog_.set_folder_mtime(folder, mtime);
  } else if (catalog_.folder_mtime(folder)) {
    catalog_.forget_folders(folder);
  }
}

void CatalogSync::fill_adopted(std::string_view except) {
  for (const AdoptedRoot& root : project_.adopted) {
    if (root.tree == except) continue;
    const std::string file = adopted_tree_path(root.tree);
    const std::int64_t mtime = mtime_in(project_, file);
    try {
      visit_adopted_records(project_, root, [&](const Record& record) {
        catalog_.add_run(row_of(root, record));
        ++report_.added;
      });
    } catch (const Error& error) {
      if (error.code() == ErrorCode::io) throw;
      report_.problems.push_back(error.message());
    }
    catalog_.set_folder_mtime(file, mtime);
  }
  const std::int64_t mtime = mtime_in(project_, std::string(kAdoptedFolder));
  if (mtime != 0) catalog_.set_folder_mtime(kAdoptedFolder, mtime);
}

}  // namespace cairn
