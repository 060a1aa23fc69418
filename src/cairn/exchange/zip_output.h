// The file that a zip is written into, from front to back, with what only its end knows: the sizes
// in local headers and the central directory. It appears under its name with commit(); else nothing
// does. It does not know where the bytes come from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "cairn/base/atomic_file.h"
#include "cairn/base/clock.h"

namespace cairn {

/// What the headers of a member say.
struct ZipHeader {
  std::string name;
  TimeUs time = 0;
  bool is_stored = false;
  std::uint32_t crc = 0;
  std::uint64_t packed_size = 0;
  std::uint64_t size = 0;
};

class ZipOutput {
 public:
  /// Makes a temporary file beside `path`. Throws Error(io).
  explicit ZipOutput(std::string path);
  ZipOutput(const ZipOutput&) = delete;
  ZipOutput& operator=(const ZipOutput&) = delete;
  ~ZipOutput();

  /// Begins a member; of `header` name, time, method and size are known, the rest may be. Its data
  /// follow by append().
  void begin(const ZipHeader& header);
  void append(std::string_view bytes);
  /// Ends the member that was begun, with all that is known of it now.
  void end(const ZipHeader& header);
  /// Writes the directory; the file appears under its name. Returns its size. Throws Error(io).
  std::uint64_t commit(Durability durability);

 private:
  void flush();
  void put_directory();

  std::string path_;
  std::string temp_;  ///< Empty once it was renamed.
  Fd fd_;
  std::string pending_;        ///< Bytes that are not written yet, behind `written_`.
  std::uint64_t written_ = 0;  ///< Bytes in the file.
  std::uint64_t local_at_ = 0;
  std::string local_;      ///< The local header as it was begun.
  std::string directory_;  ///< The central headers so far.
  std::uint64_t members_ = 0;
};

}  // namespace cairn
