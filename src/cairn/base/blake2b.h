// BLAKE2b (RFC 7693) without a key, for any size of digest: OpenSSL 3.0 makes 64 bytes only, and a
// shorter digest is not the beginning of a longer one. It does not know what is hashed.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace cairn {

/// Fills `digest`, which has 1 to 64 bytes: Python's hashlib.blake2b(bytes, digest_size=N).
void blake2b(std::span<std::uint8_t> digest, std::string_view bytes);

}  // namespace cairn
