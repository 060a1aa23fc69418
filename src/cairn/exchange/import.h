// Taking the runs of a package into a project, all of them or none. Everything is unpacked and
// checked in a folder of its own in `.cairn/imports` first; then one file there, `plan.json`, says
// that it is whole and where it goes, and from that moment on the import happens: whoever comes
// next finishes what was cut off. Before it, nothing outside that folder has changed. Invariants:
// nothing is ever run or loaded; no byte becomes part of a run that was not compared with its
// SHA-256; nothing is written through a link. It does not know the command line.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "cairn/base/lock.h"
#include "cairn/exchange/import_place.h"
#include "cairn/exchange/opened_package.h"
#include "cairn/views/render.h"

namespace cairn {

/// Is told after each piece how many bytes have been unpacked.
using ImportProgress = std::function<void(std::uint64_t bytes)>;

/// How an import is done.
struct ImportOptions {
  std::string package_name;  ///< As the note beside each run names it.
  double most_seconds = 3600;
  ImportProgress progress;
};

/// Reads and checks every byte of the package and writes nothing. Throws Error(corrupt) naming the
/// entry, and Error(invalid_input) after `most_seconds`.
void check_package(const OpenedPackage& package, const ImportOptions& options);

/// Takes the runs into their places, and lets catalog and views follow. The caller holds the lock
/// of imports, and no catalog. Throws what check_package throws, Error(conflict), Error(io): then
/// nothing has changed, or, where it says so, the rest follows with the next command.
RenderReport import_runs(const Project& project, const OpenedPackage& package,
                         const std::vector<ImportPlace>& places, const ImportOptions& options);

/// Waits for the lock under which imports are made.
FileLock lock_imports(const Project& project);

/// What came of imports that were cut off.
struct FinishedImports {
  std::vector<std::string> came;  ///< The folders of the runs.
  std::vector<std::string> problems;
};

/// Finishes imports whose process died after its plan was written, and removes what others left.
/// Does nothing while an import is at work. The caller holds no catalog.
FinishedImports finish_imports(const Project& project);
/// The same for a caller that holds the lock.
FinishedImports finish_imports_locked(const Project& project);

}  // namespace cairn
