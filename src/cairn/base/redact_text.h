// The secrets that a text shows by itself: assignments to secret names, URLs with passwords,
// Authorization headers, tokens of known shapes, private keys. It does not know the environment.
#pragma once

#include <string>
#include <string_view>

namespace cairn {

/// `text` with those secrets replaced; line breaks stay.
std::string redact_patterns(std::string_view text);

/// Whether a value begins as a path does.
bool looks_like_path(std::string_view value);

/// Whether a value looks like a token and not like a word, a number or a path.
bool looks_random(std::string_view value);

}  // namespace cairn
