#include "cairn/base/byte_codec.h"

#include <algorithm>
#include <bit>

#include "cairn/base/error.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

enum class Presence : std::uint8_t { none = 0, all = 1, some = 2 };

constexpr unsigned kBitsPerByte = 8;

/// Differences are taken without a sign, so that none can overflow.
std::uint64_t to_zigzag(std::uint64_t number) {
  const auto sign = static_cast<std::uint64_t>(static_cast<std::int64_t>(number) >> 63);
  return (number << 1U) ^ sign;
}

std::uint64_t from_zigzag(std::uint64_t number) { return (number >> 1U) ^ (~(number & 1U) + 1); }

[[noreturn]] void refuse() {
  throw Error(ErrorCode::corrupt,
              "the bytes end too early, or hold a number or text that cannot be");
}

}  // namespace

void ByteWriter::varint(std::uint64_t number) {
  while (number >= 0x80) {
    out_ += static_cast<char>((number & 0x7f) | 0x80);
    number >>= 7U;
  }
  out_ += static_cast<char>(number);
}

void ByteWriter::zigzag(std::int64_t number) {
  varint(to_zigzag(static_cast<std::uint64_t>(number)));
}

void ByteWriter::fixed32(std::uint32_t number) {
  for (unsigned i = 0; i < sizeof number; ++i) {
    out_ += static_cast<char>((number >> (i * kBitsPerByte)) & 0xff);
  }
}

void ByteWriter::fixed64(std::uint64_t number) {
  for (unsigned i = 0; i < sizeof number; ++i) {
    out_ += static_cast<char>((number >> (i * kBitsPerByte)) & 0xff);
  }
}

void ByteWriter::real(double number) { fixed64(std::bit_cast<std::uint64_t>(number)); }

void ByteWriter::text(std::string_view text) {
  varint(text.size());
  out_ += text;
}

void ByteWriter::column(const std::vector<std::optional<std::int64_t>>& numbers) {
  const auto present = std::count_if(numbers.begin(), numbers.end(),
                                     [](const auto& number) { return number.has_value(); });
  const bool is_full = static_cast<std::size_t>(present) == numbers.size();
  const Presence presence = present == 0 ? Presence::none
                            : is_full    ? Presence::all
                                         : Presence::some;
  out_ += static_cast<char>(presence);
  if (presence == Presence::some) {
    std::string bitmap((numbers.size() + kBitsPerByte - 1) / kBitsPerByte, '\0');
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (!numbers[i]) continue;
      char& byte = bitmap[i / kBitsPerByte];
      byte = static_cast<char>(static_cast<unsigned char>(byte) | (1U << (i % kBitsPerByte)));
    }
    out_ += bitmap;
  }
  std::uint64_t before = 0;
  for (const std::optional<std::int64_t>& number : numbers) {
    if (!number) continue;
    varint(to_zigzag(static_cast<std::uint64_t>(*number) - before));
    before = static_cast<std::uint64_t>(*number);
  }
}

std::string_view ByteReader::take(std::size_t count) {
  if (count > rest_.size()) refuse();
  const std::string_view taken = rest_.substr(0, count);
  rest_.remove_prefix(count);
  return taken;
}

std::uint64_t ByteReader::little_endian(std::size_t bytes) {
  const std::string_view taken = take(bytes);
  std::uint64_t number = 0;
  for (std::size_t i = bytes; i > 0; --i) {
    number = (number << kBitsPerByte) | static_cast<unsigned char>(taken[i - 1]);
  }
  return number;
}

std::uint64_t ByteReader::varint() {
  std::uint64_t number = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const auto byte = static_cast<unsigned char>(take(1)[0]);
    const std::uint64_t bits = byte & 0x7fU;
    if (shift == 63 && bits > 1) refuse();
    number |= bits << shift;
    if (byte < 0x80) return number;
  }
  refuse();
}

std::int64_t ByteReader::zigzag() { return static_cast<std::int64_t>(from_zigzag(varint())); }

std::uint32_t ByteReader::fixed32() { return static_cast<std::uint32_t>(little_endian(4)); }

std::uint64_t ByteReader::fixed64() { return little_endian(8); }

double ByteReader::real() { return std::bit_cast<double>(fixed64()); }

std::string ByteReader::text() {
  const std::string_view bytes = take(count());
  if (!is_utf8(bytes)) refuse();
  return std::string(bytes);
}

std::size_t ByteReader::count(std::size_t per_byte) {
  const std::uint64_t number = varint();
  if (number / per_byte > rest_.size()) refuse();
  return static_cast<std::size_t>(number);
}

std::vector<std::optional<std::int64_t>> ByteReader::column(std::size_t count) {
  std::vector<std::optional<std::int64_t>> numbers(count);
  const auto presence = static_cast<unsigned char>(take(1)[0]);
  if (presence > static_cast<unsigned char>(Presence::some)) refuse();
  if (presence == static_cast<unsigned char>(Presence::none)) return numbers;
  const bool has_bitmap = presence == static_cast<unsigned char>(Presence::some);
  const std::string_view bitmap = take(has_bitmap ? (count + kBitsPerByte - 1) / kBitsPerByte : 0);
  std::uint64_t before = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const bool is_there =
        !has_bitmap ||
        ((static_cast<unsigned char>(bitmap[i / kBitsPerByte]) >> (i % kBitsPerByte)) & 1U) != 0;
    if (!is_there) continue;
    before += from_zigzag(varint());
    numbers[i] = static_cast<std::int64_t>(before);
  }
  return numbers;
}

}  // namespace cairn
