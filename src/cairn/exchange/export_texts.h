// The texts of a package for people and their tools: EXPORT.yaml, README.md, SHA256SUMS. It does
// not know zip files.
#pragma once

#include <string>
#include <vector>

#include "cairn/exchange/export.h"
#include "cairn/exchange/package.h"
#include "cairn/record/record.h"
#include "cairn/store/groups.h"
#include "cairn/store/user_edits.h"

namespace cairn {

/// A run as the pages show it.
struct ExportedRun {
  const Record* record = nullptr;
  const UserEdits* user = nullptr;
  const PackageRun* place = nullptr;
  /// Runs of the package that were made again since this one read them: "train 3rx1ab".
  std::vector<std::string> made_again;
};

/// A group as the pages show it.
struct ExportedGroup {
  const GroupFile* said = nullptr;  ///< nullptr: it has no group file.
  const PackageGroup* place = nullptr;
};

/// What the pages of a package show.
struct ExportedPackage {
  std::string project;
  std::string from;
  std::string exported_by;
  std::string variant;
  std::string model_id;
  TimeUs date = 0;  ///< The end of its newest run.
  std::vector<ExportedRun> runs;
  std::vector<ExportedGroup> groups;
  const std::vector<PackageFile>* files = nullptr;  ///< Those of the runs.
};

/// EXPORT.yaml, with the fields of system 003.
std::string export_yaml(const ExportedPackage& package);
/// README.md.
std::string export_readme(const ExportedPackage& package);
/// SHA256SUMS, as `sha256sum -c` reads it.
std::string checksums_text(const std::vector<PackageFile>& files);
/// index.html: one file that needs no network and no script and shows the pictures of the package.
std::string export_page(const ExportedPackage& package);

/// Whether browsers show the file as a picture.
bool is_picture(std::string_view path);

/// "Q1_c20f9b (glucose)", or the id of a run without a name.
std::string run_title(const ExportedRun& run);

}  // namespace cairn
