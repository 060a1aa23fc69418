#include "cli/target_layout.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/safe_rel_path.h"
#include "cairn/base/text.h"
#include "cairn/base/yaml.h"
#include "cairn/record/store_paths.h"

namespace cairn {

namespace {

constexpr AtomicSites kLayoutSites{Site::file_write, Site::file_write, Site::file_write,
                                   Site::file_write};

bool is_file_name(std::string_view name) {
  return name.ends_with(".yaml") || name.ends_with(".yml");
}

/// Where a layout file and those that it names come to lie; the project's own files are not theirs.
void check_place(const std::string& file, const std::string& layout) {
  const bool is_taken = file == kProjectFile || is_below(file, kCairnFolder);
  if (!why_unsafe(file) && !is_taken) return;
  throw Error(ErrorCode::invalid_input,
              fmt::format("'{}' cannot come into a project: it needs the file '{}'",
                          printable(layout), printable(file)),
              "give it another name, in the folder of the layout file or below");
}

}  // namespace

TargetLayout find_target_layout(const std::string& name) {
  if (!is_file_name(name)) {
    Layout layout = find_layout(name);
    return {.layout = std::move(layout), .name = name, .files = {}};
  }
  const std::string path = absolute_path(name, current_folder());
  TargetLayout target{.layout = {}, .name = base_name(path), .files = {}};
  const std::string text = read_file(path);
  target.files.emplace_back(target.name, text);
  const auto take_scheme_file = [&](const std::string& file) {
    target.files.emplace_back(file, read_file(absolute_path(file, parent_path(path))));
    return target.files.back().second;
  };
  target.layout = load_layout(YamlDocument(name, text), {.read_scheme_file = take_scheme_file});
  for (const auto& [file, bytes] : target.files) check_place(file, name);
  return target;
}

bool has_layout(const Project& project, const std::string& name) {
  // The layout may be one of the project's own.
  if (project.layout.name == name) return true;
  const TargetLayout target = find_target_layout(name);
  if (target.files.empty()) return project.layout.name == target.layout.name;
  if (!is_file_name(project.spec.layout)) return false;
  const std::string own = absolute_path(project.spec.layout, project.root);
  return read_file_if_any(own) == target.files.front().second;
}

bool holds_only(const TargetLayout& target, const std::string& folder) {
  const auto is_ours = [&](const std::string& name) {
    return std::ranges::any_of(target.files, [&](const auto& file) {
      return is_below(file.first, name) &&
             read_file_if_any(join_path(folder, file.first)).value_or(file.second) == file.second;
    });
  };
  return std::ranges::all_of(list_folder(folder), [&](const FolderEntry& entry) {
    return entry.name.starts_with(kTempPrefix) || is_ours(entry.name);
  });
}

void write_layout_files(const TargetLayout& target, const std::string& folder) {
  for (const auto& [file, text] : target.files) {
    const std::string path = join_path(folder, file);
    make_folders(Site::project_folder, parent_path(path));
    write_atomically(kLayoutSites, path, text, Durability::full);
  }
}

}  // namespace cairn
