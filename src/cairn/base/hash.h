// Hashes as text, for the names that other systems give; cairn's own digests are those of digest.h.
// It does not know what is hashed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cairn {

/// The hashes that naming schemes of other systems use.
enum class HashKind {
  md5,
  sha1,
  sha256,
  blake2b,      ///< 64 bytes.
  blake2b_48,   ///< 6 bytes, which are not the first 6 of blake2b; so the others.
  blake2b_64,   ///< 8 bytes.
  blake2b_128,  ///< 16 bytes.
  blake2b_256,  ///< 32 bytes.
};

/// Hexadecimal digits of a whole hash: 32, 40, 64, 128, …
std::size_t hash_digits(HashKind kind);

/// The hash of `bytes` in lower-case hexadecimal digits.
std::string hash_hex(HashKind kind, std::string_view bytes);
/// Appends the first `digits` of them, at most all.
void append_hash_hex(std::string& out, HashKind kind, std::string_view bytes, std::size_t digits);

}  // namespace cairn
