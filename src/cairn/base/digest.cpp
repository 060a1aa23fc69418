#include "cairn/base/digest.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>

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

[[noreturn]] void fail_openssl(const char* what) {
  const char* reason = ERR_reason_error_string(ERR_get_error());
  throw Error(ErrorCode::external, std::string("OpenSSL cannot ") + what + ": " +
                                       (reason != nullptr ? reason : "no reason given"));
}

// Fetching an algorithm takes a lock and a table search, so each is fetched once and kept for the
// life of the process. The system's openssl.cnf is not read: it costs start-up time, and nothing
// in it may change a digest.
EVP_MD* fetch(const char* name) {
  static const int ready = OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
  EVP_MD* algorithm = ready == 1 ? EVP_MD_fetch(nullptr, name, nullptr) : nullptr;
  if (algorithm == nullptr) fail_openssl("offer a digest");
  return algorithm;
}

const EVP_MD* sha256_algorithm() {
  static const EVP_MD* const algorithm = fetch("SHA256");
  return algorithm;
}

struct HashRow {
  std::size_t digits;
  const EVP_MD* (*algorithm)();
};

// In the order of HashKind. Python's hashlib.blake2b is BLAKE2B-512.
constexpr std::array kHashes = {
    HashRow{32,
            [] {
              static const EVP_MD* const algorithm = fetch("MD5");
              return algorithm;
            }},
    HashRow{40,
            [] {
              static const EVP_MD* const algorithm = fetch("SHA1");
              return algorithm;
            }},
    HashRow{64, sha256_algorithm},
    HashRow{128,
            [] {
              static const EVP_MD* const algorithm = fetch("BLAKE2B-512");
              return algorithm;
            }},
};

// A context costs more to make than a short text to hash, so that each thread keeps one.
EVP_MD_CTX* thread_context() {
  struct Owner {
    Owner() : context(EVP_MD_CTX_new()) {
      if (context == nullptr) fail_openssl("make a digest");
    }
    Owner(const Owner&) = delete;
    Owner& operator=(const Owner&) = delete;
    ~Owner() { EVP_MD_CTX_free(context); }
    EVP_MD_CTX* context;
  };
  thread_local const Owner owner;
  return owner.context;
}

void digest_into(std::uint8_t* out, std::string_view bytes, const EVP_MD* algorithm) {
  EVP_MD_CTX* context = thread_context();
  if (EVP_DigestInit_ex2(context, algorithm, nullptr) != 1 ||
      EVP_DigestUpdate(context, bytes.data(), bytes.size()) != 1 ||
      EVP_DigestFinal_ex(context, out, nullptr) != 1) {
    fail_openssl("make a digest");
  }
}

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
  State() : context(EVP_MD_CTX_new()) {
    if (context == nullptr) fail_openssl("make a digest");
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { EVP_MD_CTX_free(context); }

  /// Before the first bytes of each digest; once more behind the last one would be for nothing.
  void start_if_needed() {
    if (std::exchange(is_started, true)) return;
    if (EVP_DigestInit_ex2(context, sha256_algorithm(), nullptr) != 1)
      fail_openssl("start a digest");
  }

  EVP_MD_CTX* context;
  bool is_started = false;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::~Sha256() = default;

void Sha256::update(std::string_view bytes) {
  state_->start_if_needed();
  if (EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) != 1) {
    fail_openssl("feed a digest");
  }
}

Digest Sha256::finish() {
  Digest out;
  state_->start_if_needed();
  if (EVP_DigestFinal_ex(state_->context, out.bytes.data(), nullptr) != 1) {
    fail_openssl("end a digest");
  }
  state_->is_started = false;
  return out;
}

Digest sha256(std::string_view bytes) {
  Digest out;
  digest_into(out.bytes.data(), bytes, sha256_algorithm());
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
  digest_into(hash.data(), bytes, row.algorithm());
  const std::size_t start = out.size();
  const std::size_t count = std::min(digits, row.digits);
  out.resize(start + count);
  write_hex(out.data() + start, hash, count);
}

}  // namespace cairn
