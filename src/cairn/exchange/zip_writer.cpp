#include "cairn/exchange/zip_writer.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/long_path.h"
#include "cairn/base/process.h"
#include "cairn/base/text.h"
#include "cairn/exchange/deflate.h"
#include "cairn/exchange/zip_output.h"

namespace cairn {

namespace {

/// Files up to here are one piece, compressed by libdeflate; larger ones are pieces of kPiece.
constexpr std::uint64_t kOnePiece = 8 << 20;
constexpr std::uint64_t kPiece = 2 << 20;
/// Bytes that may wait for the writer, read but not written.
constexpr std::uint64_t kInFlight = 48 << 20;
/// Every so many pieces one is coded plainly where data shrink more than kSuspicious, so that no
/// file shrinks more than 100:1: importers refuse what does, as a bomb.
constexpr std::uint64_t kPlainEvery = 8;
constexpr std::uint64_t kSuspicious = 64;

[[noreturn]] void fail_changed(const ZipMember& member) {
  throw Error(ErrorCode::corrupt,
              fmt::format("'{}' is not what was recorded: its bytes have another SHA-256",
                          printable(member.source.empty() ? member.name : member.source)),
              "nothing was written; bring the file back, or leave its run out");
}

Fd open_source(const ZipMember& member) {
  Fd fd = open_long(member.source, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (!fd) throw_errno("open", member.source);
  return fd;
}

/// Reads exactly `size` bytes at `offset`; a shorter file has changed.
void read_at(const ZipMember& member, int fd, std::uint64_t offset, std::uint64_t size,
             std::string& out) {
  out.resize(size);
  for (std::uint64_t have = 0; have < size;) {
    const ssize_t count =
        ::pread(fd, out.data() + have, size - have, static_cast<off_t>(offset + have));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw_errno("read", member.source);
    if (count == 0) fail_changed(member);
    have += static_cast<std::uint64_t>(count);
  }
}

void refuse_more(const ZipMember& member, int fd) {
  char byte = 0;
  if (::pread(fd, &byte, 1, static_cast<off_t>(member.size)) > 0) fail_changed(member);
}

/// A part of a member that one thread packs.
struct Piece {
  std::size_t member = 0;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  bool is_first() const { return offset == 0; }
};

/// A piece that was read and packed.
struct Packed {
  std::string raw;  ///< Behind up to kDeflateWindow bytes before it, of which there are `before`.
  std::string packed;  ///< Not in use where it is stored.
  std::size_t before = 0;
  bool is_stored = false;

  std::string_view piece() const { return std::string_view(raw).substr(before); }
  std::string_view data() const { return is_stored ? piece() : std::string_view(packed); }
};

std::vector<Piece> cut_into_pieces(const std::vector<ZipMember>& members) {
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const std::uint64_t size = members[i].size;
    if (size <= kOnePiece) {
      pieces.push_back({i, 0, size});
      continue;
    }
    for (std::uint64_t at = 0; at < size; at += kPiece) {
      pieces.push_back({i, at, std::min(kPiece, size - at)});
    }
  }
  return pieces;
}

Packed pack_whole(const ZipMember& member, int effort) {
  Packed result;
  if (member.source.empty()) {
    result.raw = member.bytes;
  } else {
    const Fd fd = open_source(member);
    read_at(member, fd.get(), 0, member.size, result.raw);
    refuse_more(member, fd.get());
  }
  if (sha256(result.raw) != member.sha256) fail_changed(member);
  result.is_stored = effort == 0 || result.raw.empty() || looks_incompressible(result.raw);
  if (!result.is_stored) deflate_whole(result.raw, result.packed, effort);
  if (result.packed.size() >= result.raw.size()) result.is_stored = true;
  return result;
}

/// Whether samples from all over a large file say that it does not shrink.
bool is_large_incompressible(const ZipMember& member) {
  constexpr std::uint64_t kSamples = 16;
  constexpr std::uint64_t kSample = 64 * 1024;
  const Fd fd = open_source(member);
  std::string sample;
  for (std::uint64_t i = 0; i < kSamples; ++i) {
    read_at(member, fd.get(), (member.size - kSample) / (kSamples - 1) * i, kSample, sample);
    if (!looks_incompressible(sample)) return false;
  }
  return true;
}

Packed pack_piece(const ZipMember& member, const Piece& piece, bool is_stored, int effort) {
  Packed result{.is_stored = is_stored};
  const Fd fd = open_source(member);
  if (!is_stored) result.before = std::min<std::uint64_t>(piece.offset, kDeflateWindow);
  read_at(member, fd.get(), piece.offset - result.before, piece.size + result.before, result.raw);
  const bool is_last = piece.offset + piece.size == member.size;
  if (is_last) refuse_more(member, fd.get());
  if (is_stored) return result;
  const PiecePlace place = is_last ? PiecePlace::last : PiecePlace::inner;
  deflate_piece(result.piece(), std::string_view(result.raw).substr(0, result.before), place,
                result.packed, effort);
  const bool shrinks_much = result.packed.size() * kSuspicious < piece.size;
  if (shrinks_much && piece.offset / kPiece % kPlainEvery == 0) {
    deflate_piece_plainly(result.piece(), place, result.packed);
  }
  return result;
}

/// Packs pieces on all cores and hands them out in order.
class Packer {
 public:
  Packer(const std::vector<ZipMember>& members, int effort)
      : members_(members),
        effort_(effort),
        pieces_(cut_into_pieces(members)),
        methods_(members.size()) {
    const std::size_t count = std::min<std::size_t>(processor_count(), pieces_.size());
    for (std::size_t i = 0; i < count; ++i) threads_.emplace_back([this] { work(); });
  }
  Packer(const Packer&) = delete;
  Packer& operator=(const Packer&) = delete;
  ~Packer() {
    const std::lock_guard<std::mutex> guard(mutex_);
    next_ = pieces_.size();
    stopped_ = true;
    room_.notify_all();
  }

