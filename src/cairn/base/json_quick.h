// The common case of reading JSON, without the care for error messages that the usual reader takes:
// what it returns equals what that one returns, and where it has any doubt it returns nothing, so
// that the usual reader decides and says what is wrong. For json.cpp only.
#pragma once

#include <optional>
#include <string_view>

#include "cairn/base/json_rows.h"
#include "cairn/base/value.h"

namespace cairn {

/// Nesting that both readers accept.
inline constexpr std::size_t kMaxJsonDepth = 100;

/// The value of `text`; nullopt for text that is malformed, holds a key twice, is nested too deep,
/// or has something rare in it (integers beyond 64 bits, \u escapes, large maps). `rows` as
/// parse_json_rows takes it.
std::optional<Value> read_json_quickly(std::string_view text, const JsonRows& rows = {});

}  // namespace cairn
