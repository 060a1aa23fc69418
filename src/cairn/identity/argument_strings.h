// The argument strings of DynVision (":tsteps=20+dt=2"): made of a map, read back, changed. Keys
// and values hold no '_', '+' or '='. The forms of schemes/dynvision.yaml name these functions. It
// does not know models.
#pragma once

#include "cairn/base/value.h"

namespace cairn {

/// All argument strings of a map: lists fan out, the last key fastest. null and {} make [""].
Value arguments_product(const Value& input);

/// ":tsteps=20+dt=2_6000" → "--tsteps 20 --dt 2". Throws Error(invalid_input) for a part without =.
Value arguments_as_options(const Value& input);

/// {s, key, value_type, new_value} → `s` with the value of `key` replaced. Throws
/// Error(invalid_input) when there is none of that type.
Value argument_replaced(const Value& input);
/// The same as the original did it: the found text is replaced wherever it stands, also at the end
/// of longer keys, and `key` may be the end of a longer one.
Value argument_replaced_everywhere(const Value& input);

/// {s, key, value_type} → the value of `key`: an int, a float, a bool, null or a text.
Value argument_extracted(const Value& input);
/// The same as the original did it: a value ends at '-', and `key` may be the end of a longer one.
Value argument_extracted_cut(const Value& input);

}  // namespace cairn
