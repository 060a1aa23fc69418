// Which files of a run folder are not as the record says any more, told without reading those that
// nobody has written to since: times make a file doubtful, bytes decide. Bytes that rotted under an
// old time are for verify to find. It does not know what follows from a change.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cairn/base/digest.h"
#include "cairn/base/fs.h"
#include "cairn/record/record.h"

namespace cairn {

/// When the record of a run in `folder` was written, in ns; 0: it is not there. Every artifact is
/// older, unless somebody touched it since.
std::int64_t record_mtime(const std::string& folder, const RunId& id);

/// The places in `record.artifacts` of all but the files that are as large as recorded and not
/// younger than the record, in order. Looks at them on all cores where they are many.
std::vector<std::size_t> doubtful_artifacts(const std::string& folder, const Record& record);

/// A file that was not as its record says.
struct ChangedFile {
  std::string path;                ///< Relative to the run folder.
  std::uint64_t size = 0;          ///< As it is.
  std::optional<Digest> sha256{};  ///< As it is; absent: it is gone.

  bool operator==(const ChangedFile&) const = default;
};

/// Digests that were made before a lock was taken, by the paths of artifacts; of use as long as a
/// file is as it was then.
struct SeenFile {
  FileStat status;
  std::optional<Digest> sha256;  ///< Absent: it cannot be read.
};
using SeenFiles = std::map<std::string, SeenFile>;

/// Reads the doubtful artifacts of the run in `folder`, which may take long, for `changed_files`.
/// Throws Error(io).
SeenFiles read_doubtful(const std::string& folder, const RunId& id);

/// The artifacts of the run in `folder` that were changed or removed since it was recorded; links
/// are not told of. Empty where record or import note cannot be read. Throws Error(io).
std::vector<ChangedFile> changed_files(const std::string& folder, const RunId& id,
                                       const SeenFiles& seen);

}  // namespace cairn
