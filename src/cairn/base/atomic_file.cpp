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

AtomicFile::AtomicFile(const AtomicSites& sites, std::string path, FileUse use)
    : sites_(sites), path_(std::move(path)), temp_(temp_name(parent_of(path_))) {
  fd_ = open_write(sites_.write, temp_,
                   use == FileUse::immutable ? OpenMode::sealed : OpenMode::exclusive);
}

AtomicFile::~AtomicFile() {
  if (!temp_.empty()) ::unlink(temp_.c_str());
}

void AtomicFile::write(std::string_view bytes) { write_all(sites_.write, fd_.get(), bytes, temp_); }

void AtomicFile::commit(Durability durability) {
  if (durability == Durability::full) fsync_fd(sites_.fsync, fd_.get(), temp_);
  appear();
  if (durability == Durability::full) fsync_path(sites_.folder_fsync, parent_of(path_));
}

void AtomicFile::appear() {
  fd_.reset();
  rename_path(sites_.rename, temp_, path_);
  temp_.clear();
}

void write_atomically(const AtomicSites& sites, const std::string& path, std::string_view bytes,
                      Durability durability, FileUse use) {
  AtomicFile file(sites, path, use);
  file.write(bytes);
  file.commit(durability);
}

}  // namespace cairn
