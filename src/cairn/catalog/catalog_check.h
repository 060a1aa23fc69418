// Whether a catalog can be trusted: its pages, its tables, and that each row can be read. It takes
// as long as reading the whole file, so it is asked after something went wrong, and by `doctor`. It
// does not know records: a row that is whole and behind the disk is no damage.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace cairn {

/// What is wrong with the catalog in `file`; nullopt when nothing is, or when nobody would read it:
/// there is none, or it is filled anew at the next opening. Throws Error(io), Error(busy),
/// Error(conflict) where that cannot be told.
std::optional<std::string> catalog_damage(const std::filesystem::path& file);

}  // namespace cairn