  const std::vector<Piece>& pieces() const { return pieces_; }

  /// Waits for piece `index`; they are taken in order. Throws what packing it threw.
  Packed take(std::size_t index) {
    std::unique_lock<std::mutex> lock(mutex_);
    done_.wait(lock, [&] { return failure_ || results_.contains(index); });
    if (!results_.contains(index)) std::rethrow_exception(failure_);
    Packed result = std::move(results_.extract(index).mapped());
    in_flight_ -= pieces_[index].size;
    room_.notify_all();
    return result;
  }

 private:
  /// The next piece once there is room for it; pieces are begun in order, so that the one that the
  /// writer waits for is always among those begun.
  std::optional<std::size_t> next_piece() {
    std::unique_lock<std::mutex> lock(mutex_);
    const auto fits = [&] {
      return stopped_ || next_ >= pieces_.size() || in_flight_ == 0 ||
             in_flight_ + pieces_[next_].size <= kInFlight;
    };
    room_.wait(lock, fits);
    if (stopped_ || next_ >= pieces_.size()) return std::nullopt;
    in_flight_ += pieces_[next_].size;
    return next_++;
  }

  void work() {
    try {
      while (const std::optional<std::size_t> index = next_piece()) {
        Packed packed = pack(pieces_[*index]);
        const std::lock_guard<std::mutex> guard(mutex_);
        results_.emplace(*index, std::move(packed));
        done_.notify_all();
      }
    } catch (...) {
      const std::lock_guard<std::mutex> guard(mutex_);
      if (!failure_) failure_ = std::current_exception();
      stopped_ = true;
      done_.notify_all();
      room_.notify_all();
    }
  }

  Packed pack(const Piece& piece) {
    const ZipMember& member = members_[piece.member];
    if (piece.size == member.size) return pack_whole(member, effort_);
    Method& method = methods_[piece.member];
    std::call_once(method.once,
                   [&] { method.is_stored = effort_ == 0 || is_large_incompressible(member); });
    return pack_piece(member, piece, method.is_stored, effort_);
  }

  struct Method {
    std::once_flag once;
    bool is_stored = false;
  };

  const std::vector<ZipMember>& members_;
  const int effort_;
  const std::vector<Piece> pieces_;
  std::vector<Method> methods_;
  std::mutex mutex_;
  std::condition_variable done_;
  std::condition_variable room_;
  std::map<std::size_t, Packed> results_;
  std::size_t next_ = 0;
  std::uint64_t in_flight_ = 0;
  bool stopped_ = false;
  std::exception_ptr failure_;
  std::vector<std::jthread> threads_;  ///< Last: joined before the rest goes.
};

}  // namespace

ZipTotals write_zip(const std::string& path, const std::vector<ZipMember>& members,
                    Durability durability, const ZipProgress& progress, int effort) {
  ZipTotals totals;
  ZipOutput output(path);
  Packer packer(members, effort);
  ZipHeader header;
  Sha256 hasher;
  for (std::size_t i = 0; i < packer.pieces().size(); ++i) {
    const Piece& piece = packer.pieces()[i];
    const ZipMember& member = members[piece.member];
    const Packed packed = packer.take(i);
    if (piece.is_first()) {
      header = {.name = member.name,
                .time = member.time,
                .is_stored = packed.is_stored,
                .size = member.size};
      output.begin(header);
    }
    output.append(packed.data());
    header.crc = crc32_of(packed.piece(), header.crc);
    header.packed_size += packed.data().size();
    const bool is_sole = piece.size == member.size;
    if (!is_sole) hasher.update(packed.piece());
    totals.raw_bytes += piece.size;
    if (piece.offset + piece.size == member.size) {
      if (!is_sole && hasher.finish() != member.sha256) fail_changed(member);
      output.end(header);
      totals.stored += packed.is_stored ? 1 : 0;
    }
    progress(totals.raw_bytes);
  }
  totals.zip_bytes = output.commit(durability);
  return totals;
}

}  // namespace cairn
