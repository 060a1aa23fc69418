// The declaration of one parameter of a stage: type, range, choices, default. Values are checked
// against it before any folder is made. It does not know where values come from.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cairn/base/yaml.h"

namespace cairn {

/// What a parameter may hold. `dataset` is the name of an entry of `datasets:`.
enum class ParamType { any, boolean, integer, real, string, list, map, dataset };

/// One declared parameter.
struct ParamSpec {
  std::string name;
  ParamType type = ParamType::any;
  std::optional<Value> default_value;  ///< Absent: the matrix or the command line must give one.
  std::optional<double> min;           ///< Inclusive; numbers only.
  std::optional<double> max;           ///< Inclusive; numbers only.
  std::optional<List> choices;
  std::string place;          ///< "file:line:column" of the declaration.
  std::string default_place;  ///< The same of the default; empty: there is none.
};

/// Reads one entry of `params:`: a plain value is a default, a map with any of type, min, max,
/// choices, default is a declaration.
ParamSpec read_param(const std::string& name, const YamlNode& node);

/// `value` as the parameter takes it: an int given to a float parameter becomes a float. Throws
/// Error(invalid_input) "stage 'fit': n_components = 0 is below its minimum 1", with the place.
Value check_param(const ParamSpec& param, const Value& value, std::string_view stage);

}  // namespace cairn
