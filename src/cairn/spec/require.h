// The rules of a stage about its params (`require:`): filters that each of its points must pass,
// checked when points are made, before anything exists. A rule knows params only.
#pragma once

#include <string>
#include <vector>

#include "cairn/base/yaml.h"
#include "cairn/spec/filter.h"

namespace cairn {

struct StageSpec;

/// A filter over the params of a stage, and where it stands.
struct RequireSpec {
  Filter filter;
  std::string place;
};

/// Reads one rule or a list of them. Throws Error(invalid_input) for one that does not parse, or
/// asks for something else than a param of `stage`, whose params must have been read.
std::vector<RequireSpec> read_require(const YamlNode& node, const StageSpec& stage);

/// Throws Error(invalid_input) for the first rule of `stage` that is not true of `params`, with its
/// place and the values that it looks at. A comparison with a value that is null is not true.
void check_requirements(const StageSpec& stage, const Map& params);

}  // namespace cairn
