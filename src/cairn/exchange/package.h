// The manifest of a package, `PACKAGE.json`: which runs it holds, where in it their files lie, what
// of them was left out, and every file with size and SHA-256. Reading checks all that the manifest
// says of itself: a manifest that was read names safe paths, each once, and runs whose folders and
// texts are among its files. It does not know zip files. docs/formats/package.md is the page.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/digest.h"
#include "cairn/identity/run_id.h"

namespace cairn {

// The files of a package beside those of its runs.
inline constexpr std::string_view kManifestFile = "PACKAGE.json";
inline constexpr std::string_view kSumsFile = "SHA256SUMS";
inline constexpr std::string_view kExportFile = "EXPORT.yaml";
inline constexpr std::string_view kReadmeFile = "README.md";
inline constexpr std::string_view kPageFile = "index.html";
inline constexpr std::string_view kProvenanceFolder = "provenance";

/// The highest format number that this cairn writes and reads: 2 for packages with groups, else 1.
inline constexpr int kPackageFormat = 2;

/// Whether `path` (in a package) is one of the names above or lies below one, whatever its case.
bool is_package_name(std::string_view path);

/// A file of the package.
struct PackageFile {
  std::string path;  ///< In the package.
  std::uint64_t size = 0;
  Digest sha256;

  bool operator==(const PackageFile&) const = default;
};

/// A text of a run's provenance that came along.
struct PackageText {
  std::string name;  ///< "packages", "git.diff", "source:fit.py", …
  std::string file;  ///< In the package.

  bool operator==(const PackageText&) const = default;
};

/// A run of the package.
struct PackageRun {
  RunId id;
  Digest digest;
  std::string folder;                 ///< Of its files in the package; empty: the package itself.
  std::string path;                   ///< Its folder in the project that it comes from.
  std::vector<std::string> left_out;  ///< Files that its record names and the package lacks.
  std::vector<std::string> views;     ///< Files that are views, below `folder`.
  std::vector<PackageText> texts;

  bool operator==(const PackageRun&) const = default;
};

/// A group all of whose runs are in the package, and what lies beside them.
struct PackageGroup {
  std::string group;               ///< Its name in the layout: "session".
  std::string folder;              ///< Of its files in the package.
  std::string path;                ///< Its folder in the project that it comes from.
  bool has_file = false;           ///< Whether `.run/group.json` came along.
  std::vector<std::string> views;  ///< Files that are rollups, below `folder`.
  std::vector<std::string> files;  ///< Other files, below `folder`.

  bool operator==(const PackageGroup&) const = default;
};

struct PackageManifest {
  std::string cairn;    ///< The version that wrote it.
  std::string variant;  ///< "export", "minimal", "complete".
  std::string exported_by;
  std::vector<PackageRun> runs;
  std::vector<PackageGroup> groups;  ///< Outer ones first.
  std::vector<PackageFile> files;    ///< All but the manifest itself and the checksums.

  bool operator==(const PackageManifest&) const = default;
};

/// The bytes of a manifest: one run and one file a line.
std::string manifest_text(const PackageManifest& manifest);

/// Reads a manifest. Throws Error(corrupt) naming `source` for anything that does not hold
/// together, Error(conflict) for a format of a newer cairn.
PackageManifest parse_manifest(std::string_view text, const std::string& source);

/// `path` in the package of `name` in the folder of a run, of a group.
std::string in_package(const PackageRun& run, std::string_view name);
std::string in_package(const PackageGroup& group, std::string_view name);

}  // namespace cairn
