#include "cairn/exchange/migrate_file.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/io.h"
#include "cairn/base/text.h"
#include "cairn/objects/hash_files.h"
#include "cairn/objects/opened_file.h"

namespace cairn {

namespace {

constexpr std::array<std::string_view, 3> kMeans = {"copy", "reflink", "hardlink"};

/// Copies and hashes in one pass over the bytes.
Digest copy_bytes(int source, int copy, const MigratedFile& file, const std::string& target) {
  constexpr std::size_t kBlock = 256 * 1024;
  thread_local std::vector<char> block(kBlock);
  Sha256 hasher;
  while (true) {
    const ssize_t count = ::read(source, block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw_errno("read", file.from);
    if (count == 0) return hasher.finish();
    const std::string_view bytes(block.data(), static_cast<std::size_t>(count));
    hasher.update(bytes);
    write_all(Site::file_write, copy, bytes, target);
  }
}

void check(const MigratedFile& file, const Digest& found) {
  if (found == file.sha256) return;
  throw Error(ErrorCode::conflict,
              fmt::format("'{}' has other bytes than it had when it was planned", file.from),
              "something still writes to it; wait for it to end, then migrate again");
}

}  // namespace

std::string_view means_name(MigrateMeans means) { return kMeans[static_cast<std::size_t>(means)]; }

MigrateMeans parse_means(std::string_view name) {
  for (std::size_t i = 0; i < kMeans.size(); ++i) {
    if (kMeans[i] == name) return static_cast<MigrateMeans>(i);
  }
  throw Error(ErrorCode::invalid_input, fmt::format("'{}' is no way to link", printable(name)),
              "it is copy, reflink or hardlink");
}

MigrateMeans bring_file(const MigratedFile& file, const std::string& target, MigrateMeans means) {
  const OpenedFile source = open_regular_file(file.from);
  // An object must have no name by which it can be written to.
  if (means == MigrateMeans::hardlink && !file.is_object && link_file(Site::file_write, file.from, target)) {
    check(file, hash_file(target, Durability::none, Site::file_write).sha256);
    return MigrateMeans::hardlink;
  }
  const Fd copy = open_write(Site::file_write, target, OpenMode::exclusive);
  const bool is_cloned = means == MigrateMeans::reflink &&
                         clone_file(Site::file_write, source.fd.get(), copy.get(), target);
  check(file, is_cloned ? hash_file(target, Durability::none, Site::file_write).sha256
                        : copy_bytes(source.fd.get(), copy.get(), file, target));
  constexpr unsigned kPlainMode = 0644;
  set_mode_and_time(Site::file_write, copy.get(),
                    file.is_object ? kPlainMode : source.status.mode & 0777U,
                    source.status.mtime_ns, target);
  return is_cloned ? MigrateMeans::reflink : MigrateMeans::copy;
}

}  // namespace cairn
