// The numbers of the zip format (APPNOTE 6.3) that the writer and the reader share: signatures,
// sizes, flags, and little-endian integers in byte strings. It knows no file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cairn::zip {

inline constexpr std::uint32_t kLocalSignature = 0x04034b50;
inline constexpr std::uint32_t kCentralSignature = 0x02014b50;
inline constexpr std::uint32_t kEndSignature = 0x06054b50;
inline constexpr std::uint32_t kEnd64Signature = 0x06064b50;
inline constexpr std::uint32_t kLocator64Signature = 0x07064b50;
inline constexpr std::uint32_t kDescriptorSignature = 0x08074b50;

inline constexpr std::size_t kLocalSize = 30;
inline constexpr std::size_t kCentralSize = 46;
inline constexpr std::size_t kEndSize = 22;
inline constexpr std::size_t kEnd64Size = 56;
inline constexpr std::size_t kLocator64Size = 20;

inline constexpr std::uint16_t kStored = 0;
inline constexpr std::uint16_t kDeflated = 8;

inline constexpr std::uint16_t kFlagDeflateLevel = 0x0006;  ///< How hard deflate tried.
inline constexpr std::uint16_t kFlagDescriptor = 0x0008;    ///< Sizes follow the data.
inline constexpr std::uint16_t kFlagUtf8 = 0x0800;

inline constexpr std::uint16_t kExtraZip64 = 0x0001;
inline constexpr std::uint16_t kExtraUnicodePath = 0x7075;

inline constexpr std::uint16_t kMadeByUnix = 3;
inline constexpr std::uint32_t kRegularFileMode = 0100644;

inline constexpr std::uint16_t kFull16 = 0xFFFF;
inline constexpr std::uint32_t kFull32 = 0xFFFFFFFF;

/// Appends the low `Bytes` bytes of `number`, lowest first.
template <std::size_t Bytes>
void put(std::string& out, std::uint64_t number) {
  for (std::size_t i = 0; i < Bytes; ++i) out += static_cast<char>((number >> (8 * i)) & 0xFF);
}

/// The little-endian number of `Bytes` bytes at `at`, which must lie inside.
template <std::size_t Bytes>
std::uint64_t get(std::string_view bytes, std::size_t at) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < Bytes; ++i) {
    number |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  }
  return number;
}
inline std::uint16_t get16(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint16_t>(get<2>(bytes, at));
}
inline std::uint32_t get32(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint32_t>(get<4>(bytes, at));
}
inline std::uint64_t get64(std::string_view bytes, std::size_t at) { return get<8>(bytes, at); }

}  // namespace cairn::zip
