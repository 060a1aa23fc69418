// OpenSSL 3 calls its direct functions deprecated, see below.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "cairn/base/digest.h"

#include <sodium/crypto_generichash_blake2b.h>

#include <algorithm>
#include <cstring>

#include <openssl/evp.h>
#include <openssl/md5.h>
#include <openssl/sha.h>

#include "cairn/base/error.h"
#include "cairn/base/hash.h"

namespace cairn {

namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::uint8_t kNoDigit = 16;
// What each character is worth as a digit.
constexpr std::array<std::uint8_t, 256> kHexValues = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(kNoDigit);
  for (std::uint8_t i = 0; i < kNoDigit; ++i) values[static_cast<unsigned char>(kHexDigits[i])] = i;
  return values;
}();

/// Writes the first `digits` hexadecimal digits of `bytes`.
void write_hex(char* out, std::span<const std::uint8_t> bytes, std::size_t digits) {
  for (std::size_t i = 0; i < digits; ++i) {
    out[i] = kHexDigits[i % 2 == 0 ? bytes[i / 2] >> 4 : bytes[i / 2] & 15];
  }
}

std::string to_hex(std::span<const std::uint8_t> bytes) {
  std::string out(bytes.size() * 2, '0');
  write_hex(out.data(), bytes, out.size());
  return out;
}

// SHA-256, SHA-1 and MD5 are called directly: OpenSSL's own lookup of an algorithm (EVP_MD_fetch)
// takes more than half of the time of a command that names one thing, and nothing that it could
// choose between may change a digest.
struct HashRow {
  std::size_t digits;
  void (*digest_into)(std::uint8_t* out, std::string_view bytes);
};

template <typename Context, auto kInit, auto kUpdate, auto kFinal>
void digest_by(std::uint8_t* out, std::string_view bytes) {
  Context context;
  kInit(&context);
  kUpdate(&context, bytes.data(), bytes.size());
  kFinal(out, &context);
}

constexpr auto* kSha256 = &digest_by<SHA256_CTX, SHA256_Init, SHA256_Update, SHA256_Final>;

/// Python's hashlib.blake2b with this digest_size. OpenSSL 3.0 makes 64 bytes only, and a shorter
/// digest is not the beginning of a longer one.
template <std::size_t kBytes>
void blake2b_into(std::uint8_t* out, std::string_view bytes) {
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  if (crypto_generichash_blake2b(out, kBytes, data, bytes.size(), nullptr, 0) != 0) {
    throw Error(ErrorCode::internal, "libsodium did not make a BLAKE2b digest");
  }
}

// In the order of HashKind.
constexpr std::array kHashes = {
    HashRow{32, &digest_by<MD5_CTX, MD5_Init, MD5_Update, MD5_Final>},
    HashRow{40, &digest_by<SHA_CTX, SHA1_Init, SHA1_Update, SHA1_Final>},
    HashRow{64, kSha256},
    HashRow{128, &blake2b_into<64>},
    HashRow{12, &blake2b_into<6>},
    HashRow{16, &blake2b_into<8>},
    HashRow{32, &blake2b_into<16>},
    HashRow{64, &blake2b_into<32>},
};

}  // namespace

std::string Digest::hex() const { return to_hex(bytes); }

std::optional<Digest> Digest::from_hex(std::string_view text) {
  Digest out;
  if (text.size() != out.bytes.size() * 2) return std::nullopt;
  for (std::size_t i = 0; i < out.bytes.size(); ++i) {
    const std::uint8_t high = kHexValues[static_cast<unsigned char>(text[2 * i])];
    const std::uint8_t low = kHexValues[static_cast<unsigned char>(text[2 * i + 1])];
    if ((high | low) >= kNoDigit) return std::nullopt;
    out.bytes[i] = static_cast<std::uint8_t>(high << 4U | low);
  }
  return out;
}

std::size_t DigestHash::operator()(const Digest& digest) const {
  std::size_t out = 0;
  std::memcpy(&out, digest.bytes.data(), sizeof out);
  return out;
}

struct Sha256::State {
  SHA256_CTX context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) { SHA256_Init(&state_->context); }
Sha256::~Sha256() = default;

void Sha256::update(std::string_view bytes) {
  SHA256_Update(&state_->context, bytes.data(), bytes.size());
}

Digest Sha256::finish() {
  Digest out;
  SHA256_Final(out.bytes.data(), &state_->context);
  SHA256_Init(&state_->context);
  return out;
}

Digest sha256(std::string_view bytes) {
  Digest out;
  kSha256(out.bytes.data(), bytes);
  return out;
}

std::string sha256sum_line(const Digest& digest, std::string_view name) {
  std::string line = digest.hex() + "  ";
  if (name.find_first_of("\\\n\r") == std::string_view::npos) return line.append(name) + '\n';
  for (const char byte : name) {
    switch (byte) {
      case '\\':
        line += "\\\\";
        break;
      case '\n':
        line += "\\n";
        break;
      case '\r':
        line += "\\r";
        break;
      default:
        line += byte;
    }
  }
  return '\\' + line + '\n';
}

std::string md5_hex(std::string_view bytes) { return hash_hex(HashKind::md5, bytes); }

std::size_t hash_digits(HashKind kind) { return kHashes[static_cast<std::size_t>(kind)].digits; }

std::string hash_hex(HashKind kind, std::string_view bytes) {
  std::string out;
  append_hash_hex(out, kind, bytes, hash_digits(kind));
  return out;
}

void append_hash_hex(std::string& out, HashKind kind, std::string_view bytes, std::size_t digits) {
  const HashRow& row = kHashes[static_cast<std::size_t>(kind)];
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> hash{};
  row.digest_into(hash.data(), bytes);
  const std::size_t start = out.size();
  const std::size_t count = std::min(digits, row.digits);
  out.resize(start + count);
  write_hex(out.data() + start, hash, count);
}

}  // namespace cairn
