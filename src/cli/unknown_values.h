// Notes on standard error for names that no run has: a misspelt one selects nothing, or with NOT
// everything, and says nothing by itself. They are no errors, for a name may be one that no run has
// yet. It does not know which runs are chosen.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cairn/catalog/catalog.h"
#include "cairn/spec/filter.h"

namespace cairn {

/// Notes that no run has the field `field` with the value `name`, and the nearest that one has.
void tell_unknown(const Catalog& catalog, std::string_view field,
                  const std::optional<std::string>& name);

/// The same for what `filter`, made by read_filter(), names exactly: stages, datasets, experiments,
/// kinds, artifacts, groups and tags.
void tell_unknown_in(const Catalog& catalog, const Filter& filter);

}  // namespace cairn
