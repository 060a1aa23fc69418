// Where archived runs lie, and where they lay before: results/2026-08-01_wheat/… ↔
// results/archive/2026-08_wheat/2026-08-01_wheat/…. The path alone tells the way back, so that an
// archive needs no note of its own, and whoever moves folders by hand has archived or restored. It
// looks at no disk.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cairn/layout/layout.h"

namespace cairn {

/// The folder of all archived runs, from the project's: "results/archive".
std::string archive_root(const Layout& layout);

/// A path in the archive.
struct ArchivePlace {
  std::string bucket;  ///< "results/archive/2026-08_wheat"
  std::string home;    ///< Where it lay: "results/2026-08-01_wheat/corn".
};

/// Reads a path from the project's folder; nullopt for one that lies elsewhere, and for a bucket
/// itself.
std::optional<ArchivePlace> archive_place(const Layout& layout, std::string_view path);

/// Where a run lay before it was archived; `path` itself for one that was not.
std::string home_path(const Layout& layout, std::string_view path);

/// Whether `path` is a folder of the archive itself: its root, or a bucket.
bool is_archive_level(const Layout& layout, std::string_view path);

/// Where `home` lies once it is put into `bucket`. Both are below the folder of results.
std::string archived_path(const Layout& layout, std::string_view bucket, std::string_view home);

}  // namespace cairn
