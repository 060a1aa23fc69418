#include "cairn/store/archive_paths.h"

#include "cairn/base/fs.h"
#include "cairn/catalog/archive_name.h"

namespace cairn {

namespace {

std::string below_root(const Layout& layout, std::string_view path) {
  return layout.root == "." ? std::string(path) : relative_to(path, layout.root);
}

std::string in_root(const Layout& layout, std::string_view below) {
  return layout.root == "." ? std::string(below) : join_path(layout.root, below);
}

}  // namespace

std::string archive_root(const Layout& layout) { return in_root(layout, kArchiveFolder); }

std::optional<ArchivePlace> archive_place(const Layout& layout, std::string_view path) {
  const std::string root = archive_root(layout);
  if (path.size() <= root.size() || !is_below(path, root)) return std::nullopt;
  const std::string below = relative_to(path, root);
  const std::size_t end = below.find('/');
  if (end == std::string::npos || !is_archive_name(below.substr(0, end))) return std::nullopt;
  return ArchivePlace{.bucket = join_path(root, below.substr(0, end)),
                      .home = in_root(layout, below.substr(end + 1))};
}

std::string home_path(const Layout& layout, std::string_view path) {
  const std::optional<ArchivePlace> place = archive_place(layout, path);
  return place ? place->home : std::string(path);
}

bool is_archive_level(const Layout& layout, std::string_view path) {
  const std::string root = archive_root(layout);
  return path == root || (parent_path(path) == root && is_archive_name(base_name(path)));
}

std::string archived_path(const Layout& layout, std::string_view bucket, std::string_view home) {
  return join_path(bucket, below_root(layout, home));
}

}  // namespace cairn
