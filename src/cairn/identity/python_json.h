// The text that Python's json.dumps(value, sort_keys=True) gives, byte for byte: other systems hash
// it to name their things, so their names can be made and checked here. Not for ids of cairn, which
// come from canonical_json. It does not know which system asks.
#pragma once

#include <string>

#include "cairn/base/value.h"

namespace cairn {

/// The two pairs of separators in use.
enum class PythonSeparators {
  spaced,   ///< Python's default: ", " and ": ".
  compact,  ///< separators=(",", ":").
};

/// `value` as Python writes it with sort_keys=True and ensure_ascii=True: \uXXXX for everything but
/// printable ASCII, floats as repr, the bare tokens NaN, Infinity and -Infinity. Throws
/// Error(invalid_input) for text that is not UTF-8.
std::string python_json(const Value& value, PythonSeparators separators);

}  // namespace cairn
