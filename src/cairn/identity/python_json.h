// The text that Python's json.dumps(value, sort_keys=True) gives, byte for byte: other systems hash
// it to name their things, so their names can be made and checked here. Not for ids of cairn, which
// come from canonical_json. Tuples and objects are marked maps (python_value.h). It does not know
// which system asks.
#pragma once

#include <span>
#include <string>

#include "cairn/base/value.h"

namespace cairn {

/// The separators in use.
enum class PythonSeparators {
  spaced,   ///< Python's default: ", " and ": ".
  compact,  ///< separators=(",", ":").
  pretty,   ///< indent=2: one item a line.
};

/// What becomes of an object of a type that JSON does not know.
enum class PythonObjects {
  refuse,   ///< As json.dumps does.
  to_text,  ///< default=str.
};

/// What becomes of NaN and infinities.
enum class PythonNaN {
  token,   ///< The bare tokens NaN, Infinity, -Infinity.
  refuse,  ///< They equal nothing, so they name nothing.
};

struct PythonJsonOptions {
  PythonSeparators separators = PythonSeparators::spaced;
  PythonObjects objects = PythonObjects::refuse;
  PythonNaN nan = PythonNaN::token;
  std::span<const std::string> without = {};  ///< Keys of the outermost map that are left out.
};

/// `value` as Python writes it with sort_keys=True and ensure_ascii=True: \uXXXX for everything but
/// printable ASCII, floats as repr, tuples as lists. Throws Error(invalid_input) for text that is
/// not UTF-8 and for what the options refuse.
std::string python_json(const Value& value, const PythonJsonOptions& options);
/// The same behind `out`.
void append_python_json(std::string& out, const Value& value, const PythonJsonOptions& options);

}  // namespace cairn
