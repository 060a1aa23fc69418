// Deflate and CRC-32 of bytes in memory. Whole files go through libdeflate, which is several times
// as fast as zlib and shrinks as well; it can neither end a piece without ending the stream nor
// begin in the middle, so that the pieces of large files go through zlib. The same bytes always
// give the same output. It does not know zip files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace cairn {

/// CRC-32 (as in zip) of `bytes` behind those that gave `before`.
std::uint32_t crc32_of(std::string_view bytes, std::uint32_t before = 0);

/// Whether deflate would gain next to nothing on these bytes: a few samples tell. Wrong answers
/// cost size or time, never bytes.
bool looks_incompressible(std::string_view bytes);

/// The effort of `zip -6`; from 1, quick, to 9, small.
inline constexpr int kUsualEffort = 6;

/// All of `bytes` as one deflate stream. Reuses `out`'s memory.
void deflate_whole(std::string_view bytes, std::string& out, int effort = kUsualEffort);

/// Where a piece stands in its stream.
enum class PiecePlace { inner, last };

/// How far back a stream may refer.
inline constexpr std::size_t kDeflateWindow = 32 * 1024;

/// `bytes` as a piece of a stream: behind the pieces before it, in order, it makes one deflate
/// stream. `before` is what went before it in the same data, of which the last kDeflateWindow
/// count.
void deflate_piece(std::string_view bytes, std::string_view before, PiecePlace place,
                   std::string& out, int effort = kUsualEffort);
/// The same without looking for repetitions: at most 8:1, for pieces that would shrink so much that
/// a careful reader refuses the file as a bomb.
void deflate_piece_plainly(std::string_view bytes, PiecePlace place, std::string& out);

/// How reading a stream went.
enum class InflateResult {
  ok,
  bad_data,    ///< It is no deflate stream, or it is cut off.
  wrong_size,  ///< It holds more or fewer bytes than were expected, or bytes follow its end.
};

/// Reads the stream `packed`, which must hold exactly `size` bytes and end with it, into `out`.
InflateResult inflate_whole(std::string_view packed, std::size_t size, std::string& out);

/// Reads a stream piece by piece, in bounded memory.
class Inflater {
 public:
  Inflater();
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater();

  /// What came of one step.
  struct Step {
    std::size_t taken = 0;  ///< Of the input.
    std::size_t made = 0;   ///< Bytes of the output.
    bool at_end = false;    ///< The stream has ended.
    bool is_bad = false;    ///< It is no deflate stream.
  };
  /// Reads on from `input` into `output` of `room` bytes.
  Step step(std::string_view input, char* output, std::size_t room);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace cairn
