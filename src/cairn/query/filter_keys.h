// What the names of a filter mean in a catalog, so that the filter can be compiled. Bare names
// follow metric_name.h; a quoted one is exactly itself. It does not know what is done with the
// filter.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/clock.h"
#include "cairn/catalog/catalog.h"
#include "cairn/spec/filter.h"

namespace cairn {

/// Reads `text` and looks its names up; relative times count from `now`. Throws
/// Error(invalid_input) with a caret, and with the nearest key for one that no run has.
Filter read_filter(const Catalog& catalog, std::string_view text, TimeUs now = now_us());

/// The metrics, params and tags that are called as a field which a bare name of `text` means
/// ("params.seed"), each once. A field comes first, so that whoever meant them finds nothing.
std::vector<std::string> keys_behind_fields(const Catalog& catalog, std::string_view text);

/// The same for names with commas between them ("size,-host"), as columns and group keys are
/// typed. Whoever names both knows them apart, and `id`, `name` and `status` are what lists show.
std::vector<std::string> keys_behind_names(const Catalog& catalog, std::string_view names);

}  // namespace cairn
