#include "cairn/base/blake2b.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>

namespace cairn {

namespace {

constexpr std::size_t kHashedBlock = 128;

using Words = std::array<std::uint64_t, 8>;

constexpr Words kStart = {0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
                          0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f,
                          0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};

// Which words of the block each round takes, two for each mix. Rounds 11 and 12 are 1 and 2 again.
constexpr std::array<std::array<std::uint8_t, 16>, 10> kOrders = {{
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
}};

// The columns of the state as a square of 4 x 4 words, then its diagonals.
constexpr std::array<std::array<std::uint8_t, 4>, 8> kLines = {{{0, 4, 8, 12},
                                                                {1, 5, 9, 13},
                                                                {2, 6, 10, 14},
                                                                {3, 7, 11, 15},
                                                                {0, 5, 10, 15},
                                                                {1, 6, 11, 12},
                                                                {2, 7, 8, 13},
                                                                {3, 4, 9, 14}}};

void mix(std::array<std::uint64_t, 16>& v, const std::array<std::uint8_t, 4>& line, std::uint64_t x,
         std::uint64_t y) {
  const auto [a, b, c, d] = line;
  v[a] += v[b] + x;
  v[d] = std::rotr(v[d] ^ v[a], 32);
  v[c] += v[d];
  v[b] = std::rotr(v[b] ^ v[c], 24);
  v[a] += v[b] + y;
  v[d] = std::rotr(v[d] ^ v[a], 16);
  v[c] += v[d];
  v[b] = std::rotr(v[b] ^ v[c], 63);
}

/// Takes one block, of which fewer bytes than kHashedBlock may be left; `counted` are the bytes up
/// to its end.
void compress(Words& state, std::string_view block, std::uint64_t counted, std::uint64_t last) {
  std::array<std::uint64_t, 16> words{};
  for (std::size_t i = 0; i < block.size(); ++i) {
    words[i / 8] |= std::uint64_t{static_cast<unsigned char>(block[i])} << (i % 8 * 8);
  }
  std::array<std::uint64_t, 16> v{};
  std::ranges::copy(state, v.begin());
  std::ranges::copy(kStart, v.begin() + 8);
  v[12] ^= counted;
  v[14] ^= last;
  for (std::size_t round = 0; round < 12; ++round) {
    const auto& order = kOrders[round % kOrders.size()];
    for (std::size_t i = 0; i < kLines.size(); ++i) {
      mix(v, kLines[i], words[order[2 * i]], words[order[2 * i + 1]]);
    }
  }
  for (std::size_t i = 0; i < state.size(); ++i) state[i] ^= v[i] ^ v[i + 8];
}

}  // namespace

void blake2b(std::span<std::uint8_t> digest, std::string_view bytes) {
  Words state = kStart;
  state[0] ^= 0x01010000U ^ digest.size();  // the size is a part of what is hashed
  std::size_t at = 0;
  for (; bytes.size() - at > kHashedBlock; at += kHashedBlock) {
    compress(state, bytes.substr(at, kHashedBlock), at + kHashedBlock, 0);
  }
  compress(state, bytes.substr(at), bytes.size(), ~std::uint64_t{0});
  for (std::size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<std::uint8_t>(state[i / 8] >> (i % 8 * 8));
  }
}

}  // namespace cairn
