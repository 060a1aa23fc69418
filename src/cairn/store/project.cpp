#include "cairn/store/project.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/io.h"
#include "cairn/base/link.h"
#include "cairn/base/real_path.h"
#include "cairn/base/text.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/archive_paths.h"
#include "cairn/store/noted_folders.h"

namespace cairn {

namespace {

/// What the options say over the layout.
LayoutChanges changes_of(const Options& options) {
  LayoutChanges changes{.date_format = options.date_format()};
  if (const auto path = options.text(Option::storage_results_path)) {
    changes.root = path->substr(0, path->find_last_not_of('/') + 1);
  }
  return changes;
}

/// The options of the person who runs cairn, for all projects.
Options user_options() {
  const std::optional<std::string> path = user_options_path();
  const std::optional<std::string> text = path ? read_file_if_any(*path) : std::nullopt;
  return text ? read_user_options(YamlDocument(*path, *text)) : Options();
}

/// The variables of this process and those that stages set, whose texts may be secrets too.
Redactor make_redactor(const ProjectSpec& spec) {
  std::vector<std::pair<std::string, std::string>> variables = environment_variables();
  for (const StageSpec& stage : spec.stages) {
    for (const auto& [name, value, place] : stage.environment) {
      if (value && value->placeholders().empty()) variables.emplace_back(name, value->source);
    }
  }
  return Redactor(variables);
}

/// Whether a layout is named by its file.
bool is_layout_file(std::string_view name) {
  return name.ends_with(".yaml") || name.ends_with(".yml");
}

/// The layout that cairn.yaml names; that there is none of that name, or no such file, is said with
/// its place.
Layout layout_of(const Project& project, const YamlDocument& document) {
  try {
    return read_layout(project.spec.layout, project.root, changes_of(project.spec.options));
  } catch (const Error& error) {
    const YamlNode* node = document.root().find("layout");
    const bool is_missing = error.message().starts_with("unknown layout") ||
                            (is_layout_file(project.spec.layout) &&
                             !stat_following(absolute_path(project.spec.layout, project.root)));
    if (node == nullptr || !is_missing) throw;
    throw error.with_context(node->place());
  }
}

/// The folder at or above `folder` that holds cairn.yaml.
std::optional<std::string> root_above(std::string folder) {
  for (;; folder = parent_path(folder)) {
    if (stat_following(join_path(folder.empty() ? "/" : folder, kProjectFile))) {
      return folder.empty() ? "/" : folder;
    }
    if (folder.empty() || folder == "/") return std::nullopt;
  }
}

/// The working folder as the shell names it ($PWD), when `folder` is the same one.
std::optional<std::string> way_of_shell(const std::string& folder) {
  const char* named = std::getenv("PWD");
  if (named == nullptr || named[0] != '/') return std::nullopt;
  const std::optional<FileStat> by_name = stat_following(named);
  const std::optional<FileStat> here = stat_following(folder);
  const bool is_it =
      by_name && here && by_name->device == here->device && by_name->inode == here->inode;
  return is_it ? std::optional(clean_path(named)) : std::nullopt;
}

}  // namespace

Layout read_layout(const std::string& name, const std::string& folder, LayoutChanges changes) {
  if (!is_layout_file(name)) return find_layout(name, changes);
  const std::string path = absolute_path(name, folder);
  changes.read_scheme_file = [&path](const std::string& file) {
    return read_file(absolute_path(file, parent_path(path)));
  };
  return load_layout(YamlDocument(name, read_file(path)), changes);
}

std::optional<std::string> find_dangling(const Project& project,
                                         const std::vector<std::string>& folders) {
  for (const std::string& folder : folders) {
    for (std::size_t end = folder.find('/'); !folder.empty(); end = folder.find('/', end + 1)) {
      const std::string part = folder.substr(0, end);
      const std::optional<std::string> text = read_link(project.absolute(part));
      if (text && !stat_following(project.absolute(part))) {
        return fmt::format("'{}' is a link to '{}', which is not there", printable(part),
                           printable(*text));
      }
      if (end == std::string::npos) break;
    }
  }
  return std::nullopt;
}

std::optional<std::string> find_unreachable(const Project& project) {
  std::vector<std::string> folders = first_folders(project.layout);
  folders.insert(folders.begin(), std::string(kCairnFolder));
  return find_dangling(project, folders);
}

void require_reachable(const Project& project) {
  if (const std::optional<std::string> dangling = find_unreachable(project)) {
    throw Error(ErrorCode::conflict, *dangling, std::string(kDanglingHint));
  }
}

std::string Project::absolute(std::string_view relative) const { return join_path(root, relative); }

std::vector<std::string> Project::result_folders() const {
  std::vector<std::string> folders = first_folders(layout);
  const std::string archive = archive_root(layout);
  const bool is_inside = std::ranges::any_of(folders, [&](const std::string& folder) {
    return folder == "." || is_below(archive, folder);
  });
  // A walk follows no link but the one that it begins with.
  if (!is_inside || read_link(absolute(archive))) folders.push_back(archive);
  return folders;
}

std::string Project::hidden(std::string_view relative) const {
  return join_path(join_path(root, kCairnFolder), relative);
}

std::optional<std::string> Project::known_path(std::string_view absolute) const {
  if (is_below(absolute, root)) return relative_to(absolute, root);
  if (adopted_at(absolute) != nullptr) return std::string(absolute);
  // By another way: the project or its results may be reached through links.
  std::vector<std::pair<std::string, std::string>> places;  // Real path → path in the project.
  for (const std::string& folder : result_folders()) {
    if (folder != ".") places.emplace_back(real_path(this->absolute(folder)), folder);
  }
  places.emplace_back(real_path(root), "");
  // What stands below the way is a path of the project: a link in it stays what it is.
  for (std::string way(absolute); way != "/" && !way.empty(); way = parent_path(way)) {
    const std::string real = real_path(way);
    for (const auto& [place, path] : places) {
      if (real == place) return join_path(path, relative_to(absolute, way));
    }
  }
  const std::string real = real_path(std::string(absolute));
  for (const auto& [place, path] : places) {
    if (is_below(real, place)) return join_path(path, relative_to(real, place));
  }
  return std::nullopt;
}

std::optional<std::string> user_options_path() {
  const auto folder_in = [](const char* name) -> std::string {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
  };
  // The specification of XDG: a relative folder does not count.
  const std::string config = folder_in("XDG_CONFIG_HOME");
  if (config.starts_with('/')) return join_path(config, "cairn/config.yaml");
  const std::string home = folder_in("HOME");
  if (home.empty()) return std::nullopt;
  return join_path(home, ".config/cairn/config.yaml");
}

std::string find_project_root(std::string_view start) {
  if (const auto root = root_above(absolute_path(start, current_folder()))) return *root;
  // Behind a link, as in results on another disk, the shell knows by which way somebody came.
  if (const auto way = way_of_shell(std::string(start))) {
    if (const auto root = root_above(*way)) return *root;
  }
  throw Error(ErrorCode::not_found,
              fmt::format("there is no {} in '{}' or above it", kProjectFile, start),
              "go to the folder of a project, or make one here: cairn init; to adopt results, a "
              "cairn.yaml with the line 'stages: {}' is enough");
}

Project open_project(std::string_view start) {
  Project project;
  project.root = find_project_root(start);
  const YamlDocument document(std::string(kProjectFile), read_file(project.absolute(kProjectFile)));
  project.spec = read_project_spec(document, user_options());
  project.layout = layout_of(project, document);
  project.redactor = make_redactor(project.spec);
  project.adopted = list_adopted_roots(project.root);
  return project;
}

std::string ensure_hidden_folder(const Project& project, std::string_view name) {
  const std::string path = project.hidden(name);
  make_folders(Site::project_folder, path);
  // All that writes below `.cairn` begins so, objects and the lines of journals included.
  note_result_folders(project);
  return path;
}

}  // namespace cairn
