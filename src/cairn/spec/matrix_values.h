// The values of one matrix axis or of one `key=value` on the command line. Ranges are Python's and
// Hydra's: the stop is left out. It does not know which stage has the parameter.
#pragma once

#include <string>
#include <string_view>

#include "cairn/spec/project_spec.h"

namespace cairn {

/// Largest number of values that one axis may have: counted before any is made.
inline constexpr std::size_t kMaxAxisValues = 1'000'000;

/// Reads the values of an axis: a list, one scalar, or {range: [start, stop, step]}; `all` for a
/// dataset axis means every entry of `datasets:`.
List read_axis_values(std::string_view param, const YamlNode& node, const ProjectSpec& project);

/// Reads the right-hand side of an override in Hydra's grammar: "3", "a,b,c", "range(5,30,5)",
/// "'quoted, text'". `source` is the whole argument, for the error's caret.
List read_override_values(std::string_view text, std::string_view source);

}  // namespace cairn
