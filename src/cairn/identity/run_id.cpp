#include "cairn/identity/run_id.h"

#include <algorithm>
#include <cstdint>

#include "cairn/base/value.h"
#include "cairn/identity/canonical.h"

namespace cairn {

namespace {

constexpr std::string_view kIdDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
/// 36^50 is the first power of 36 above 2^256.
constexpr std::size_t kAllDigits = 50;

// Divides the big-endian integer in place and returns the remainder.
std::uint32_t divide_by_base(std::array<std::uint8_t, 32>& number) {
  std::uint32_t remainder = 0;
  for (std::uint8_t& byte : number) {
    const std::uint32_t part = remainder << 8U | byte;
    byte = static_cast<std::uint8_t>(part / kIdDigits.size());
    remainder = part % kIdDigits.size();
  }
  return remainder;
}

}  // namespace

RunId short_id(const Digest& digest, std::size_t length) {
  std::array<std::uint8_t, 32> number = digest.bytes;
  RunId out;
  for (std::size_t i = 0; i < std::min(length, kAllDigits); ++i) {
    out.text += kIdDigits[divide_by_base(number)];
  }
  return out;
}

bool is_id_text(std::string_view text) {
  return !text.empty() && text.size() <= kAllDigits &&
         text.find_first_not_of(kIdDigits) == std::string_view::npos;
}

std::string random_digits(const Digest& digest) { return digest.hex().substr(0, 6); }

Digest child_digest(const Digest& parent, std::string_view child_name) {
  return sha256(canonical_json(Map{{"name", child_name}, {"parent", parent.hex()}}));
}

}  // namespace cairn
