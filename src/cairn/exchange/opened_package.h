// A package as it was opened: its zip file, its runs with their records, and which entry is which
// file of which run. Two forms are read: what `cairn export` wrote, and a bare zip of run folders,
// where the records are the manifest. Invariant: what was opened holds together by itself: every
// record matches its own digest, its key and its id; every file that a record names is there with
// the size and SHA-256 that it states, or is named as left out; no entry belongs to nobody. The
// contents of the other files are not read yet. Nothing is written.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cairn/exchange/package.h"
#include "cairn/exchange/zip_file.h"
#include "cairn/record/record.h"
#include "cairn/store/groups.h"

namespace cairn {

/// A file of a run in the package.
struct PackedFile {
  std::string path;  ///< Below the run folder.
  const ZipEntry* entry = nullptr;
  Digest sha256;           ///< What its bytes must have.
  bool has_digest = true;  ///< Not of a user file in a bare zip, for which nobody vouches.
};

/// A run of the package.
struct PackedRun {
  PackageRun place;
  Record record;
  Digest record_sha256;           ///< Of the record's bytes.
  std::vector<PackedFile> files;  ///< All that import writes, the record among them.
};

/// A group of the package. Its rollups are checked and made anew.
struct PackedGroup {
  PackageGroup place;
  std::optional<GroupFile> said;  ///< What its group file says.
  std::vector<PackedFile> files;  ///< What import writes beside it, below the group's folder.
};

/// A file that is checked and not written into a run folder.
struct CheckedFile {
  const ZipEntry* entry = nullptr;
  Digest sha256;
  bool has_digest = true;
  bool is_text = false;  ///< A text of provenance, which becomes an object.
};

struct OpenedPackage {
  std::unique_ptr<ZipFile> zip;
  bool is_bare = false;  ///< A zip of run folders, made by another program.
  std::string exported_by;
  std::vector<PackedRun> runs;
  std::vector<PackedGroup> groups;
  std::vector<CheckedFile> others;
};

/// Opens the package at `path`. Throws what ZipFile throws, and Error(corrupt) naming the entry
/// that does not fit.
OpenedPackage open_package(const std::string& path, const ZipLimits& limits);

/// Why a file of a run cannot travel under this name, as the end of a sentence; empty when it can:
/// names by which cairn and git know folders of their own are refused.
std::string why_reserved(std::string_view path);

}  // namespace cairn
