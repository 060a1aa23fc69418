// The data files that the program carries in itself: layouts, schemes and SQL, so that one binary
// is all that has to be copied to a cluster. The table is generated at build time, sorted by path,
// and lives as long as the process. Knows nothing of what the files mean, and never reads the disk.
#pragma once

#include <span>
#include <string_view>

namespace cairn {

/// One file as it was in the source tree when the program was built.
struct EmbeddedFile {
  std::string_view path;   ///< relative to the source tree, with slashes: `layouts/flat.yaml`
  std::string_view bytes;  ///< the whole file, unchanged
};

/// All embedded files in byte order of their paths; empty where the build had none.
std::span<const EmbeddedFile> embedded_files();

}  // namespace cairn
