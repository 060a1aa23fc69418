#include "cairn/exchange/deflate.h"

#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "cairn/base/error.h"

namespace cairn {

namespace {

constexpr int kRawWindowBits = -15;
constexpr int kMemoryLevel = 8;

struct FreeCompressor {
  void operator()(libdeflate_compressor* compressor) const {
    libdeflate_free_compressor(compressor);
  }
};
struct FreeDecompressor {
  void operator()(libdeflate_decompressor* decompressor) const {
    libdeflate_free_decompressor(decompressor);
  }
};
using Compressor = std::unique_ptr<libdeflate_compressor, FreeCompressor>;
using Decompressor = std::unique_ptr<libdeflate_decompressor, FreeDecompressor>;

/// Each thread keeps its compressors: making one costs as much as compressing a small file.
libdeflate_compressor& compressor(int level) {
  thread_local std::array<Compressor, 10> kept;
  Compressor& one = kept[static_cast<std::size_t>(level)];
  if (!one) one.reset(libdeflate_alloc_compressor(level));
  if (!one) throw Error(ErrorCode::io, "no memory to compress with");
  return *one;
}

libdeflate_decompressor& decompressor() {
  thread_local Decompressor kept;
  if (!kept) kept.reset(libdeflate_alloc_decompressor());
  if (!kept) throw Error(ErrorCode::io, "no memory to read compressed files with");
  return *kept;
}

/// Bits of order-0 entropy in a byte of the samples: 256 bytes from each of 16 places.
double sampled_entropy(std::string_view bytes) {
  constexpr std::size_t kSample = 256;
  constexpr std::size_t kSamples = 16;
  std::array<unsigned, 256> counts{};
  const std::size_t step = std::max(kSample, bytes.size() / kSamples);
  std::size_t total = 0;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    for (const char byte : bytes.substr(at, kSample)) ++counts[static_cast<unsigned char>(byte)];
    total += std::min(kSample, bytes.size() - at);
  }
  double bits = 0;
  for (const unsigned count : counts) {
    if (count == 0) continue;
    const double share = static_cast<double>(count) / static_cast<double>(total);
    bits -= share * std::log2(share);
  }
  return bits;
}

/// Whether the fastest effort gains less than one byte in 200 on a piece.
bool gains_nothing(std::string_view piece) {
  thread_local std::string scratch;
  libdeflate_compressor& quick = compressor(1);
  scratch.resize(libdeflate_deflate_compress_bound(&quick, piece.size()));
  const std::size_t size = libdeflate_deflate_compress(&quick, piece.data(), piece.size(),
                                                       scratch.data(), scratch.size());
  return size + piece.size() / 200 >= piece.size();
}

/// How zlib works on a piece.
struct ZlibEffort {
  int level = kUsualEffort;
  int strategy = Z_DEFAULT_STRATEGY;
};

void run_zlib(std::string_view bytes, std::string_view before, PiecePlace place, ZlibEffort effort,
              std::string& out) {
  z_stream stream{};
  if (deflateInit2(&stream, effort.level, Z_DEFLATED, kRawWindowBits, kMemoryLevel,
                   effort.strategy) != Z_OK) {
    throw Error(ErrorCode::io, "no memory to compress with");
  }
  const std::unique_ptr<z_stream, int (*)(z_stream*)> owner(&stream, &deflateEnd);
  const std::string_view window =
      before.substr(before.size() - std::min(before.size(), kDeflateWindow));
  if (!window.empty()) {
    deflateSetDictionary(&stream, reinterpret_cast<const Bytef*>(window.data()),
                         static_cast<uInt>(window.size()));
  }
  // A flush behind the data adds at most a few bytes to the bound.
  out.resize(deflateBound(&stream, static_cast<uLong>(bytes.size())) + 64);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int flush = place == PiecePlace::last ? Z_FINISH : Z_SYNC_FLUSH;
  const int result = ::deflate(&stream, flush);
  const bool is_done = place == PiecePlace::last ? result == Z_STREAM_END : result == Z_OK;
  if (!is_done || stream.avail_in != 0 || stream.avail_out == 0) {
    throw Error(ErrorCode::internal, "zlib left data behind");
  }
  out.resize(out.size() - stream.avail_out);
}

}  // namespace

std::uint32_t crc32_of(std::string_view bytes, std::uint32_t before) {
  return libdeflate_crc32(before, bytes.data(), bytes.size());
}

bool looks_incompressible(std::string_view bytes) {
  constexpr double kAlmostAllBits = 7.6;  // 4 KiB of random bytes show 7.95
  constexpr std::size_t kSmall = 1024;
  constexpr std::size_t kSample = 4096;
  if (bytes.size() < kSmall || sampled_entropy(bytes) < kAlmostAllBits) return false;
  // Even random bytes may repeat themselves: look at the middle, and of more bytes at the end.
  constexpr std::size_t kOneSample = 256 * 1024;
  const std::size_t middle = bytes.size() / 2 - std::min(bytes.size() / 2, kSample / 2);
  if (!gains_nothing(bytes.substr(middle, kSample))) return false;
  const std::size_t end = bytes.size() - std::min(bytes.size(), kSample);
  return bytes.size() <= kOneSample || gains_nothing(bytes.substr(end));
}

void deflate_whole(std::string_view bytes, std::string& out, int effort) {
  libdeflate_compressor& one = compressor(effort);
  out.resize(libdeflate_deflate_compress_bound(&one, bytes.size()));
  const std::size_t size =
      libdeflate_deflate_compress(&one, bytes.data(), bytes.size(), out.data(), out.size());
  if (size == 0) throw Error(ErrorCode::internal, "libdeflate did not compress");
  out.resize(size);
}

void deflate_piece(std::string_view bytes, std::string_view before, PiecePlace place,
                   std::string& out, int effort) {
  run_zlib(bytes, before, place, {.level = effort}, out);
}

void deflate_piece_plainly(std::string_view bytes, PiecePlace place, std::string& out) {
  run_zlib(bytes, {}, place, {.strategy = Z_HUFFMAN_ONLY}, out);
}

InflateResult inflate_whole(std::string_view packed, std::size_t size, std::string& out) {
  out.resize(size);
  std::size_t taken = 0;
  std::size_t made = 0;
  const libdeflate_result result = libdeflate_deflate_decompress_ex(
      &decompressor(), packed.data(), packed.size(), out.data(), out.size(), &taken, &made);
  if (result == LIBDEFLATE_INSUFFICIENT_SPACE) return InflateResult::wrong_size;
  if (result != LIBDEFLATE_SUCCESS) return InflateResult::bad_data;
  return made == size && taken == packed.size() ? InflateResult::ok : InflateResult::wrong_size;
}

struct Inflater::State {
  z_stream stream{};
};

Inflater::Inflater() : state_(std::make_unique<State>()) {
  if (inflateInit2(&state_->stream, kRawWindowBits) != Z_OK) {
    throw Error(ErrorCode::io, "no memory to read compressed files with");
  }
}

Inflater::~Inflater() { inflateEnd(&state_->stream); }

Inflater::Step Inflater::step(std::string_view input, char* output, std::size_t room) {
  z_stream& stream = state_->stream;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(output);
  stream.avail_out = static_cast<uInt>(room);
  const int result = ::inflate(&stream, Z_NO_FLUSH);
  return {.taken = input.size() - stream.avail_in,
          .made = room - stream.avail_out,
          .at_end = result == Z_STREAM_END,
          // Z_BUF_ERROR only says that it needs more input or room.
          .is_bad = result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR};
}

}  // namespace cairn
