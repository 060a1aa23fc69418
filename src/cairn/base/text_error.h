// Errors about a place in a text that a person typed on a command line: the line and a caret under
// the character. It does not know the text's grammar.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cairn {

/// Throws Error(invalid_input): `message`, the line of `text` that holds the byte `at`, cut to what
/// is near when it is long, and a caret under it.
[[noreturn]] void fail_in_text(std::string_view text, std::size_t at, std::string_view message,
                               std::string hint = {});

}  // namespace cairn
