// Numbers and texts as bytes: variable-length integers, little-endian numbers, texts and columns of
// optional integers. Reading past the end, or a number that does not fit, is damage. It does not
// know what the numbers mean.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// Appends to a text of bytes.
class ByteWriter {
 public:
  explicit ByteWriter(std::string& out) : out_(out) {}

  /// LEB128: seven bits a byte, the least first, the top bit says that more follow.
  void varint(std::uint64_t number);
  /// Small in size for small magnitudes: 0, -1, 1, -2 become 0, 1, 2, 3.
  void zigzag(std::int64_t number);
  void fixed32(std::uint32_t number);
  void fixed64(std::uint64_t number);
  /// The eight bytes of an IEEE double, NaN's payload and all.
  void real(double number);
  void text(std::string_view text);
  /// A byte that says which numbers are there (0 none, 1 all, 2 a bitmap follows), then those as
  /// zigzag differences, each from the one before, the first from 0.
  void column(const std::vector<std::optional<std::int64_t>>& numbers);

 private:
  std::string& out_;
};

/// The opposite. All throw Error(corrupt) without a place.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t varint();
  std::int64_t zigzag();
  std::uint32_t fixed32();
  std::uint64_t fixed64();
  double real();
  std::string text();
  std::vector<std::optional<std::int64_t>> column(std::size_t count);
  /// A varint that counts things of at least one byte each, or one bit where `per_byte` is 8.
  std::size_t count(std::size_t per_byte = 1);
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view take(std::size_t count);
  std::uint64_t little_endian(std::size_t bytes);

  std::string_view rest_;
};

}  // namespace cairn
