#include "cairn/base/file_system.h"

#include <fcntl.h>
#include <sys/vfs.h>

#include <array>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/error.h"
#include "cairn/base/io.h"
#include "cairn/base/process.h"

namespace cairn {

namespace {

struct FileSystemName {
  unsigned long magic;
  std::string_view name;
  bool is_network;
};
constexpr std::array kFileSystems = {
    FileSystemName{0xEF53, "ext4", false},        FileSystemName{0x58465342, "xfs", false},
    FileSystemName{0x9123683E, "btrfs", false},   FileSystemName{0x01021994, "tmpfs", false},
    FileSystemName{0x794C7630, "overlay", false}, FileSystemName{0x2FC12FC1, "zfs", false},
    FileSystemName{0xF2F52010, "f2fs", false},    FileSystemName{0xCA451A4E, "bcachefs", false},
    FileSystemName{0x6969, "NFS", true},          FileSystemName{0xFF534D42, "CIFS", true},
    FileSystemName{0xFE534D42, "SMB", true},      FileSystemName{0x0BD00BD0, "Lustre", true},
    FileSystemName{0x47504653, "GPFS", true},     FileSystemName{0x00C36400, "CephFS", true},
    FileSystemName{0x19830326, "BeeGFS", true},   FileSystemName{0x5346414F, "AFS", true},
    FileSystemName{0x6B414653, "AFS", true},      FileSystemName{0x01021997, "9p", true},
    FileSystemName{0x65735546, "FUSE", true}};

/// What the file system can do with two files that are made for it.
std::string try_out(const std::string& from, const std::string& to) {
  std::string features;
  {
    const Fd source = open_write(Site::file_write, from, OpenMode::truncate);
    write_all(Site::file_write, source.get(), std::string(4096, 'x'), from);
    const Fd target = open_write(Site::file_write, to, OpenMode::truncate);
    const Fd readable(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
    features +=
        clone_file(Site::file_write, readable.get(), target.get(), to) ? "reflinks" : "no reflinks";
  }
  remove_file(Site::leftover_remove, to);
  features += link_file(Site::file_write, from, to) ? ", hard links" : ", no hard links";
  features += swap_paths(Site::file_write, from, to) ? ", exchange" : ", no exchange";
  return features;
}

}  // namespace

FileSystem file_system_of(const std::string& folder) {
  struct statfs status {};
  if (::statfs(folder.c_str(), &status) != 0) throw_errno("look at the file system of", folder);
  const auto magic = static_cast<unsigned long>(status.f_type);
  for (const FileSystemName& known : kFileSystems) {
    if (known.magic != magic) continue;
    return {std::string(known.name), known.is_network, !known.is_network};
  }
  return {fmt::format("type {:#x}", magic)};
}

std::string features_of(const std::string& folder) {
  const std::string from = fmt::format("{}/{}{}-from", folder, kTempPrefix, this_process().pid);
  const std::string to = fmt::format("{}/{}{}-to", folder, kTempPrefix, this_process().pid);
  const auto remove_both = [&] {
    remove_file(Site::leftover_remove, to);
    remove_file(Site::leftover_remove, from);
  };
  std::string features;
  try {
    features = try_out(from, to);
  } catch (const Error&) {
    remove_both();
    throw;
  }
  remove_both();
  return features;
}

}  // namespace cairn
