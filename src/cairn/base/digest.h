// SHA-256 digests and the incremental hasher behind them; MD5 only as text for the naming schemes
// of other systems. A Digest is a value that is never a plain string in a signature.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace cairn {

/// A SHA-256 digest: 32 bytes.
struct Digest {
  std::array<std::uint8_t, 32> bytes{};

  auto operator<=>(const Digest&) const = default;
  /// 64 lower-case hexadecimal digits.
  std::string hex() const;
  /// Reads 64 hexadecimal digits, lower case; nullopt for anything else.
  static std::optional<Digest> from_hex(std::string_view text);
};

/// Hash of a Digest for unordered containers: its first bytes, which are uniform.
struct DigestHash {
  std::size_t operator()(const Digest& digest) const;
};

/// Incremental SHA-256.
class Sha256 {
 public:
  Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  ~Sha256();

  void update(std::string_view bytes);
  /// The digest of all bytes so far; the hasher starts anew.
  Digest finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// SHA-256 of `bytes`.
Digest sha256(std::string_view bytes);

/// The line that `sha256sum` prints of a file, and `sha256sum -c` reads: of a name with a
/// backslash, a line feed or a carriage return with these escaped, so that no name looks like two
/// files.
std::string sha256sum_line(const Digest& digest, std::string_view name);

/// MD5 of `bytes` as 32 lower-case hexadecimal digits (only for schemes of other systems).
std::string md5_hex(std::string_view bytes);

}  // namespace cairn
