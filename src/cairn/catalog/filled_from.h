// From which folders a catalog was filled, as a text that is equal where the same walk would find
// the same runs. A catalog that another walk filled may lack runs that this one finds, and hold
// others. This file does not know what the text says.
#pragma once

#include <string>
#include <string_view>

#include "cairn/catalog/catalog.h"

namespace cairn {

/// Empty where nobody told.
std::string filled_from(const Catalog& catalog);
/// Told when filling begins, which forgets it.
void set_filled_from(Catalog& catalog, std::string_view walk);

}  // namespace cairn
