#include "cairn/base/digest.h"

#include <cstring>

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include "cairn/base/error.h"

namespace cairn {

namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

std::string to_hex(std::span<const std::uint8_t> bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    out += kHexDigits[byte >> 4];
    out += kHexDigits[byte & 15];
  }
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

const EVP_MD* md5_algorithm() {
  static const EVP_MD* const algorithm = fetch("MD5");
  return algorithm;
}

template <std::size_t N>
std::array<std::uint8_t, N> digest_of(std::string_view bytes, const EVP_MD* algorithm) {
  std::array<std::uint8_t, N> out{};
  if (EVP_Digest(bytes.data(), bytes.size(), out.data(), nullptr, algorithm, nullptr) != 1) {
    fail_openssl("make a digest");
  }
  return out;
}

}  // namespace

std::string Digest::hex() const { return to_hex(bytes); }

std::optional<Digest> Digest::from_hex(std::string_view text) {
  Digest out;
  if (text.size() != out.bytes.size() * 2) return std::nullopt;
  for (std::size_t i = 0; i < out.bytes.size(); ++i) {
    const std::size_t high = kHexDigits.find(text[2 * i]);
    const std::size_t low = kHexDigits.find(text[2 * i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    out.bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
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
    restart();
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { EVP_MD_CTX_free(context); }

  void restart() const {
    if (EVP_DigestInit_ex2(context, sha256_algorithm(), nullptr) != 1)
      fail_openssl("start a digest");
  }

  EVP_MD_CTX* context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::~Sha256() = default;

void Sha256::update(std::string_view bytes) {
  if (EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) != 1) {
    fail_openssl("feed a digest");
  }
}

Digest Sha256::finish() {
  Digest out;
  if (EVP_DigestFinal_ex(state_->context, out.bytes.data(), nullptr) != 1) {
    fail_openssl("end a digest");
  }
  state_->restart();
  return out;
}

Digest sha256(std::string_view bytes) { return Digest{digest_of<32>(bytes, sha256_algorithm())}; }

std::string md5_hex(std::string_view bytes) {
  return to_hex(digest_of<16>(bytes, md5_algorithm()));
}

}  // namespace cairn
