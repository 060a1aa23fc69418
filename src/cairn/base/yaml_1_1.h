// YAML by the rules of its version 1.1, as PyYAML and programs built on it type plain scalars: 1e-6
// and 1.0e6 are texts (an exponent needs a point before it and a sign in it), yes and off are
// bools, 017 is octal, 12:30 is a number, 1_000 too. cairn's own files are read by 1.2 (yaml.h);
// this is for the names that such programs made. It does not know what a key means.
#pragma once

#include <string_view>

#include "cairn/base/value.h"

namespace cairn {

/// Reads YAML text; dates stay texts. Throws Error(invalid_input) as parse_yaml does.
Value parse_yaml_1_1(std::string_view text, std::string_view source);
/// The same as OmegaConf reads it.
Value parse_yaml_omegaconf(std::string_view text, std::string_view source);

/// One plain scalar by these rules.
Value yaml_scalar_1_1(std::string_view text);
Value yaml_scalar_omegaconf(std::string_view text);

}  // namespace cairn
