#include "cairn/base/atomic_file.h"

#include <unistd.h>

#include <array>
#include <atomic>

#include <fmt/format.h>

#include "cairn/base/error.h"

namespace cairn {

namespace {

constexpr std::array<std::string_view, 3> kDurabilityNames = {"full", "batch", "none"};

std::string parent_of(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  return slash == std::string::npos ? "." : path.substr(0, slash);
}

std::string temp_name(const std::string& folder) {
  static std::atomic<unsigned> counter{0};
  return fmt::format("{}/{}{}-{}", folder, kTempPrefix, ::getpid(), counter++);
}

/// Removes the temporary file unless it was renamed.
struct Discard {
  std::string path;
  bool renamed = false;
  ~Discard() {
    if (!renamed) ::unlink(path.c_str());
  }
};

}  // namespace

std::string_view durability_name(Durability durability) {
  return kDurabilityNames[static_cast<std::size_t>(durability)];
}

Durability parse_durability(std::string_view name) {
  for (std::size_t i = 0; i < kDurabilityNames.size(); ++i) {
    if (kDurabilityNames[i] == name) return static_cast<Durability>(i);
  }
  throw Error(ErrorCode::invalid_input, fmt::format("unknown durability '{}'", name),
              "write full, batch or none");
}

void write_atomically(const AtomicSites& sites, const std::string& path, std::string_view bytes,
                      Durability durability, FileUse use) {
  const std::string folder = parent_of(path);
  Discard temp{temp_name(folder)};
  Fd fd = open_write(sites.write, temp.path,
                     use == FileUse::immutable ? OpenMode::sealed : OpenMode::exclusive);
  write_all(sites.write, fd.get(), bytes, temp.path);
  if (durability == Durability::full) fsync_fd(sites.fsync, fd.get(), temp.path);
  fd.reset();
  rename_path(sites.rename, temp.path, path);
  temp.renamed = true;
  if (durability == Durability::full) fsync_path(sites.folder_fsync, folder);
}

}  // namespace cairn
