// Turns a small regular expression into a deterministic automaton, so that a layout can say exactly
// which texts a field takes ("match trained(-[a-z0-9.=]+)?"). It knows literals, `[a-z]`, `[^a-z]`,
// groups, `|`, `?`, `*`, `+`, `{2}`, `{2,8}` and `\` before a plain character: what the original
// systems constrain their names with. It does not know fields or paths.
#pragma once

#include <string_view>

#include "cairn/layout/byte_automaton.h"

namespace cairn {

/// The automaton of the whole texts that `pattern` matches. Throws Error(invalid_input) for a
/// pattern that cannot be read, one that matches the empty text, one whose texts could hold '/',
/// '~', '\', control characters, and one that needs too many states.
ByteAutomaton regex_automaton(std::string_view pattern);

}  // namespace cairn
