// Writes a zip file on all cores: files are read, checked, compressed in parallel and written in
// order, in bounded memory. Invariants: the same members give the same bytes, whatever the machine,
// the number of cores and the time; every byte that was packed was compared with the SHA-256 that
// its member states; the file appears under its name whole or not at all. What does not shrink is
// stored. It does not know what the members are.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "cairn/base/atomic_file.h"
#include "cairn/base/clock.h"
#include "cairn/base/digest.h"
#include "cairn/exchange/deflate.h"

namespace cairn {

/// A file in the zip.
struct ZipMember {
  std::string name;  ///< Below the root of the zip; a SafeRelPath's text.
  TimeUs time = 0;   ///< Shown as its time, in steps of two seconds.
  std::uint64_t size = 0;
  Digest sha256;
  std::string source;  ///< The absolute path of its bytes; empty: `bytes` are.
  std::string bytes;
};

/// What was written.
struct ZipTotals {
  std::uint64_t raw_bytes = 0;
  std::uint64_t zip_bytes = 0;
  std::size_t stored = 0;  ///< Members that are stored because they do not shrink.
};

/// Is told after each piece how many bytes have been packed.
using ZipProgress = std::function<void(std::uint64_t raw_bytes)>;

/// Writes the members in this order to `path`, in place of what is there, with an effort from 1,
/// quick, to 9, small; 0 stores all of them. Throws Error(corrupt) for a member whose bytes are not
/// those of its size and SHA-256, Error(io); then nothing appears.
ZipTotals write_zip(const std::string& path, const std::vector<ZipMember>& members,
                    Durability durability, const ZipProgress& progress, int effort = kUsualEffort);

}  // namespace cairn
