#include "cairn/verify/verify_links.h"

#include <algorithm>
#include <map>
#include <string>

#include <fmt/format.h>

#include "cairn/base/denied.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/link.h"
#include "cairn/base/real_path.h"
#include "cairn/base/text.h"
#include "cairn/objects/object_link.h"
#include "cairn/record/store_paths.h"

namespace cairn {

namespace {

/// Whether a folder of a run or group lies at `folder`, or a few levels below. Of a tree of another
/// kind only the first folders are looked at.
bool holds_runs(const std::string& folder, std::size_t levels, std::size_t& looks) {
  if (looks == 0) return false;
  --looks;
  std::vector<FolderEntry> entries;
  if (denied_by([&] { entries = list_folder(folder); })) return false;
  std::erase_if(entries,
                [](const FolderEntry& entry) { return entry.kind != FileStat::Kind::folder; });
  if (std::ranges::find(entries, kRunFolder, &FolderEntry::name) != entries.end()) return true;
  return levels > 0 && std::ranges::any_of(entries, [&](const FolderEntry& entry) {
           return !entry.name.starts_with('.') &&
                  holds_runs(join_path(folder, entry.name), levels - 1, looks);
         });
}

class LinksOut {
 public:
  LinksOut(const Project& project, const Vouched& vouched) : project_(project) {
    for (const VouchedRun& run : vouched.runs) owners_.emplace(run.folder, run.id.text);
    for (const std::string& folder : run_roots(project)) {
      walked_.push_back(real_path(project.absolute(folder)));
    }
    inside_ = walked_;
    inside_.push_back(real_path(project.root));
  }

  std::vector<Finding> find(const std::vector<TreeFolder>& tree, const KnownPaths& known) {
    std::vector<Finding> findings;
    for (const TreeFolder& folder : tree) {
      const std::string run = run_around(folder.path);
      if (run.empty() && is_below(folder.path, ".cairn")) continue;
      for (const FolderEntry& entry : folder.entries) {
        const std::string path = join_path(folder.path, entry.name);
        if (entry.kind != FileStat::Kind::link || known.contains(path)) continue;
        if (std::optional<Finding> finding = run.empty() ? look_for_runs(path) : look_at(path)) {
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

  static bool is_below_any(const std::string& path, const std::vector<std::string>& folders) {
    return std::ranges::any_of(folders,
                               [&](const std::string& folder) { return is_below(path, folder); });
  }

  /// Where the link leads; nullopt for one to an object.
  std::optional<std::string> target_of(const std::string& path) const {
    const std::string absolute = project_.absolute(path);
    const std::optional<std::string> text = read_link(absolute);
    if (!text || read_object_link(absolute)) return std::nullopt;
    return real_path(absolute_path(*text, real_path(parent_path(absolute))));
  }

  /// A link where folders of runs lie, to such a folder that no walk comes to.
  std::optional<Finding> look_for_runs(const std::string& path) const {
    constexpr std::size_t kLevels = 3;
    std::size_t looks = 100;
    const std::optional<std::string> target = target_of(path);
    if (!target || is_below_any(*target, walked_)) return std::nullopt;
    const std::optional<FileStat> there = stat_path(*target);
    if (!there || !there->is_folder() || !holds_runs(*target, kLevels, looks)) return std::nullopt;
    return Finding{.kind = Finding::Kind::outside,
                   .path = path,
                   .message = fmt::format(
                       "it is a link to '{}', and runs behind a link are not seen", *target),
                   .hint = "to have them here, put the folder itself in the place of the link"};
  }

  std::optional<Finding> look_at(const std::string& path) const {
    const std::optional<std::string> target = target_of(path);
    if (!target || is_below_any(*target, inside_)) return std::nullopt;
    return Finding{.kind = Finding::Kind::outside,
                   .path = path,
                   .message = fmt::format("it is a link out of the store, to '{}'", *target),
                   .hint =
                       "what lies there is in no copy of the store; to keep it with the run, "
                       "put it in the place of the link"};
  }

  const Project& project_;
  std::map<std::string, std::string> owners_;
  std::vector<std::string> walked_;  ///< Where runs are looked for, with all links followed.
  std::vector<std::string> inside_;  ///< And the project.
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
