#include "cairn/store/denied_folder.h"

#include <unistd.h>

#include <fmt/format.h>

#include "cairn/base/denied.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"

namespace cairn {

DeniedFolder denied_folder(const Project& project, const std::string& path) {
  // A folder that nobody may enter can still be looked at from above.
  std::string folder = path;
  while (!folder.empty() && denied_by([&] { stat_path(project.absolute(folder)); })) {
    folder = parent_path(folder);
  }
  return {folder, fmt::format("cannot look into '{}': Permission denied", folder)};
}

std::string left_out_text(const DeniedFolder& folder) {
  return fmt::format("'{}' may not be looked into, and what lies there is left out",
                     printable(folder.path));
}

std::string letting_in(const Project& project, const std::string& path) {
  std::optional<FileStat> status;
  denied_by([&] { status = stat_path(project.absolute(path)); });
  const bool is_ours = status && status->owner == ::geteuid();
  return fmt::format("{}chmod -R {} {}",
                     is_ours ? "" : "its owner can type: ", is_ours ? "u+rwX" : "a+rX",
                     shell_quote(project.absolute(path)));
}

}  // namespace cairn
