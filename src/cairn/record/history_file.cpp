#include "cairn/record/history_file.h"

#include <algorithm>
#include <array>
#include <cerrno>

#include <fmt/format.h>

#include "cairn/base/byte_codec.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/record/value_fields.h"

namespace cairn {

namespace {

constexpr AtomicSites kSites{Site::history_write, Site::history_fsync, Site::history_rename,
                             Site::history_folder_fsync};
constexpr std::string_view kMagic = "CAIRNHIS";
constexpr std::uint32_t kHistoryFormat = 1;
constexpr std::size_t kHeaderSize = kMagic.size() + 4;
constexpr std::size_t kDigestSize = 32;
constexpr std::size_t kTailSize = 8 + kDigestSize;  // The offset of the index, the digest.

/// Points of a block: what a reader of a range reads too much, at most.
constexpr std::size_t kBlockPoints = 4096;
/// Points that the writer holds over all series: its memory, whatever the number of series.
constexpr std::size_t kHeldPoints = std::size_t{1} << 19U;
constexpr std::size_t kBufferSize = std::size_t{1} << 20U;

std::string_view bytes_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size()};
}

}  // namespace

/// Points of one series that are not in a block yet, and the blocks that are written.
struct HistoryWriter::Pending {
  std::vector<std::optional<std::int64_t>> steps;
  std::vector<std::optional<std::int64_t>> times;
  std::vector<double> values;
  std::vector<HistoryBlock> blocks;
};

HistoryWriter::HistoryWriter(const std::string& path) : file_(kSites, path) {
  std::string header(kMagic);
  ByteWriter(header).fixed32(kHistoryFormat);
  put(header);
}

HistoryWriter::~HistoryWriter() = default;

void HistoryWriter::add(const LoggedPoint& point) {
  const std::size_t series = table_.add(point);
  if (series == pending_.size()) pending_.emplace_back();
  Pending& pending = pending_[series];
  pending.steps.push_back(point.step);
  pending.times.push_back(point.time);
  pending.values.push_back(point.value);
  ++held_;
  if (pending.values.size() == kBlockPoints) flush(series);
  if (held_ < kHeldPoints) return;
  for (std::size_t i = 0; i < pending_.size(); ++i) flush(i);
}

void HistoryWriter::flush(std::size_t series) {
  Pending& pending = pending_[series];
  const std::size_t count = pending.values.size();
  if (count == 0) return;
  HistoryBlock block{.offset = offset_, .points = static_cast<std::int64_t>(count)};
  for (const std::optional<std::int64_t>& step : pending.steps) {
    if (!step) continue;
    block.least_step = block.steps == 0 ? *step : std::min(block.least_step, *step);
    block.most_step = block.steps == 0 ? *step : std::max(block.most_step, *step);
    ++block.steps;
  }
  std::string bytes;
  ByteWriter writer(bytes);
  writer.varint(count);
  writer.column(pending.steps);
  writer.column(pending.times);
  for (const double value : pending.values) writer.real(value);
  block.size = bytes.size();
  put(bytes);
  // Their memory goes, too: with many series it would add up.
  std::vector<HistoryBlock> blocks = std::move(pending.blocks);
  blocks.push_back(block);
  pending = {.blocks = std::move(blocks)};
  held_ -= count;
}

void HistoryWriter::put(std::string_view bytes) {
  buffer_ += bytes;
  offset_ += bytes.size();
  if (buffer_.size() >= kBufferSize) flush_buffer();
}

void HistoryWriter::flush_buffer() {
  own_.update(buffer_);
  whole_.update(buffer_);
  file_.write(buffer_);
  buffer_.clear();
}

void HistoryWriter::write_index() {
  const std::uint64_t start = offset_;
  std::string bytes;
  ByteWriter writer(bytes);
  writer.varint(table_.all().size());
  for (std::size_t i = 0; i < table_.all().size(); ++i) {
    const Series& series = table_.all()[i];
    writer.text(series.child);
    writer.text(series.metric.key);
    writer.varint(static_cast<std::uint64_t>(series.metric.count));
    for (const double value :
         {series.metric.first, series.metric.last, series.metric.min, series.metric.max}) {
      writer.real(value);
    }
    writer.varint(static_cast<std::uint64_t>(series.times));
    writer.varint(pending_[i].blocks.size());
    std::uint64_t before = 0;
    for (const HistoryBlock& block : pending_[i].blocks) {
      writer.varint(block.offset - before);
      before = block.offset;
      writer.varint(block.size);
      writer.varint(static_cast<std::uint64_t>(block.points));
      writer.varint(static_cast<std::uint64_t>(block.steps));
      if (block.steps == 0) continue;
      writer.zigzag(block.least_step);
      writer.zigzag(block.most_step);
    }
  }
  writer.fixed64(start);
  put(bytes);
}

HistoryWriter::Written HistoryWriter::finish(Durability durability) {
  for (std::size_t i = 0; i < pending_.size(); ++i) flush(i);
  write_index();
  flush_buffer();
  const Digest own = own_.finish();
  whole_.update(bytes_of(own));
  file_.write(bytes_of(own));
  file_.commit(durability);
  return {.size = offset_ + kDigestSize, .sha256 = whole_.finish()};
}

