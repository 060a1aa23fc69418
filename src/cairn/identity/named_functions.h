// The functions that scheme files compose by name: what YAML cannot say simply, in one table. Each
// makes a value of a value and knows nothing else; docs/formats/scheme.md lists them.
#pragma once

#include <span>
#include <string_view>

#include "cairn/base/value.h"

namespace cairn {

struct NamedFunction {
  std::string_view name;
  /// Throws Error(invalid_input) for an input that has no result.
  Value (*make)(const Value& input);
};

/// All of them, in the order of the page.
std::span<const NamedFunction> named_functions();

/// The one called `name`, or nullptr.
const NamedFunction* find_function(std::string_view name);

}  // namespace cairn
