// The canonical text of a value: the one spelling that is hashed into a digest. Equal values have
// equal texts and different values different ones: 1, 1.0, "1" and true differ, the order of keys
// does not matter, -0.0 is 0.0. docs/formats/canonical.md states the form byte for byte; it never
// changes under an existing key. It does not know what is hashed or why.
#pragma once

#include <string>

#include "cairn/base/value.h"

namespace cairn {

/// The canonical text of `value`: JSON on one line without spaces, keys sorted by their bytes,
/// doubles always with a point or an exponent. Throws Error(invalid_input) that names the dotted
/// key of a NaN, an infinity, a text that is not UTF-8, or a key that stands twice in one map.
std::string canonical_json(const Value& value);

}  // namespace cairn
