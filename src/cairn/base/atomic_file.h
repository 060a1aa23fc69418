// A file that appears whole or not at all: written under a temporary name in its folder, then
// renamed. With Durability::full its bytes are synced before the rename and the folder after it, so
// that "it returned" means "it survives a power cut". The destructor discards what was not
// committed; it must not commit, since it also runs while an error unwinds.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "cairn/base/io.h"

namespace cairn {

/// What survives after success was returned.
enum class Durability {
  full,   ///< A power cut.
  batch,  ///< SIGKILL always; a power cut may lose the last moments. One sync of the disk at the
          ///< end.
  none,   ///< SIGKILL only.
};

/// "full", "batch", "none".
std::string_view durability_name(Durability durability);
/// The opposite. Throws Error(invalid_input).
Durability parse_durability(std::string_view name);

/// The failpoint sites of one kind of atomic file.
struct AtomicSites {
  Site write;
  Site fsync;
  Site rename;
  Site folder_fsync;
};

/// Whether the file may ever change again.
enum class FileUse {
  replaceable,  ///< By the next atomic write.
  immutable,    ///< Its mode is 0444.
};

/// A file that is written piece by piece, each piece with one write.
class AtomicFile {
 public:
  /// Makes the temporary file beside `path`. Throws Error(io).
  AtomicFile(const AtomicSites& sites, std::string path, FileUse use = FileUse::replaceable);
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  ~AtomicFile();

  void write(std::string_view bytes);
  /// The open file, for what is no write: a clone, a mode.
  int descriptor() const { return fd_.get(); }
  /// Where it lies until then.
  const std::string& temporary() const { return temp_; }
  /// Another name than it was made with, in a folder of the same file system.
  void retarget(std::string path) { path_ = std::move(path); }
  /// The file appears under its name. Throws Error(io).
  void commit(Durability durability);
  /// The same in two steps, where many files share one sync: its bytes are durable, by whatever
  /// means, and it appears.
  void appear();
  /// Closes the file until then: more can wait than there are descriptors.
  void rest() { fd_.reset(); }

 private:
  AtomicSites sites_;
  std::string path_;
  std::string temp_;  ///< Empty once it was renamed.
  Fd fd_;
};

/// Writes `bytes` to `path` by temp, fsync, rename, fsync of the folder. Throws Error(io).
void write_atomically(const AtomicSites& sites, const std::string& path, std::string_view bytes,
                      Durability durability, FileUse use = FileUse::replaceable);

/// The beginning of the names of temporary files (".cairn-tmp-"); readers skip them.
inline constexpr std::string_view kTempPrefix = ".cairn-tmp-";

}  // namespace cairn
