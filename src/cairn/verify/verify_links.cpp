#include "cairn/verify/verify_links.h"

#include <algorithm>
#include <map>
#include <string>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/link.h"
#include "cairn/base/real_path.h"
#include "cairn/base/text.h"
#include "cairn/objects/object_link.h"
#include "cairn/store/trash_entry.h"

namespace cairn {

namespace {

class LinksOut {
 public:
  LinksOut(const Project& project, const Vouched& vouched) : project_(project) {
    for (const VouchedRun& run : vouched.runs) owners_.emplace(run.folder, run.id.text);
    inside_.push_back(real_path(project.root));
    for (const std::string& folder : project.result_folders()) {
      inside_.push_back(real_path(project.absolute(folder)));
    }
    inside_.push_back(real_path(project.absolute(kTrashFolder)));
  }

  std::vector<Finding> find(const std::vector<TreeFolder>& tree, const KnownPaths& known) {
    std::vector<Finding> findings;
    for (const TreeFolder& folder : tree) {
      const std::string run = run_around(folder.path);
      if (run.empty()) continue;
      for (const FolderEntry& entry : folder.entries) {
        const std::string path = join_path(folder.path, entry.name);
        if (entry.kind != FileStat::Kind::link || known.contains(path)) continue;
        if (std::optional<Finding> finding = look_at(path)) {
          finding->run = run;
          findings.push_back(*std::move(finding));
        }
      }
    }
    return findings;
  }

 private:
  /// The run whose folder is the innermost around `path`; empty: none is.
  std::string run_around(std::string path) const {
    for (; !path.empty(); path = parent_path(path)) {
      if (const auto owner = owners_.find(path); owner != owners_.end()) return owner->second;
    }
    return {};
  }

  std::optional<Finding> look_at(const std::string& path) const {
    const std::string absolute = project_.absolute(path);
    const std::optional<std::string> text = read_link(absolute);
    if (!text || read_object_link(absolute)) return std::nullopt;
    const std::string target = real_path(absolute_path(*text, real_path(parent_path(absolute))));
    const bool is_inside = std::ranges::any_of(
        inside_, [&](const std::string& folder) { return is_below(target, folder); });
    if (is_inside) return std::nullopt;
    return Finding{.kind = Finding::Kind::outside,
                   .path = path,
                   .message = fmt::format("it is a link out of the store, to '{}'", target),
                   .hint =
                       "what lies there is in no copy of the store; to keep it with the run, "
                       "put it in the place of the link"};
  }

  const Project& project_;
  std::map<std::string, std::string> owners_;
  std::vector<std::string> inside_;
};

}  // namespace

std::vector<Finding> find_links_out(const Project& project, const std::vector<TreeFolder>& tree,
                                    const Vouched& vouched, const KnownPaths& known) {
  return LinksOut(project, vouched).find(tree, known);
}

std::vector<Finding> find_wrong_links(const Project& project, const LinkTexts& links) {
  std::vector<Finding> findings;
  for (const auto& [path, texts] : links) {
    const std::string absolute = project.absolute(path);
    const std::optional<FileStat> there = stat_path(absolute);
    const std::optional<std::string> said =
        there && there->is_link() ? read_link(absolute) : std::nullopt;
    if (said && std::ranges::find(texts, *said) != texts.end()) continue;
    std::string message = fmt::format("it is not there, and is to lead to '{}'", texts.front());
    if (there) message = fmt::format("here is to be a link to '{}'", texts.front());
    if (said) {
      message = fmt::format("it leads to '{}', and is to lead to '{}'", *said, texts.front());
    }
    findings.push_back({.kind = Finding::Kind::view,
                        .path = path,
                        .message = std::move(message),
                        .hint = there && !said ? "put what lies there elsewhere, then cairn render"
                                               : "cairn doctor --fix"});
  }
  return findings;
}

}  // namespace cairn
