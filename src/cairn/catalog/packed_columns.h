// The params, tags, metrics and names of one run as bytes: what a row of a table shows, read with
// one look at the catalog. docs/formats/catalog.md has each byte. The tables of the same names say
// the same, value by value, for those who look for runs. It does not know where the bytes lie.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "cairn/catalog/catalog_impl.h"

namespace cairn {

/// Packs them in the order of sort_parts. Gives a number to a key that has none.
std::string pack_columns(Catalog::Impl& impl, const RunRow& row);

/// Puts them into `row`, which had none. Throws Error(corrupt).
void unpack_columns(Catalog::Impl& impl, std::span<const std::uint8_t> packed, RunRow& row);

}  // namespace cairn
