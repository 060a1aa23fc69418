// Damage told apart from everything else that keeps bytes from being read: who would take a disk
// that does not answer for a moment, or the format of a newer cairn, for damage would replace what
// is whole. It does not know what is read.
#pragma once

#include <optional>

#include "cairn/base/error.h"

namespace cairn {

/// What `read` returns, or nullopt where it throws Error(corrupt). Throws whatever else it throws.
template <typename Read>
auto unless_corrupt(const Read& read) -> std::optional<decltype(read())> {
  try {
    return read();
  } catch (const Error& error) {
    if (error.code() != ErrorCode::corrupt) throw;
    return std::nullopt;
  }
}

/// The same also where it throws Error(conflict), of the format of a newer cairn: for who replaces
/// nothing, and goes on with the rest.
template <typename Read>
auto unless_unreadable(const Read& read) -> std::optional<decltype(read())> {
  try {
    return unless_corrupt(read);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::conflict) throw;
    return std::nullopt;
  }
}

}  // namespace cairn
