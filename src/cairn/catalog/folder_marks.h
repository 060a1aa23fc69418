// What the catalog knows of the folders inside a folder that refresh watches, in a form that is
// quick to compare with a listing of a thousand names: a number for each name, sorted. Marks are a
// part of what the rows say, kept beside them: a name that bears a mark is the folder of a run, or
// watched itself. Where there are none, the rows must be asked. This file knows no disk.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "cairn/catalog/catalog.h"

namespace cairn {

/// Sorted.
using FolderMarks = std::vector<std::uint64_t>;

/// The mark of a name: FNV-1a of its bytes.
std::uint64_t name_mark(std::string_view name);

/// The marks of the folders in `path`; empty when there are none.
FolderMarks folder_marks(const Catalog& catalog, std::string_view path);
/// Replaces them; none are removed.
void set_folder_marks(Catalog& catalog, std::string_view path, const FolderMarks& marks);

}  // namespace cairn
