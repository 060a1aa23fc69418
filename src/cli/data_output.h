// Data for programs on standard output. A pipe or a file gets each byte; on a terminal, what would
// act on it (escapes, marks that turn the direction of writing) is written out. It does not know
// what the data is about.
#pragma once

#include <string_view>

#include "cairn/query/table.h"

namespace cairn {

/// Prints `text`, whole lines or whole JSON strings, as is safe in `format`. Formats for people are
/// safe already and may have colours.
void print_data(std::string_view text, TableFormat format);

}  // namespace cairn
