#include "cairn/store/link_above.h"

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/store/archive_paths.h"
#include "cairn/store/trash_entry.h"

namespace cairn {

namespace {

/// Whether a person may have put this folder elsewhere: it is one that the project begins with, or
/// lies above one.
bool may_be_link(const Project& project, const std::string& folder) {
  return folder.empty() || folder == "." || is_below(project.results(), folder) ||
         is_below(archive_root(project.layout), folder) || is_below(kTrashFolder, folder);
}

[[noreturn]] void refuse(const std::string& link) {
  throw Error(ErrorCode::conflict,
              fmt::format("'{}' is a link: what lies behind it is left alone", printable(link)),
              "put the folder itself in the place of the link, then run this again");
}

}  // namespace

const std::optional<std::string>& LinksAbove::of(const std::string& path) {
  return at(parent_path(path));
}

const std::optional<std::string>& LinksAbove::at(const std::string& folder) {
  const auto [known, is_new] = known_.try_emplace(folder);
  std::optional<std::string>& link = known->second;
  if (!is_new || may_be_link(project_, folder)) return link;
  link = at(parent_path(folder));
  if (link) return link;
  const std::optional<FileStat> status = stat_path(project_.absolute(folder));
  if (status && status->is_link()) link = folder;
  return link;
}

std::optional<std::string> link_above(const Project& project, const std::string& path) {
  return LinksAbove(project).of(path);
}

void refuse_link_above(const Project& project, const std::string& path) {
  if (const std::optional<std::string> link = link_above(project, path)) refuse(*link);
}

void refuse_links_above(const Project& project, const std::string& folder,
                        const std::vector<std::string>& parts) {
  LinksAbove links(project);
  for (const std::string& part : parts) {
    if (const std::optional<std::string>& link = links.of(join_path(folder, part))) refuse(*link);
  }
}

}  // namespace cairn
