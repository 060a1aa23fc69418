#include "cairn/exchange/deflate.h"

#include <random>

#include <gtest/gtest.h>

#include "unit/exchange/noise.h"

namespace cairn {
namespace {

using test::noise;

std::string lines(std::size_t size) {
  std::mt19937 engine(7);
  std::string bytes;
  while (bytes.size() < size) bytes += std::to_string(engine() % 10'000) + ",line\n";
  bytes.resize(size);
  return bytes;
}

std::string in_pieces(const std::string& bytes, std::size_t piece) {
  std::string stream;
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    const bool is_last = at + piece >= bytes.size();
    deflate_piece(std::string_view(bytes).substr(at, piece), std::string_view(bytes).substr(0, at),
                  is_last ? PiecePlace::last : PiecePlace::inner, out);
    stream += out;
  }
  return stream;
}

TEST(Deflate, PiecesMakeOneStreamThatIsAsSmallAsOnePiece) {
  const std::string bytes = lines(3'000'000);
  const std::string pieces = in_pieces(bytes, 200'000);
  std::string back;
  EXPECT_EQ(inflate_whole(pieces, bytes.size(), back), InflateResult::ok);
  EXPECT_EQ(back, bytes);
  std::string whole;
  deflate_whole(bytes, whole);
  EXPECT_LT(pieces.size(), whole.size() * 102 / 100);
}

TEST(Deflate, PlainPiecesNeverShrinkMuch) {
  const std::string zeros(1 << 20, '\0');
  std::string out;
  deflate_piece_plainly(zeros, PiecePlace::last, out);
  EXPECT_GT(out.size(), zeros.size() / 10);
  std::string back;
  EXPECT_EQ(inflate_whole(out, zeros.size(), back), InflateResult::ok);
  EXPECT_EQ(back, zeros);
}

TEST(Deflate, NoiseIsKnownAndTextIsNot) {
  EXPECT_TRUE(looks_incompressible(noise(100'000)));
  EXPECT_TRUE(looks_incompressible(noise(5'000)));
  EXPECT_FALSE(looks_incompressible(lines(100'000)));
  EXPECT_FALSE(looks_incompressible(std::string(100'000, 'x')));
  EXPECT_FALSE(looks_incompressible(noise(2'000) + lines(3'000)));
}

TEST(Deflate, RefusesWhatIsNotExactlyTheStream) {
  const std::string bytes = lines(10'000);
  std::string packed;
  deflate_whole(bytes, packed);
  std::string back;
  EXPECT_EQ(inflate_whole(packed, bytes.size() - 1, back), InflateResult::wrong_size);
  EXPECT_EQ(inflate_whole(packed, bytes.size() + 1, back), InflateResult::wrong_size);
  EXPECT_EQ(inflate_whole(packed + "x", bytes.size(), back), InflateResult::wrong_size);
  EXPECT_EQ(inflate_whole(packed.substr(0, packed.size() / 2), bytes.size(), back),
            InflateResult::bad_data);
  EXPECT_EQ(inflate_whole(noise(500), 1000, back), InflateResult::bad_data);
}

TEST(Deflate, InflaterReadsPieceByPiece) {
  const std::string bytes = lines(500'000);
  std::string packed;
  deflate_whole(bytes, packed);
  Inflater inflater;
  std::string back;
  std::string room(1000, '\0');
  std::string_view rest = packed;
  for (bool at_end = false; !at_end;) {
    const Inflater::Step step = inflater.step(rest.substr(0, 333), room.data(), room.size());
    ASSERT_FALSE(step.is_bad);
    ASSERT_TRUE(step.taken + step.made > 0);
    back.append(room, 0, step.made);
    rest.remove_prefix(step.taken);
    at_end = step.at_end;
  }
  EXPECT_EQ(back, bytes);
}

TEST(Deflate, CrcIsThatOfZip) {
  EXPECT_EQ(crc32_of("123456789"), 0xCBF43926U);
  EXPECT_EQ(crc32_of("6789", crc32_of("12345")), 0xCBF43926U);
}

}  // namespace
}  // namespace cairn
