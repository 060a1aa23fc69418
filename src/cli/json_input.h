// JSON that a person hands to a verb: a file, standard input, or the text itself. It does not know
// what the JSON means.
#pragma once

#include <string>

#include "cairn/base/value.h"
#include "cairn/identity/input_error.h"

namespace cairn {

struct JsonInput {
  std::string source;  ///< The file, "standard input" or "the argument".
  std::string text;
  Value value;
};

/// Reads `word`: "-" is standard input, what begins with { [ or " and null, true and false are
/// JSON, anything else is a file. Throws Error(invalid_input) with line and column.
JsonInput read_json_input(const std::string& word);
/// The same as Python reads it (parse_python_json): for rules of other systems.
JsonInput read_python_input(const std::string& word);

/// Throws `error` with the line and column of the value that it is about.
[[noreturn]] void fail_in_input(const JsonInput& input, const InputError& error);

/// What `make` returns; an InputError gets its place in `input`.
template <typename Make>
auto at_place_in(const JsonInput& input, Make make) {
  try {
    return make();
  } catch (const InputError& error) {
    fail_in_input(input, error);
  }
}

}  // namespace cairn
