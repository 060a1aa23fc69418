// How the folders of an archive are called: "archive", and in it one for each month and experiment,
// "2026-08_wheat". A path alone tells so whether a run is archived, wherever the results lie; the
// column `archived` of the catalog says the same in SQL. It does not know layouts.
#pragma once

#include <string>
#include <string_view>

namespace cairn {

/// The folder of results that archived runs lie in.
inline constexpr std::string_view kArchiveFolder = "archive";

/// Whether a folder of the archive may be called so: "2026-08", "2026-08_wheat".
bool is_archive_name(std::string_view name);

/// Whether `path` lies in such a folder of an archive.
bool is_archived(std::string_view path);

/// Where it lay before it was put there; `path` itself for one that was not.
std::string unarchived(std::string_view path);

}  // namespace cairn