HistoryReader::HistoryReader(std::string path, const std::optional<Digest>& expected)
    : path_(std::move(path)) {
  const std::optional<FileStat> status = stat_path(path_);
  if (!status) throw Error(ErrorCode::not_found, fmt::format("there is no file '{}'", path_));
  size_ = status->size;
  file_.open(path_, std::ios::binary);
  if (!file_) throw_errno("open", path_);
  try {
    check(expected);
    read_index();
  } catch (const Error& error) {
    throw error.with_context(path_);
  }
}

void HistoryReader::check(const std::optional<Digest>& expected) {
  if (size_ < kHeaderSize + kTailSize) throw Error(ErrorCode::corrupt, "the history is cut short");
  const std::string header = bytes_at(0, kHeaderSize);
  if (!header.starts_with(kMagic)) throw Error(ErrorCode::corrupt, "this is no history of a run");
  const std::uint32_t format = ByteReader(std::string_view(header).substr(kMagic.size())).fixed32();
  check_format("the history", format, kHistoryFormat);
  Sha256 hasher;
  const std::uint64_t hashed = expected ? size_ : size_ - kDigestSize;
  for (std::uint64_t at = 0; at < hashed; at += kBufferSize) {
    hasher.update(bytes_at(at, std::min<std::uint64_t>(kBufferSize, hashed - at)));
  }
  const Digest found = hasher.finish();
  const bool matches =
      expected ? found == *expected : bytes_of(found) == bytes_at(size_ - kDigestSize, kDigestSize);
  if (!matches) throw Error(ErrorCode::corrupt, "the history does not match its SHA-256");
}

std::string HistoryReader::bytes_at(std::uint64_t offset, std::uint64_t size) {
  if (offset > size_ || size > size_ - offset) {
    throw Error(ErrorCode::corrupt, "the history is damaged");
  }
  std::string bytes(size, '\0');
  file_.seekg(static_cast<std::streamoff>(offset));
  if (!file_.read(bytes.data(), static_cast<std::streamsize>(size))) {
    throw_errno(errno == 0 ? EIO : errno, "read", path_);
  }
  return bytes;
}

void HistoryReader::read_index() {
  const std::string tail = bytes_at(size_ - kTailSize, 8);
  const std::uint64_t start = ByteReader(tail).fixed64();
  if (start > size_ - kTailSize) throw Error(ErrorCode::corrupt, "the history is damaged");
  const std::string bytes = bytes_at(start, size_ - kTailSize - start);
  ByteReader reader(bytes);
  const std::size_t count = reader.count();
  for (std::size_t i = 0; i < count; ++i) {
    Series series{.child = reader.text(), .metric = {.key = reader.text()}};
    series.metric.count = static_cast<std::int64_t>(reader.varint());
    series.metric.first = reader.real();
    series.metric.last = reader.real();
    series.metric.min = reader.real();
    series.metric.max = reader.real();
    series.times = static_cast<std::int64_t>(reader.varint());
    std::vector<HistoryBlock> blocks(reader.count());
    std::uint64_t before = 0;
    for (HistoryBlock& block : blocks) {
      before = block.offset = before + reader.varint();
      block.size = reader.varint();
      block.points = static_cast<std::int64_t>(reader.varint());
      block.steps = static_cast<std::int64_t>(reader.varint());
      if (block.steps == 0) continue;
      block.least_step = reader.zigzag();
      block.most_step = reader.zigzag();
      const bool is_first = series.steps == 0;
      series.least_step =
          is_first ? block.least_step : std::min(series.least_step, block.least_step);
      series.most_step = is_first ? block.most_step : std::max(series.most_step, block.most_step);
      series.steps += block.steps;
    }
    series_.push_back(std::move(series));
    blocks_.push_back(std::move(blocks));
  }
}

void HistoryReader::visit_block(const Series& series, const HistoryBlock& block,
                                const std::optional<StepRange>& range, const PointVisitor& visit) {
  const std::string bytes = bytes_at(block.offset, block.size);
  ByteReader reader(bytes);
  const std::size_t count = reader.count();
  const std::vector<std::optional<std::int64_t>> steps = reader.column(count);
  const std::vector<std::optional<std::int64_t>> times = reader.column(count);
  for (std::size_t i = 0; i < count; ++i) {
    const double value = reader.real();
    if (range && (!steps[i] || *steps[i] < range->first || *steps[i] > range->last)) continue;
    visit({.child = series.child,
           .key = series.metric.key,
           .value = value,
           .step = steps[i],
           .time = times[i]});
  }
}

void HistoryReader::read(std::size_t index, const std::optional<StepRange>& range,
                         const PointVisitor& visit) {
  for (const HistoryBlock& block : blocks_[index]) {
    const bool is_outside = range && (block.steps == 0 || block.most_step < range->first ||
                                      block.least_step > range->last);
    if (!is_outside) visit_block(series_[index], block, range, visit);
  }
}

}  // namespace cairn
