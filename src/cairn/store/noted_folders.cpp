#include "cairn/store/noted_folders.h"

#include <algorithm>

#include "cairn/base/atomic_file.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

constexpr std::string_view kNotedFolders = "roots";

constexpr AtomicSites kNoteSites = {Site::project_folder, Site::project_folder,
                                    Site::project_folder, Site::project_folder};

}  // namespace

std::vector<std::string> noted_result_folders(const Project& project) {
  const std::optional<std::string> text = read_file_if_any(project.hidden(kNotedFolders));
  std::vector<std::string> folders;
  for (const std::string& line : split(text.value_or(""), '\n')) {
    if (!line.empty()) folders.push_back(line);
  }
  return folders;
}

void note_result_folders(const Project& project) {
  std::vector<std::string> noted = noted_result_folders(project);
  const std::size_t before = noted.size();
  for (const std::string& folder : project.result_folders()) {
    if (std::ranges::find(noted, folder) != noted.end()) continue;
    if (stat_following(project.absolute(folder))) noted.push_back(folder);
  }
  if (noted.size() == before) return;
  // Whole, so that no half of a name stands for a folder. Where two processes with two layouts
  // write at once, one note is lost until its process, or the next one, begins to write again.
  try {
    write_atomically(kNoteSites, project.hidden(kNotedFolders), join(noted, "\n") + "\n",
                     project.spec.durability);
  } catch (const Error& error) {
    // A full disk must not keep anybody from deleting: the next command that can write does it.
    if (error.code() != ErrorCode::io) throw;
  }
}

}  // namespace cairn
