// What Python makes of a value where it turns it into text or asks whether it is true. Values that
// JSON does not have are maps of one marked key: {"__tuple__": […]}, {"__float__": "nan"} and
// {"__object__": {"type": "PosixPath", "text": "x"}}, so that any input of another system's
// function can be written as JSON. An integer beyond 64 bits is {"__int__":
// "18446744073709551617"}. It does not know which system asks.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cairn/base/value.h"

namespace cairn {

/// Reads JSON as Python's json.loads does: integers of any size, and the bare tokens NaN, Infinity
/// and -Infinity, which become {"__float__": …}. Throws as parse_json.
Value parse_python_json(std::string_view text, std::string_view source);

/// `value` with {"__float__": …} replaced by the number. Throws Error(invalid_input) for a float
/// that is none of nan, inf, -inf or the text of a number.
Value decode_python(Value value);

/// The items of a tuple; nullptr when `value` is none.
const List* find_tuple(const Value& value);

/// The integer of these digits, which may have a sign, whatever its size.
Value python_int(std::string_view digits);

/// The digits of an integer beyond 64 bits; nullptr when `value` is none.
const std::string* find_wide_integer(const Value& value);

/// The number that float() makes of a number or bool, integers of any size among them: the nearest
/// one, infinite for an integer beyond all floats. nullopt for anything else.
std::optional<double> python_number(const Value& value);

/// An object of a type that JSON does not know.
struct PythonObject {
  std::string_view type;
  std::string_view text;  ///< What its str() gives.
};

/// Whether `value` is such an object; fills `object`.
bool read_object(const Value& value, PythonObject& object);

/// str(value): texts as they are, True, None, 2e-05, (1, 2), ['a'], {'k': 1}.
std::string python_str(const Value& value);

/// bool(value): null, false, zeros and what is empty are false.
bool is_true_in_python(const Value& value);

}  // namespace cairn
