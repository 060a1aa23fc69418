// What the system refuses to this user alone (EACCES): nothing is wrong with the disk, and another
// user may learn more. Who looks at many folders goes on with the others; who acts on what is not
// there must not take such a folder for empty.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "cairn/base/error.h"

namespace cairn {

/// The Error(io) that throw_errno throws for EACCES.
class DeniedError : public Error {
 public:
  explicit DeniedError(std::string message, std::string hint = {})
      : Error(ErrorCode::io, std::move(message), std::move(hint)) {}
};

/// Calls `look`, and returns why this user may not look there; nullopt where it came to its end.
/// Throws whatever else it throws.
template <typename Look>
std::optional<std::string> denied_by(const Look& look) {
  try {
    look();
    return std::nullopt;
  } catch (const DeniedError& error) {
    return error.message();
  }
}

}  // namespace cairn
