// The columnar history of a run (docs/formats/history.md): all points of all metrics in blocks of
// steps, times and values, an index with a summary of each series, and the SHA-256 of all bytes
// before. It is written in one pass over points in any order of keys, with bounded memory, and
// appears whole or not at all; a reader trusts no point before the digest has matched. It knows
// neither records nor events.
#pragma once

#include <cstdint>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cairn/base/atomic_file.h"
#include "cairn/base/digest.h"
#include "cairn/record/metric_point.h"

namespace cairn {

/// Where a block lies, and which steps it holds.
struct HistoryBlock {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  std::int64_t points = 0;
  std::int64_t steps = 0;  ///< How many points have a step, and their range.
  std::int64_t least_step = 0;
  std::int64_t most_step = 0;
};

/// Steps from `first` to `last`, both included. Points without a step lie in no range.
struct StepRange {
  std::int64_t first = 0;
  std::int64_t last = 0;
};

using PointVisitor = std::function<void(const LoggedPoint&)>;

/// Writes a history file.
class HistoryWriter {
 public:
  /// Throws Error(io).
  explicit HistoryWriter(const std::string& path);
  ~HistoryWriter();

  void add(const LoggedPoint& point);
  /// What became of the file.
  struct Written {
    std::uint64_t size = 0;
    Digest sha256;  ///< Of the whole file.
  };
  /// Writes the index; the file appears.
  Written finish(Durability durability);

 private:
  struct Pending;
  void flush(std::size_t series);
  void put(std::string_view bytes);
  void flush_buffer();
  void write_index();

  AtomicFile file_;
  SeriesTable table_;
  std::vector<Pending> pending_;  ///< By series.
  std::size_t held_ = 0;          ///< Points in all of pending_.
  std::string buffer_;            ///< Bytes not written yet.
  std::uint64_t offset_ = 0;      ///< Bytes put so far.
  Sha256 own_;                    ///< Of what the file's closing digest covers.
  Sha256 whole_;                  ///< Of all its bytes.
};

/// Reads a history file.
class HistoryReader {
 public:
  /// Opens and checks the file: against `expected` (the record's digest) when it is given, else
  /// against its own. Throws Error(not_found), Error(io), Error(corrupt), and Error(conflict) for
  /// the format of a newer cairn.
  HistoryReader(std::string path, const std::optional<Digest>& expected);

  /// All series in the order of their first points.
  const std::vector<Series>& series() const { return series_; }
  /// Visits the points of series()[index] in the order in which they were logged; with `range`
  /// only those with such a step, and only blocks that may hold some are read.
  void read(std::size_t index, const std::optional<StepRange>& range, const PointVisitor& visit);

 private:
  void check(const std::optional<Digest>& expected);
  void read_index();
  std::string bytes_at(std::uint64_t offset, std::uint64_t size);
  void visit_block(const Series& series, const HistoryBlock& block,
                   const std::optional<StepRange>& range, const PointVisitor& visit);

  std::string path_;
  std::ifstream file_;
  std::uint64_t size_ = 0;
  std::vector<Series> series_;
  std::vector<std::vector<HistoryBlock>> blocks_;  ///< By series.
};

}  // namespace cairn
