// The short printable ids of runs and children: a digest read as one big-endian integer, written in
// base 36 (0-9a-z), least significant digit first, cut to the first digits. Six digits are shown
// unless the planner knows another run with the same six. It does not know which runs exist.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "cairn/base/digest.h"

namespace cairn {

/// Digits shown when nothing asks for more.
inline constexpr std::size_t kShortIdLength = 6;

/// The printable id of a run or child ("pb8yky"). Compares as text.
struct RunId {
  std::string text;

  auto operator<=>(const RunId&) const = default;
};

/// The first `length` base-36 digits of `digest` (at most 50).
RunId short_id(const Digest& digest, std::size_t length = kShortIdLength);

/// Whether `text` could be an id or a prefix of one: 1 to 50 characters of 0-9a-z.
bool is_id_text(std::string_view text);

/// Six hexadecimal digits of `digest`: they stand where another system draws random ones, so that
/// the same run has the same ones.
std::string random_digits(const Digest& digest);

/// The digest of a child: SHA-256 of the canonical JSON of {name, parent}.
Digest child_digest(const Digest& parent, std::string_view child_name);

}  // namespace cairn
